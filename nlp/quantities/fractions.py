"""Parts of a whole in words: decimals, fractions, halves: "семь целых три десятых", "two thirds", "жартысы"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from nlp.quantities.lexicon import Case, Lexicon
from nlp.quantities.sums import ONE, Number, Sum
from nlp.quantities.tokens import HYPHENS, Tokens

_CENT = Decimal("0.01")


class FractionReader:
    """Reads the fractions and spoken decimals of one text."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon

    def decimals(self, value: Decimal, sums: Sum, at: int) -> Number | None:
        """ "семь целых три десятых", "жеті бүтін оннан үш", "бір де жеті", "five point two"."""
        words, word = self._lexicon.words, self._tokens[at].low
        if sums.fractional or (sums.scale is not None and sums.group is None and sums.scale >= 1000 and sums.literal):
            return None
        if word in words["decimal_marks"]:
            after = at + 1
            if self._tokens[after].low in words["decimal_joiners"]:
                after += 1
            return self._parts_of_ten(value, after) or Number(value, ONE, at, at + 1, in_words=True)
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
            value + part.value / denominator, ONE / denominator, at, part.stop, in_words=True, case=part.case
        )
        return self._scaled(found)

    def _after_point(self, value: Decimal, at: int) -> Number | None:
        """Digits in words after "point", "де", "үтір", "запятая": "two five" and "twenty-five" are both .25."""
        digits, stop, words = "", at + 1, self._lexicon.words["point_words"]
        if value >= 100 and value % 100 == 0 and self._lexicon.lang == "kk" and self._tokens[at].low not in words:
            part = self._small(stop)  # "жүз де он тоғыз" is 119
            return Number(value + part.value, ONE, at, part.stop, in_words=True) if part and part.value else None
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
        sums, first = Sum(), at
        case: Case = "other"
        while (atom := self._lexicon.atom(self._tokens[at].low)) and atom.kind != "scale" and sums.take(atom):
            at, case = at + 1, atom.case
            if case != "other":
                break
            hyphen = self._tokens[at].low in HYPHENS and self._tokens.glued(at - 1) and self._tokens.glued(at)
            at += hyphen and atom.kind == "ten" and self._lexicon.lang == "en"
            if not self._tokens.same_line(at - 1):
                break
        return Number(sums.value(), ONE, first, at, in_words=True, case=case) if at > first else None

    def _scaled(self, number: Number) -> Number:
        """A scale word may follow a spoken decimal: "one point five million"."""
        atom = self._lexicon.atom(self._tokens[number.stop].low)
        if atom is None or atom.kind != "scale" or number.value is None or number.case != "other":
            return number
        return replace(
            number, value=number.value * atom.value, precision=number.precision * atom.value, stop=number.stop + 1,
            case=atom.case,
        )  # fmt: skip

    def fraction(self, value: Decimal, case: Case, at: int) -> Number | None:
        """ "две трети", "three quarters", "үштен екі"; None where the words are no fraction."""
        tokens = self._tokens
        if self._lexicon.suffix_case:
            return self._part_from(value, case, at)
        gap_at = at + 1 if tokens[at].low in HYPHENS and tokens.glued(at - 1) and tokens.glued(at) else at
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
        if part is None or part.kind not in {"digit", "ten"} or part.value >= value:
            return None
        if not self._tokens.same_line(at - 1):
            return None
        following = self._tokens[at + 1].low
        if part.case in {"dative", "ablative"} and following in self._lexicon.words["governing"]:
            return None
        after = self._lexicon.atom(following)
        if after is not None or self._lexicon.unit(following) or following.startswith(self._lexicon.percent_stems):
            return None
        return replace(_share(part.value / value, at + 1), case=part.case)

    def share_word(self, first: int) -> Number | None:
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
        if following.low in words["vague_after"] or (following.low in HYPHENS and tokens.glued(first)):
            return None
        if lexicon.lang == "en" and following.low in words["article"]:
            return self._half_a_million(first)
        if percent is None:
            return _alone(_share(ONE / lexicon.denominator[word], first + 1), first)
        return _alone(_share(percent / 100, first + 1), first)

    def _half_a_million(self, first: int) -> Number | None:
        atom = self._lexicon.atom(self._tokens[first + 2].low)
        if atom is None or (atom.kind not in {"scale", "multiplier"} and self._tokens[first + 2].low != "dozen"):
            return None
        return Number(atom.value / 2, max(ONE, atom.value / 10), first, first + 3, in_words=True)

    def _one_part(self, first: int) -> Number | None:
        """ "a third of", "a quarter of"."""
        word = self._tokens[first + 1].low
        denominator = self._lexicon.denominator.get(word)
        if denominator is None or self._tokens[first + 2].low != "of" or word.endswith("s"):
            return None
        return _alone(_share(ONE / denominator, first + 2), first)

    def compound(self, first: int) -> Number | None:
        """ "семипроцентный": the number inside a compound with "процент"."""
        lexicon, token = self._lexicon, self._tokens[first]
        if not lexicon.compound_prefixes:
            return None
        for stem in lexicon.percent_stems:
            prefix, found, _ = token.low.partition(stem)
            if found and prefix:
                value = lexicon.compound_prefixes.get(prefix)
                return Number(value, ONE, first, first + 1, in_words=True, glued=stem) if value else None
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
        value, ONE, stop - 1, stop, in_words=True, share=True, approx=not exact, exact_fraction=fraction
    )  # fmt: skip


def tidy(value: Decimal) -> Decimal:
    """The same number without a needless fraction: 1500000 for 1500000.0."""
    return value.quantize(ONE) if value == value.to_integral_value() else value
