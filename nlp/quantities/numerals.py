"""Numbers with their scale words, in digits, words or both: "7 млн 450 мың 395", "three and a half million".

A number is read from its first token as far as its grammar goes. Groups below a thousand are added up from tens and
digits, each group is multiplied by the scale word after it, and scales must fall from left to right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from nlp.quantities.lexicon import Atom, Case, Lexicon
from nlp.quantities.literals import Literal, read_literal
from nlp.quantities.tokens import Tokens

_ONE, _HALF, _THOUSAND = Decimal(1), Decimal("0.5"), Decimal(1000)
_CENT = Decimal("0.01")
_HYPHENS = frozenset("-‐‑")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read. Tokens `first` up to (not with) `stop`; `value` None where it is no number of anything.

    `share` marks fractions of a whole, already in percent ("две трети" is 66.67, `approx`); `glued` holds a word
    joined to the digits that says what is counted ("107-местный").
    """

    value: Decimal | None
    precision: Decimal
    first: int
    stop: int
    in_words: bool = False
    ordinal: bool = False
    share: bool = False
    approx: bool = False
    alternative: Decimal | None = None
    case: Case = "other"
    glued: str | None = None
    plain_digits: bool = False
    """Digits alone, without scale, decimals or separators: what a label, an hour or a day is written with."""
    exact_fraction: Decimal | None = None
    """The fraction itself (two thirds), for "две трети процента"."""


@dataclass(slots=True)
class _Sum:
    """A number being added up: finished scales in `total`, the open group in `group`."""

    total: Decimal = Decimal(0)
    group: Decimal | None = None
    room: Decimal = _THOUSAND
    """What the next word of the open group must be smaller than."""
    scale: Decimal | None = None
    precision: Decimal = _ONE
    literal: Literal | None = None
    words: bool = False
    started_bare: bool = False
    fractional: bool = False
    plain: bool = True
    """Nothing but digits so far."""
    case: Case = "other"
    alternative: Decimal | None = None
    closed: bool = False
    """A case suffix or a hyphen ends the number here."""
    broken: bool = False
    """The digits are no number at all ("5.1.2")."""

    def value(self) -> Decimal:
        return self.total + (self.group or 0)

    def take(self, atom: Atom) -> bool:
        """Add one number word; False, and nothing changed, where it cannot go on the number."""
        if atom.kind == "scale":
            return self._take_scale(atom.value)
        if self.literal is not None and self.group is not None:
            return False
        if atom.kind == "multiplier":
            return self._take_hundred()
        if self.group is None:
            if self.fractional or (atom.kind == "whole" and self.total):
                return False
            self.group = Decimal(0)
            self.room = _THOUSAND
        elif atom.kind == "whole" or atom.value >= self.room or self.fractional:
            return False
        self.group += atom.value
        self.precision = _ONE
        self.room = {"hundred": Decimal(100), "ten": Decimal(10)}.get(atom.kind, Decimal(0))
        if atom.kind == "whole":
            self.fractional = atom.value != atom.value.to_integral_value()
            self.precision = Decimal("0.1") if self.fractional else _ONE
        return True

    def _take_hundred(self) -> bool:
        if self.fractional:
            return False
        if self.group is None:
            self.group, self.room = Decimal(100), Decimal(100)
        elif 0 < self.group < 100 and self.room < 100:
            self.group, self.room = self.group * 100, Decimal(100)
        else:
            return False
        self.precision = _ONE
        return True

    def _take_scale(self, scale: Decimal) -> bool:
        if self.scale is not None and scale >= self.scale:
            return False
        if self.group is None and self.scale is None:
            self.started_bare = True
        unit = self.precision if self.group is not None else _ONE
        self.total += (_ONE if self.group is None else self.group) * scale
        self.group, self.scale, self.precision = None, scale, unit * scale
        self.room = _THOUSAND
        return True


