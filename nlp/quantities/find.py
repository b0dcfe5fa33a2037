"""One pass over a text that tells its quantities from its dates, times, phones and labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from nlp.quantities.dates import DateReader
from nlp.quantities.fractions import tidy
from nlp.quantities.hedges import HedgeReader
from nlp.quantities.labels import LabelReader, find_links
from nlp.quantities.lexicon import lexicon
from nlp.quantities.measures import Measured, MeasureReader
from nlp.quantities.numerals import NumberReader
from nlp.quantities.records import ClockTime, Date, NonQuantity, Quantity, Span
from nlp.quantities.sums import Number
from nlp.quantities.times import TimeReader
from nlp.quantities.tokens import Token, Tokens


class _Reading:
    """What one text holds, each list by start."""

    def __init__(self, text: str, lang: str) -> None:
        self.quantities: list[Quantity] = []
        self.dates: list[Date] = []
        self.times: list[ClockTime] = []
        self.spans: list[Span] = find_links(text)
        self._text = text
        self._lexicon = lexicon(lang)
        self._tokens = tokens = Tokens(text)
        self._numbers = NumberReader(tokens, self._lexicon)
        self._dates = DateReader(tokens, self._lexicon)
        self._times = TimeReader(tokens, self._lexicon, self._numbers)
        self._labels = LabelReader(tokens, self._lexicon)
        self._measures = MeasureReader(tokens, self._lexicon, self._numbers)
        self._hedges = HedgeReader(tokens, self._lexicon)
        links = iter(list(self.spans))
        link = next(links, None)
        stop = 0
        for at in [at for at, token in enumerate(tokens) if self._may_begin(token)]:
            while link is not None and link.end <= tokens[at].start:
                link = next(links, None)
            inside = link is not None and link.start <= tokens[at].start
            if at >= stop and not inside:
                stop = self._step(at)
        self.spans.sort(key=lambda span: span.start)

    def move_to(self, text: str, span: Callable[[int, int], tuple[int, int]]) -> None:
        """Give everything found the offsets of `text`, of which the text read is a transliteration."""
        self.quantities = [_moved(quantity, text, span) for quantity in self.quantities]
        self.dates = [replace(d, start=span(d.start, d.end)[0], end=span(d.start, d.end)[1]) for d in self.dates]
        self.times = [replace(t, start=span(t.start, t.end)[0], end=span(t.start, t.end)[1]) for t in self.times]
        self.spans = [replace(s, start=span(s.start, s.end)[0], end=span(s.start, s.end)[1]) for s in self.spans]

    def _may_begin(self, token: Token) -> bool:
        """Whether anything that is read here may begin with the token; with most it cannot."""
        if token.kind == "w":
            return self._lexicon.begins(token.low)
        return token.kind == "d" or token.low in {"+", "("}

    def _step(self, at: int) -> int:
        """Read what starts at token `at`; the index to go on from."""
        dated = self._dates.read(at)
        if dated:
            self.dates += dated[0]
            self._put_aside(dated[0][0].start, dated[0][-1].end, "date")
            return dated[1]
        timed = self._times.read(at)
        if timed:
            return self._take_time(timed)
        labelled = self._labels.read(at)
        if labelled:
            self.spans.append(labelled[0])
            return labelled[1]
        number = self._numbers.read(at)
        if number is None:
            return at + 1
        if number.value is None:
            return number.stop
        timed = self._times.read_number(number)
        if timed:
            return self._take_time(timed)
        if self._is_pronoun(number):
            return number.stop
        return self._take(self._measures.read(number))

    def _put_aside(self, start: int, end: int, kind: NonQuantity) -> None:
        self.spans.append(Span(start, end, kind))

    def _take_time(self, found: tuple[ClockTime, int]) -> int:
        time, stop = found
        self.times.append(time)
        self._put_aside(time.start, time.end, "time")
        return stop

    def _is_pronoun(self, number: Number) -> bool:
        """A lone "один", "one": a count only before its noun, or after "only"."""
        words, tokens = self._lexicon.words, self._tokens
        if number.stop != number.first + 1 or tokens[number.first].low not in words["pronouns"]:
            if self._lexicon.lang == "kk" and tokens[number.first - 1].low in words["face_after"]:
                return tokens[number.first].low.startswith("жүзі")
            none = tokens[number.first - 1].low == "-" and tokens[number.first - 2].low == "бірде"  # "бірде-бір"
            return none or tokens[number.stop].low in words["compounds"]
        following = tokens[number.stop]
        if following.low == "%" or following.low.startswith(self._lexicon.percent_stems):
            return False
        if tokens[number.first - 1].low in words["pronoun_unless"]:
            return False
        return following.kind != "w" or not tokens.near(number.first) or following.low in words["pronoun_before"]

    def _take(self, measured: Measured) -> int:
        """Make the quantity of a number with its unit, range or margin; its hedges widen the span."""
        hedged = self._hedges.read(measured)
        if hedged is None:
            return measured.stop
        if hedged.stop > measured.stop:
            measured = self._measures.named(replace(measured, stop=hedged.stop))
        tokens, number = self._tokens, measured.number
        start, end = tokens[hedged.first].start, tokens[max(hedged.stop, measured.stop) - 1].end
        is_range = measured.high is not None
        self.quantities.append(
            Quantity(
                value=None if is_range or number.value is None else tidy(number.value),
                low=number.value if is_range else None,
                high=measured.high,
                unit=measured.unit,
                qualifier="range" if is_range else hedged.qualifier,
                precision=None if is_range else number.precision,
                margin=measured.margin,
                quote=self._text[start:end],
                start=start,
                end=end,
                number_start=tokens[number.first].start,
                number_end=tokens[measured.number_stop - 1].end,
                alternative=None if is_range else number.alternative,
                in_words=number.in_words,
            )
        )
        if measured.kind is not None:
            self._put_aside(tokens[number.first].start, tokens[measured.stop - 1].end, measured.kind)
        return max(hedged.stop, measured.stop)


def _moved(quantity: Quantity, text: str, span: Callable[[int, int], tuple[int, int]]) -> Quantity:
    start, end = span(quantity.start, quantity.end)
    first, last = span(quantity.number_start, quantity.number_end)
    return replace(quantity, quote=text[start:end], start=start, end=end, number_start=first, number_end=last)


@lru_cache(maxsize=4)
def _reading(text: str, lang: str) -> _Reading:
    """One reading serves the four functions below, which are called on the same text in turn."""
    if lexicon(lang).lang == "kk":
        from nlp.languages import is_kazakh_latin, to_cyrillic

        if is_kazakh_latin(text):
            script = to_cyrillic(text)
            reading = _Reading(script.text, lang)
            reading.move_to(text, script.span)
            return reading
    return _Reading(text, lang)


def find_quantities(text: str, lang: str) -> list[Quantity]:
    """Every number in `text`, by start; dates, clock times, phones, scores and labelled numbers left out.

    Sums of money, ages and durations are quantities too (their unit says what they are); `non_quantities` names them.
    """
    return list(_reading(text, lang).quantities)


def find_dates(text: str, lang: str) -> list[Date]:
    """The calendar dates in `text`, by start, each as far as it is written."""
    return list(_reading(text, lang).dates)


def find_times(text: str, lang: str) -> list[ClockTime]:
    """The hours of the day in `text`, by start."""
    return list(_reading(text, lang).times)


def non_quantities(text: str, lang: str) -> list[Span]:
    """The numbers that are surely no election figure, by start: dates, times, phones, labels, money, ages, scores."""
    return list(_reading(text, lang).spans)
