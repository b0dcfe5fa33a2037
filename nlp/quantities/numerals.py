"""Numbers with their scale words, in digits, words or both: "7 млн 450 мың 395", "three and a half million".

A number is read from its first token as far as its grammar goes.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from nlp.quantities.fractions import FractionReader
from nlp.quantities.lexicon import Atom, Lexicon
from nlp.quantities.literals import Literal, read_literal
from nlp.quantities.sums import ONE, Number, Sum
from nlp.quantities.tokens import HYPHENS, Tokens

_HALF, _THOUSAND = Decimal("0.5"), Decimal(1000)


class NumberReader:
    """Reads the number that starts at a token of one text."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._fractions = FractionReader(tokens, lexicon)

    def read(self, first: int) -> Number | None:
        """The number at token `first`; None where none starts there."""
        token = self._tokens[first]
        if token.kind == "p":
            return None
        if token.kind == "w":
            whole = self._fractions.share_word(first) or self._fractions.compound(first)
            if whole:
                return whole
            if self._lexicon.is_ordinal(token.low):
                return Number(None, ONE, first, first + 1, in_words=True, ordinal=True)
        return self._sum(first)

    # -- sums of number words, digits and scales -----------------------------------------------------------------

    def _sum(self, first: int) -> Number | None:
        start = self._after_article(first)
        if start is None or self._tokens[start].low in self._lexicon.words["not_alone"]:
            return None
        half_scale = self._half_before_scale(start)
        if half_scale:
            return half_scale
        sums, at = Sum(plain=start == first), start
        while (after := self._term(sums, at, first)) is not None:
            at = self._over_point(self._halves(after, sums))
            if sums.closed or not self._goes_on(at):
                break
        if sums.broken:
            return Number(None, ONE, first, at)
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

    def _term(self, sums: Sum, at: int, first: int) -> int | None:
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

    def _add_digits(self, sums: Sum, at: int, first: int) -> int | None:
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

    def _finished(self, sums: Sum, first: int, stop: int) -> Number | None:
        value = sums.value()
        if sums.words or sums.literal is None or sums.literal.plain:
            fraction = self._fractions.decimals(value, sums, stop) or self._fractions.fraction(value, sums.case, stop)
            if fraction:
                return replace(fraction, first=first)
        following = self._tokens[stop]
        beside = following.kind == "w" and self._tokens.gap(stop - 1) in {" ", "-", ""}
        if sums.words and beside and value >= 20 and self._lexicon.is_ordinal(following.low):
            return Number(None, ONE, first, stop + 1, in_words=True, ordinal=True)
        number = Number(
            value, sums.precision, first, stop, in_words=sums.words, alternative=sums.alternative, case=sums.case,
            plain_digits=sums.plain, approx=sums.case in {"like", "many"},
        )  # fmt: skip
        suffixed = sums.literal is not None and sums.case == "other"
        return self._with_suffix(number) if suffixed else self._with_particle(number)

    def _goes_on(self, at: int) -> bool:
        """The token before `at` and the next stand close enough for one number."""
        gap = self._tokens.gap(at - 1)
        if self._tokens[at].low in HYPHENS and gap == "" and self._lexicon.lang == "en":
            return True
        return len(gap) <= 2 and "\n" not in gap and self._tokens[at].kind != "p"

    def _joins(self, at: int, first: int, sums: Sum) -> bool:
        """ "and" in "one hundred and five", the hyphen in "twenty-three"."""
        if at == first or (sums.group is None and sums.scale is None):
            return False
        token, following = self._tokens[at], self._lexicon.atom(self._tokens[at + 1].low)
        if following is None or (following.kind == "scale" and token.low not in HYPHENS):
            return False
        if token.low in HYPHENS:
            fits = following.value < sums.room if following.kind in {"digit", "teen", "ten"} else True
            return sums.literal is None and self._tokens.glued(at) and fits
        if token.low not in self._lexicon.words["and_words"] or sums.literal is not None:
            return False
        after_hundred = self._lexicon.atom(self._tokens[at - 1].low)
        return after_hundred is not None and after_hundred.kind in {"multiplier", "scale"} and following.value < 100

    def _scale_fits(self, atom: Atom, at: int, sums: Sum) -> bool:
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

    def _may_continue(self, sums: Sum, literal: Literal) -> bool:
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

    def _halves(self, at: int, sums: Sum) -> int:
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
        return tokens.glued(at - 1) and tokens.glued(at) and tokens[at].low in HYPHENS and tokens[at + 1].kind == "w"

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