class NumberReader:
    """Reads the number that starts at a token of one text."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon

    def read(self, first: int) -> Number | None:
        """The number at token `first`; None where none starts there."""
        token = self._tokens[first]
        if token.kind == "p":
            return None
        if token.kind == "w":
            whole = self._share_word(first) or self._compound(first)
            if whole:
                return whole
            if self._lexicon.is_ordinal(token.low):
                return Number(None, _ONE, first, first + 1, in_words=True, ordinal=True)
        return self._sum(first)

    # -- sums of number words, digits and scales -----------------------------------------------------------------

    def _sum(self, first: int) -> Number | None:
        start = self._after_article(first)
        if start is None or self._tokens[start].low in self._lexicon.words["not_alone"]:
            return None
        half_scale = self._half_before_scale(start)
        if half_scale:
            return half_scale
        sums, at = _Sum(plain=start == first), start
        while (after := self._term(sums, at, first)) is not None:
            at = self._over_point(self._halves(after, sums))
            if sums.closed or not self._goes_on(at):
                break
        if sums.broken:
            return Number(None, _ONE, first, at)
        if at == start or (sums.group is None and sums.scale is None):
            return None
        return self._finished(sums, first, at)

    def _after_article(self, first: int) -> int | None:
        """The index after "a" in "a hundred"; None for an "a" before anything else."""
        if self._tokens[first].low not in self._lexicon.words["article"]:
            return first
        following = self._lexicon.atom(self._tokens[first + 1].low)
        counted = following is not None and following.kind in {"scale", "multiplier"}
        return first + 1 if counted and self._tokens.same_line(first) else None

    def _term(self, sums: _Sum, at: int, first: int) -> int | None:
        """Add what stands at token `at` and say where it ends; None where the number ended before it."""
        token = self._tokens[at]
        if token.kind == "d":
            return self._add_digits(sums, at, first)
        atom = self._lexicon.atom(token.low) if token.kind == "w" else None
        if atom is None:
            joined = not sums.fractional and self._joins(at, first, sums)
            return self._term(sums, at + 1, first) if joined else None
        if not self._scale_fits(atom, at, sums) or not sums.take(atom):
            return None
        sums.words = sums.words or atom.kind != "scale" or sums.started_bare
        if atom.kind == "scale":
            sums.literal = None
        sums.case, sums.plain, sums.alternative = atom.case, False, None
        sums.closed = atom.case != "other" and at != first
        return at + 1

    def _add_digits(self, sums: _Sum, at: int, first: int) -> int | None:
        if sums.group is not None:
            return None
        literal = read_literal(self._tokens, at, self._lexicon)
        if at != first and not self._may_continue(sums, literal):
            return None
        if literal.value is None:
            sums.broken = sums.closed = True
            return literal.stop
        sums.group, sums.precision, sums.literal = literal.value, literal.precision, literal
        sums.alternative, sums.plain = literal.alternative, sums.plain and literal.plain and at == first
        sums.closed = self._hyphen_suffix(literal.stop)
        return literal.stop

    def _finished(self, sums: _Sum, first: int, stop: int) -> Number | None:
        value = sums.value()
        if sums.words or sums.literal is None or sums.literal.plain:
            fraction = self._decimals_in_words(value, sums, stop) or self._fraction(value, sums.case, stop)
            if fraction:
                return replace(fraction, first=first)
        following = self._tokens[stop]
        beside = following.kind == "w" and self._tokens.gap(stop - 1) in {" ", "-", ""}
        if sums.words and beside and value >= 20 and self._lexicon.is_ordinal(following.low):
            return Number(None, _ONE, first, stop + 1, in_words=True, ordinal=True)
        number = Number(
            value, sums.precision, first, stop, in_words=sums.words, alternative=sums.alternative, case=sums.case,
            plain_digits=sums.plain, approx=sums.case in {"like", "many"},
        )  # fmt: skip
        suffixed = sums.literal is not None and sums.case == "other"
        return self._with_suffix(number) if suffixed else self._with_particle(number)

    def _goes_on(self, at: int) -> bool:
        """The token before `at` and the next stand close enough for one number."""
        gap = self._tokens.gap(at - 1)
        if self._tokens[at].low in _HYPHENS and gap == "" and self._lexicon.lang == "en":
            return True
        return len(gap) <= 2 and "\n" not in gap and self._tokens[at].kind != "p"

    def _joins(self, at: int, first: int, sums: _Sum) -> bool:
        """ "and" in "one hundred and five", the hyphen in "twenty-three"."""
        if at == first or (sums.group is None and sums.scale is None):
            return False
        token, following = self._tokens[at], self._lexicon.atom(self._tokens[at + 1].low)
        if following is None or (following.kind == "scale" and token.low not in _HYPHENS):
            return False
        if token.low in _HYPHENS:
            fits = following.value < sums.room if following.kind in {"digit", "teen", "ten"} else True
            return sums.literal is None and self._tokens.glued(at) and fits
        if token.low not in self._lexicon.words["and_words"] or sums.literal is not None:
            return False
        after_hundred = self._lexicon.atom(self._tokens[at - 1].low)
        return after_hundred is not None and after_hundred.kind in {"multiplier", "scale"} and following.value < 100

    def _scale_fits(self, atom: Atom, at: int, sums: _Sum) -> bool:
        word = self._tokens[at].low
        words = self._lexicon.words
        if atom.kind != "scale":
            return sums.scale is None or not sums.fractional
        if word in words["needs_dot"] and not (self._tokens.glued(at) and self._tokens[at + 1].low == "."):
            return False
        if word in words["glued_only"] and not (self._tokens.glued(at - 1) and self._tokens[at - 1].kind == "d"):
            return False
        if sums.group is None and sums.scale is None and word in words["after_number"]:
            return False
        return sums.group != 0

    def _may_continue(self, sums: _Sum, literal: Literal) -> bool:
        """Digits may go on after a scale: "12 тысяч 345", "7 млн 450 мың", "3 млн 250 000"."""
        if sums.scale is None or literal.value is None or sums.fractional or sums.precision < sums.scale:
            return False
        following = self._tokens[literal.stop]
        atom = self._lexicon.atom(following.low) if following.kind == "w" else None
        if atom is not None and atom.kind == "scale":
            return literal.value * atom.value < sums.scale
        if not literal.plain and literal.value != literal.value.to_integral_value():
            return False
        if following.low in {":", "%"} or self._lexicon.month(following.low):
            return False
        return literal.value < sums.scale and (sums.scale <= _THOUSAND or literal.value >= _THOUSAND)

    def _over_point(self, at: int) -> int:
        """Step over the point of "тыс." where the sentence goes on behind it."""
        tokens = self._tokens
        if (
            tokens[at].low != "."
            or not tokens.glued(at - 1)
            or tokens[at - 1].low not in self._lexicon.words["abbreviations"]
        ):
            return at
        following = tokens[at + 1]
        goes_on = following.kind != "p" and tokens.near(at) and tokens.text[following.start].islower()
        return at + 1 if goes_on or (following.kind == "d" and tokens.same_line(at)) else at

    def _halves(self, at: int, sums: _Sum) -> int:
        """ "два с половиной", "three and a half", "үш жарым", "мың жарым"."""
        for phrase in self._lexicon.half_after:
            word = self._tokens[at].low
            single = len(phrase) == 1 and word.startswith(phrase[0])
            if not (single or self._tokens.matches(at, phrase)) or not self._tokens.same_line(at - 1):
                continue
            if single and word != phrase[0] and word[len(phrase[0]) :] not in self._lexicon.suffix_case:
                continue
            if sums.group is not None:
                sums.group += _HALF
                sums.precision = Decimal("0.1")
            elif sums.scale is not None:
                sums.total += _HALF * sums.scale
                sums.precision = sums.scale / 10
            sums.fractional = True
            return at + len(phrase)
        return at

    def _half_before_scale(self, at: int) -> Number | None:
        """ "жарты миллион", "half a million"."""
        tokens, words = self._tokens, self._lexicon.words
        if tokens[at].low not in words["half_before_scale"]:
            return None
        atom = self._lexicon.atom(tokens[at + 1].low)
        if atom is None or atom.kind != "scale" or not tokens.same_line(at):
            return None
        number = Number(atom.value / 2, atom.value / 10, at, at + 2, in_words=True, case=atom.case)
        return self._with_particle(number)

    # -- suffixes -------------------------------------------------------------------------------------------------

    def _hyphen_suffix(self, at: int) -> bool:
        tokens = self._tokens
        return tokens.glued(at - 1) and tokens.glued(at) and tokens[at].low in _HYPHENS and tokens[at + 1].kind == "w"

    def _with_particle(self, number: Number) -> Number:
        """ "үш-ақ", "мың-ға": a Kazakh suffix after a hyphen belongs to the word."""
        if self._lexicon.suffix_case and self._hyphen_suffix(number.stop):
            case = self._lexicon.suffix_case.get(self._tokens[number.stop + 1].low)
            if case:
                return replace(number, stop=number.stop + 2, case=case if case != "other" else number.case)
        return number

    def _with_suffix(self, number: Number) -> Number:
        """What is glued to digits: a case suffix, an ordinal suffix, a compound's second half."""
        tokens, lexicon, stop = self._tokens, self._lexicon, number.stop
        hyphened = self._hyphen_suffix(stop)
        if not hyphened and not (tokens.glued(stop - 1) and tokens[stop].kind == "w"):
            return number
        at = stop + 1 if hyphened else stop
        word = tokens[at].low
        if hyphened and any(tokens.matches(stop, phrase) for phrase, _ in lexicon.after.get(tokens[stop].low, ())):
            return number  # "300-odd": a hedge
        if word in lexicon.ordinal_suffixes and not self._cardinal_x(number, word, at):
            return replace(number, value=None, ordinal=True, stop=at + 1)
        if word in lexicon.cardinal_suffixes or self._cardinal_x(number, word, at):
            return replace(number, stop=at + 1)
        case = lexicon.suffix_case.get(word)
        if case:
            return replace(number, stop=at + 1, case=case, approx=case == "like")
        if (
            word.startswith(lexicon.percent_stems)
            or word in lexicon.percent_exact | lexicon.duration
            or lexicon.is_money(word)
        ):
            return replace(number, glued=word, stop=at + 1)
        scale = lexicon.atom(word)
        if hyphened and scale is not None and scale.kind == "scale" and number.value is not None:
            return replace(
                number, value=number.value * scale.value, precision=number.precision * scale.value, stop=at + 1
            )
        if lexicon.lang == "kk" and hyphened:  # "20-бап", "5-учаске": an ordinal
            return replace(number, value=None, ordinal=True, stop=at + 1)
        if len(word) <= 2 and not lexicon.unit(word):  # "5G", "3D"
            return replace(number, value=None, stop=at + 1)
        return replace(number, glued=word, stop=at + 1)

    def _cardinal_x(self, number: Number, suffix: str, at: int) -> bool:
        """ "2-х", "3-х", "4-х" are cardinals; "5-ю участками" too, but not "5-ю очередь"."""
        if suffix == "х":
            return number.value in {2, 3, 4}
        return suffix == "ю" and self._tokens[at + 1].low.endswith(("ами", "ями"))

    # -- fractions ------------------------------------------------------------------------------------------------

    def _decimals_in_words(self, value: Decimal, sums: _Sum, at: int) -> Number | None:
        """ "семь целых три десятых", "жеті бүтін оннан үш", "бір де жеті", "five point two"."""
        words, word = self._lexicon.words, self._tokens[at].low
        if sums.fractional or (sums.scale is not None and sums.group is None and sums.scale >= 1000 and sums.literal):
            return None
        if word in words["decimal_marks"]:
            after = at + 1
            if self._tokens[after].low in words["decimal_joiners"]:
                after += 1
            return self._parts_of_ten(value, after) or Number(value, _ONE, at, at + 1, in_words=True)
        if word in words["point_words"] or (self._lexicon.lang == "kk" and word in words["decimal_joiners"]):
            return self._after_point(value, at)
        if word in words["decimal_joiners"] and self._lexicon.lang == "ru":
            return self._parts_of_ten(value, at + 1)
        return None

    def _parts_of_ten(self, value: Decimal, at: int) -> Number | None:
        """ "три десятых", "оннан үш", "жүзден он бес" after the whole part."""
        if self._lexicon.suffix_case:
            base = self._lexicon.atom(self._tokens[at].low)
            if base is None or base.case != "ablative" or base.value not in {10, 100, 1000}:
                return None
            part = self._small(at + 1)
            denominator = base.value
        else:
            part = self._small(at)
            denominator = self._lexicon.denominator.get(self._tokens[part.stop].low, Decimal(0)) if part else Decimal(0)
            if part:
                part = replace(part, stop=part.stop + 1)
            if denominator not in {10, 100, 1000}:
                return None
        if part is None or part.value is None or part.value >= denominator:
            return None
        found = Number(
            value + part.value / denominator, _ONE / denominator, at, part.stop, in_words=True, case=part.case
        )
        return self._scaled(found)

    def _after_point(self, value: Decimal, at: int) -> Number | None:
        """Digits in words after "point", "де", "үтір", "запятая": "two five" and "twenty-five" are both .25."""
        digits, stop = "", at + 1
        if value >= 100 and value % 100 == 0 and self._lexicon.lang == "kk" and self._tokens[at].low not in {"үтір"}:
            part = self._small(stop)  # "жүз де он тоғыз" is 119
            return Number(value + part.value, _ONE, at, part.stop, in_words=True) if part and part.value else None
        last: Case = "other"
        while len(digits) < 6 and (part := self._small(stop)) is not None and self._tokens.same_line(stop - 1):
            if part.value is None or (digits and (part.value > 9 or len(digits.lstrip("0")) > 1)):
                break
            digits, stop, last = digits + str(part.value), part.stop, part.case
            if part.value > 9 or part.case != "other":
                break
        if not digits:
            return None
        number = Number(
            Decimal(f"{value}.{digits}"), Decimal(1).scaleb(-len(digits)), at, stop, in_words=True, case=last
        )
        return self._scaled(number)

    def _small(self, at: int) -> Number | None:
        """A number in words below a thousand, without scales: the decimals of a spoken number."""
        sums, first = _Sum(), at
        case: Case = "other"
        while (atom := self._lexicon.atom(self._tokens[at].low)) and atom.kind != "scale" and sums.take(atom):
            at, case = at + 1, atom.case
            if case != "other":
                break
            hyphen = self._tokens[at].low in _HYPHENS and self._tokens.glued(at - 1) and self._tokens.glued(at)
            at += hyphen and atom.kind == "ten" and self._lexicon.lang == "en"
            if not self._tokens.same_line(at - 1):
                break
        return Number(sums.value(), _ONE, first, at, in_words=True, case=case) if at > first else None

    def _scaled(self, number: Number) -> Number:
        """A scale word may follow a spoken decimal: "one point five million"."""
        atom = self._lexicon.atom(self._tokens[number.stop].low)
        if atom is None or atom.kind != "scale" or number.value is None or number.case != "other":
            return number
        return replace(
            number, value=number.value * atom.value, precision=number.precision * atom.value, stop=number.stop + 1,
            case=atom.case,
        )  # fmt: skip

    def _fraction(self, value: Decimal, case: Case, at: int) -> Number | None:
        """ "две трети", "three quarters", "үштен екі"; None where the words are no fraction."""
        tokens = self._tokens
        if self._lexicon.suffix_case:
            return self._part_from(value, case, at)
        gap_at = at + 1 if tokens[at].low in _HYPHENS and tokens.glued(at - 1) and tokens.glued(at) else at
        denominator = self._lexicon.denominator.get(tokens[gap_at].low)
        if denominator is None or not 0 < value < denominator or not tokens.near(gap_at - 1):
            return None
        if self._lexicon.lang == "en" and not _agrees(value, tokens[gap_at].low):
            return None
        return _share(value / denominator, gap_at + 1)

    def _part_from(self, value: Decimal, case: Case, at: int) -> Number | None:
        """Kazakh: the whole in the ablative, then the parts ("үштен екісі"); not "үштен беске дейін"."""
        if case != "ablative" or not 2 < value <= 100:
            return None
        part = self._lexicon.atom(self._tokens[at].low)
        if (
            part is None
            or part.kind not in {"digit", "ten"}
            or part.value >= value
            or not self._tokens.same_line(at - 1)
        ):
            return None
        following = self._tokens[at + 1].low
        if part.case in {"dative", "ablative"} and following in {"дейін", "шейін", "астам", "аса", "артық"}:
            return None
        after = self._lexicon.atom(following)
        if after is not None or self._lexicon.unit(following) or following.startswith(self._lexicon.percent_stems):
            return None
        return replace(_share(part.value / value, at + 1), case=part.case)

    def _share_word(self, first: int) -> Number | None:
        """ "половина", "half", "жартысы", "треть" alone."""
        lexicon, tokens = self._lexicon, self._tokens
        word, following = tokens[first].low, tokens[first + 1]
        before, words = tokens[first - 1].low, lexicon.words
        percent = lexicon.share.get(word)
        if word in lexicon.words["article"]:
            return self._one_part(first)
        if percent is None and word not in lexicon.share_alone:
            return None
        if before in words["vague_before"] or lexicon.is_ordinal(before):
            return None
        if following.low in words["vague_after"] or (following.low in _HYPHENS and tokens.glued(first)):
            return None
        if lexicon.lang == "en" and following.low in words["article"]:
            return self._half_a_million(first)
        if percent is None:
            return _alone(_share(_ONE / lexicon.denominator[word], first + 1), first)
        return _alone(_share(percent / 100, first + 1), first)

    def _half_a_million(self, first: int) -> Number | None:
        atom = self._lexicon.atom(self._tokens[first + 2].low)
        if atom is None or (atom.kind not in {"scale", "multiplier"} and self._tokens[first + 2].low != "dozen"):
            return None
        return Number(atom.value / 2, max(_ONE, atom.value / 10), first, first + 3, in_words=True)

    def _one_part(self, first: int) -> Number | None:
        """ "a third of", "a quarter of"."""
        word = self._tokens[first + 1].low
        denominator = self._lexicon.denominator.get(word)
        if denominator is None or self._tokens[first + 2].low != "of" or word.endswith("s"):
            return None
        return _alone(_share(_ONE / denominator, first + 2), first)

    def _compound(self, first: int) -> Number | None:
        """ "семипроцентный": the number inside a compound with "процент"."""
        lexicon, token = self._lexicon, self._tokens[first]
        if not lexicon.compound_prefixes:
            return None
        for stem in lexicon.percent_stems:
            prefix, found, _ = token.low.partition(stem)
            if found and prefix:
                value = lexicon.compound_prefixes.get(prefix)
                return Number(value, _ONE, first, first + 1, in_words=True, glued=stem) if value else None
        return None


def _agrees(value: Decimal, denominator: str) -> bool:
    """English: "one third" and "two thirds", but "two third" is no fraction."""
    return denominator.endswith("s") == (value != 1)


def _alone(number: Number, first: int) -> Number:
    return replace(number, first=first)


def _share(fraction: Decimal, stop: int) -> Number:
    """A fraction of a whole in percent, to two places; `approx` where these places do not hold it exactly."""
    percent = fraction * 100
    rounded = percent.quantize(_CENT)
    exact = rounded == percent
    value = tidy(rounded) if exact else rounded
    return Number(
        value, _ONE, stop - 1, stop, in_words=True, share=True, approx=not exact, exact_fraction=fraction
    )  # fmt: skip


def tidy(value: Decimal) -> Decimal:
    """The same number without a needless fraction: 1500000 for 1500000.0."""
    return value.quantize(_ONE) if value == value.to_integral_value() else value
