"""What follows a number: percent, the noun it counts, the other end of a range, a margin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from nlp.quantities.lexicon import Case, Lexicon
from nlp.quantities.numerals import NumberReader
from nlp.quantities.records import NonQuantity
from nlp.quantities.sums import Number
from nlp.quantities.tokens import Tokens

PERCENT, POINTS = "percent", "percentage_points"
_DASHES = frozenset("-–—‐‑−")
_EM_DASH = "—"
_SIGNS = {"%", "％", "٪"}
_MONEY_BEFORE = frozenset("$€£₸₽₦₴")
_CHANGE_BEFORE = 7  # tokens before a range in which a verb of change makes it two values
_NOUN_WITHIN = 3  # words between a number and the noun it counts ("5 малоизвестных кандидатов")


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with what it measures. Tokens `first` up to `stop`; `number_stop` ends the number itself."""

    number: Number
    first: int
    number_stop: int
    stop: int
    unit: str | None = None
    case: Case = "other"
    high: Decimal | None = None
    margin: Decimal | None = None
    kind: NonQuantity | None = None


class MeasureReader:
    """Reads units, ranges and margins behind the numbers of one text."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, numbers: NumberReader) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._numbers = numbers

    def read(self, number: Number) -> Measured:
        """The number with its unit; one end of a range takes in the other end."""
        found = self._with_unit(number)
        ranged = self._range(found)
        return self.named(ranged if ranged else self._with_margin(found))

    # -- units ----------------------------------------------------------------------------------------------------

    def _with_unit(self, number: Number) -> Measured:
        plain = Measured(number, number.first, number.stop, number.stop, case=number.case)
        if number.glued is not None:
            if number.glued.startswith(self._lexicon.percent_stems) or number.glued in self._lexicon.percent_exact:
                points = self._points(number.stop - 1)
                return replace(plain, unit=POINTS if points else PERCENT, stop=points or number.stop)
            return replace(plain, unit=self._lexicon.unit(number.glued) or number.glued)
        after = self._percent_after(number.stop)
        if number.share and number.exact_fraction is not None:
            if after is None:
                return replace(plain, unit=PERCENT)
            part = number.exact_fraction.quantize(Decimal("0.0001")).normalize()
            plain = replace(plain, number=replace(number, value=part, precision=Decimal("0.01")))
        if after is None:
            return plain
        unit, stop, case = after
        return replace(plain, unit=unit, stop=stop, case=case if case != "other" else number.case)

    def _percent_after(self, at: int) -> tuple[str, int, Case] | None:
        """Percent, or percentage points, at token `at`: the unit, the index after it, its Kazakh case."""
        tokens, token = self._tokens, self._tokens[at]
        if token.low in _SIGNS:
            if len(tokens.gap(at - 1)) > 2 or not tokens.same_line(at - 1):
                return None
            return self._after_sign(at + 1)
        hyphened = token.low in _DASHES and tokens.glued(at - 1) and tokens.glued(at)
        if hyphened:
            at += 1
            token = tokens[at]
        if not tokens.near(at - 1):
            return None
        points = self._points(at)
        if points:
            return POINTS, points, "other"
        for pair in self._lexicon.percent_pairs:
            if tokens.matches(at, pair):
                return PERCENT, at + len(pair), "other"
        for stem in self._lexicon.percent_stems:
            if token.low.startswith(stem) and (token.low != "percentage"):
                return PERCENT, at + 1, self._case(token.low)
        return (PERCENT, at + 1, "other") if token.low in self._lexicon.percent_exact else None

    def _after_sign(self, at: int) -> tuple[str, int, Case]:
        """Behind "%": a suffix ("7%-ый", "63,3%-ын") or "пункт"."""
        tokens = self._tokens
        if tokens[at].low in _DASHES and tokens.glued(at - 1) and tokens.glued(at) and tokens[at + 1].kind == "w":
            word = tokens[at + 1].low
            known = word in self._lexicon.suffix_case or word in self._lexicon.ordinal_suffixes or len(word) <= 5
            if known and self._lexicon.lang != "en":
                return PERCENT, at + 2, self._lexicon.suffix_case.get(word, "other")
        if tokens[at].low.startswith("пункт") and tokens.near(at - 1):
            return POINTS, at + 1, "other"
        return PERCENT, at, "other"

    def _points(self, at: int) -> int | None:
        """The index after "процентных пункта", "п.п.", "percentage points"."""
        tokens = self._tokens
        for sequence in self._lexicon.percent_points:
            if all(tokens[at + k].low.startswith(part) for k, part in enumerate(sequence)):
                whole = tokens[at].low == sequence[0] if len(sequence[0]) <= 2 else True
                if whole and (len(sequence) == 1 or tokens.near(at)):
                    return at + len(sequence)
        return None

    def _case(self, word: str) -> Case:
        """The Kazakh case of a noun, by its ending."""
        if not self._lexicon.suffix_case:
            return "other"
        for length in range(min(5, len(word) - 2), 1, -1):
            case = self._lexicon.suffix_case.get(word[-length:])
            if case in {"ablative", "dative"}:
                return case
        return "dative" if word.endswith(("ға", "ге", "қа", "ке", "на", "не")) else "other"

    def named(self, measured: Measured) -> Measured:
        """The noun counted behind `stop`, where the lexicon knows it, and the kinds that are no election figures."""
        tokens, lexicon = self._tokens, self._lexicon
        if measured.unit is not None:
            if lexicon.is_money(measured.unit):
                return replace(measured, kind="money")
            return replace(measured, kind="duration" if measured.unit in lexicon.duration else None)
        before = tokens[measured.first - 1]
        if before.low in _MONEY_BEFORE and tokens.near(measured.first - 1):
            return replace(measured, unit=before.low, kind="money")
        following = tokens[measured.stop]
        if not tokens.near(measured.stop - 1):
            return measured
        if (percent := self._percent_after(measured.stop)) is not None:  # "30-дан астам пайызы": behind a hedge
            return replace(measured, unit=percent[0], stop=percent[1])
        if following.low == "°":
            return replace(measured, unit="degree", kind="temperature", stop=measured.stop + 1)
        if lexicon.is_money(following.low) or following.low in _MONEY_BEFORE:
            return replace(measured, unit=following.low, kind="money")
        hyphened = following.low in _DASHES and tokens.glued(measured.stop - 1) and tokens.glued(measured.stop)
        if hyphened and tokens[measured.stop + 1].low in lexicon.duration:  # "a seven-year term"
            return replace(measured, unit=tokens[measured.stop + 1].low, kind="duration")
        if following.low in lexicon.duration or following.low in lexicon.age:
            return replace(measured, unit=following.low, kind=self._lifetime(measured, following.low))
        ending = tokens[measured.stop - 1]
        if measured.stop - measured.first > 1 and ending.low in lexicon.words["of_them"]:
            return measured  # "44-і учаскеге келді": of those named before, not of the noun behind.
        return replace(measured, unit=self._noun(measured.stop))

    def _lifetime(self, measured: Measured, word: str) -> NonQuantity:
        tokens, lexicon = self._tokens, self._lexicon
        around = {tokens[measured.first - k].low for k in (1, 2)} | {tokens[measured.stop + 1].low}
        if word in lexicon.age and (word not in lexicon.duration or around & lexicon.age_context):
            return "age"
        return "duration"

    def _noun(self, at: int) -> str | None:
        if self._tokens[at].low == "+":
            at += 1
        for index in range(at, at + _NOUN_WITHIN):
            token = self._tokens[index]
            if token.kind != "w" or not self._tokens.near(index - 1) or token.low in self._lexicon.words["parting"]:
                return None
            if not self._tokens.same_line(index - 1) and self._tokens.text[token.start].isupper():
                return None  # Another line of a list.
            lemma = self._lexicon.unit(token.low)
            if lemma:
                return lemma
        return None

    # -- ranges and margins ---------------------------------------------------------------------------------------

    def _range(self, low: Measured) -> Measured | None:
        """The range that a number opens: "46–62%", "от 46% до 62 %", "15-тен 36 пайызға дейін"."""
        return self._dashed(low) or self._opened(low) or self._kazakh(low)

    def _other_end(self, low: Measured, at: int) -> Measured | None:
        """The number at `at`, if it can be the upper end."""
        token = self._tokens[at]
        if token.kind == "p":
            return None
        number = self._numbers.read(at)
        if number is None or number.value is None or low.number.value is None:
            return None
        high = self._with_unit(number)
        bottom = low.number
        if bottom.value is not None and number.precision > bottom.precision and number.precision >= 1000 > bottom.value:
            bottom = replace(bottom, value=bottom.value * number.precision, precision=number.precision)  # "3–4 тысячи"
        if low.unit is not None and high.unit != low.unit:
            return None
        if bottom.value is None or high.number.value is None or high.number.value <= bottom.value:
            return None
        return replace(high, first=low.first, number=replace(bottom, stop=number.stop), high=number.value)

    def _dashed(self, low: Measured) -> Measured | None:
        tokens, at = self._tokens, low.stop
        if tokens[at].low not in _DASHES or not tokens.same_line(at) or not tokens.same_line(at - 1):
            return None
        joined = tokens.glued(at - 1) and tokens.glued(at)
        found = self._other_end(low, at + 1)
        if found is None or found.high is None or found.number.value is None:
            return None
        if not joined and (tokens[at].low == _EM_DASH or (not tokens.glued(at - 1) and not tokens.glued(at))):
            alike = low.unit == found.unit or low.number.in_words
            if not alike or found.high > found.number.value * 10:
                return None
        return found

    def _changes(self, first: int, stop: int) -> bool:
        """A verb or noun of change stands near: "от 1,2 % до 4 %" of a growth are its two ends, no range."""
        around = (*range(first - _CHANGE_BEFORE, first), *range(stop, stop + 2))
        return any(self._lexicon.tells_change(self._tokens[at].low) for at in around if at >= 0)

    def _opened(self, low: Measured) -> Measured | None:
        """ "от X до Y", "between X and Y", with a noun or a hedge in between."""
        tokens = self._tokens
        before = {
            tokens[low.first - 1].low,
            tokens[low.first - 2].low if tokens[low.first - 1].low == "примерно" else "",
        }
        for opener, joiner in self._lexicon.range_openers:
            if opener not in before:
                continue
            for at in range(low.stop, low.stop + 3):
                if tokens[at].low == joiner and tokens.near(at):
                    found = self._other_end(low, at + 1)
                    if found and not self._changes(low.first, found.stop):
                        first = low.first - 1
                        return replace(found, first=first if tokens[first].low == opener else low.first)
                if tokens[at].kind != "w":
                    break
        return None

    def _kazakh(self, low: Measured) -> Measured | None:
        tokens, at = self._tokens, low.stop
        if low.case == "ablative":
            found = self._other_end(low, at) if tokens.near(at - 1) else None
            until = found is not None and tokens[found.stop].low in self._lexicon.until
            if found and until and tokens.near(found.stop - 1) and not self._changes(low.first, found.stop + 1):
                return replace(found, stop=found.stop + 1)
            return None
        if tokens[at].low in self._lexicon.range_joiners and tokens.near(at):
            found = self._other_end(low, at + 1)
            for ahead in range(2):
                if found and tokens[found.stop + ahead].low in self._lexicon.range_closers:
                    return replace(found, stop=found.stop + ahead + 1)
        return None

    def _with_margin(self, measured: Measured) -> Measured:
        """ "33.4 per cent ±2.5 per cent", "33.4%, ± 2.5"."""
        tokens, at = self._tokens, measured.stop
        if tokens[at].low in {",", "("} and tokens[at + 1].low in {"+", "±"}:
            at += 1
        if tokens[at].low == "+" and tokens[at + 1].low in {"/", "-"}:
            at += 1 + (tokens[at + 1].low == "/")
        elif tokens[at].low != "±":
            return measured
        if not tokens.same_line(at) or tokens[at + 1].kind != "d":
            return measured
        margin = self._numbers.read(at + 1)
        if margin is None or margin.value is None:
            return measured
        after = self._percent_after(margin.stop)
        unit = measured.unit or (PERCENT if after else None)
        stop = after[1] if after else margin.stop
        stop += tokens[measured.stop].low == "(" and tokens[stop].low == ")"
        return replace(measured, margin=margin.value, unit=unit, stop=stop)
