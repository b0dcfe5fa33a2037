"""Hedges and bounds around a number: about, over, at least, up to."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.claims import Qualifier
from nlp.quantities.lexicon import Bound, Lexicon
from nlp.quantities.measures import Measured
from nlp.quantities.tokens import Tokens

_CONNECTORS_AT_MOST = 2  # "более чем на 700 участках"
_CHANGE_BEFORE = 12  # tokens back to the word for a change: "снизить барьер для партий с нынешних семи процентов до"
_NOUN_WITHIN = 2  # Kazakh: "7 миллион адамнан астам"
_QUALIFIERS: dict[Bound, Qualifier] = {
    "exact": "exact",
    "approx": "approx",
    "at_least": "at_least",
    "at_most": "at_most",
    "until": "at_most",
}
_STRENGTH: dict[Qualifier, int] = {"exact": 0, "approx": 1, "at_least": 2, "at_most": 2, "range": 3}


@dataclass(frozen=True, slots=True)
class Hedged:
    """The qualifier of a number, and its tokens with the hedges beside it: `first` up to `stop`."""

    qualifier: Qualifier
    first: int
    stop: int


class HedgeReader:
    """Reads the hedges beside the numbers of one text."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon

    def read(self, measured: Measured) -> Hedged | None:
        """The number with its hedges; None for a bare scale that without a hedge is no number ("тысячи людей")."""
        first, before = self._before(measured.first)
        stop, after = self._after(measured)
        if before is None and after is None and self._needs_hedge(measured):
            return None
        qualifier: Qualifier = "approx" if measured.number.approx or measured.margin is not None else "exact"
        if measured.margin is None:
            for bound in (before, after):
                found = _QUALIFIERS[bound] if bound else "exact"
                if _STRENGTH[found] > _STRENGTH[qualifier]:
                    qualifier = found
        return Hedged(qualifier, first, stop)

    def _needs_hedge(self, measured: Measured) -> bool:
        number, words = measured.number, self._lexicon.words
        atom = self._lexicon.atom(self._tokens[number.first].low)
        if atom is None or atom.kind != "scale" or number.stop != number.first + 1:
            return False
        word = self._tokens[number.first].low
        return word not in words["alone"] and self._lexicon.lang != "kk"

    def _before(self, first: int) -> tuple[int, Bound | None]:
        """The hedge that ends before token `first`, over "чем на", "in the" and a second hedge."""
        tokens, at = self._tokens, first - 1
        for _ in range(_CONNECTORS_AT_MOST + 1):
            if at < 0 or not tokens.near(at):
                break
            found = self._phrase_ending(at)
            if found:
                if (
                    at < first - 1
                    and tokens[at].low in self._lexicon.comparatives
                    and tokens[at + 1].low not in self._lexicon.than
                ):
                    break
                if found[1] == "at_most" and found[0] == at and self._falls_to(at):
                    return first, None
                outer, bound = self._before_again(found[0], found[1])
                return outer, bound
            if tokens[at].low not in self._lexicon.hedge_connectors:
                break
            at -= 1
        return first, None

    def _falls_to(self, at: int) -> bool:
        """ "снижение порога до 3%", "от 1,2 % до 4 %" of a growth: the value reached, no bound."""
        tokens, lexicon = self._tokens, self._lexicon
        if lexicon.lang != "ru" or tokens[at].low != "до":
            return False
        near = range(max(0, at - _CHANGE_BEFORE), at)
        fell = any(tokens[k].low.startswith(lexicon.falls) for k in near)
        changed = any(lexicon.tells_change(tokens[k].low) for k in near)
        return fell or (changed and any(tokens[k].low in {"от", "с"} for k in near))

    def _before_again(self, first: int, bound: Bound) -> tuple[int, Bound]:
        """ "not more than about": the hedge before a hedge that only says "about" binds."""
        if bound == "approx" and first > 0 and self._tokens.near(first - 1):
            outer = self._phrase_ending(first - 1)
            if outer and outer[1] != "approx":
                return outer
        return first, bound

    def _phrase_ending(self, at: int) -> tuple[int, Bound] | None:
        for phrase, bound in self._lexicon.before.get(self._tokens[at].low, ()):
            first = at - len(phrase) + 1
            if first >= 0 and self._tokens.matches(first, phrase):
                return first, bound
        return None

    def _after(self, measured: Measured) -> tuple[int, Bound | None]:
        """The hedge behind the number: "5,000+", "or more"; Kazakh "-нан астам", "адамнан астам"."""
        tokens, stop = self._tokens, measured.stop
        reach = _NOUN_WITHIN if self._lexicon.suffix_case else 0
        for at in range(stop, stop + reach + 1):
            if not tokens.near(at - 1) or (at > stop and tokens[at - 1].kind != "w"):
                break
            if at > stop and self._lexicon.atom(tokens[at - 1].low) is not None:
                break
            for phrase, bound in self._lexicon.after.get(tokens[at].low, ()):
                if tokens.matches(at, phrase) and (at == stop or self._governed(at, bound)):
                    return (at + len(phrase) if at == stop else stop), bound
        return stop, None

    def _governed(self, at: int, bound: Bound) -> bool:
        """Over a noun in between, the noun stands in the case that the hedge asks for."""
        noun, endings = self._tokens[at - 1].low, self._lexicon.noun_endings
        if self._tokens[at - 2].low.endswith(endings["attribute"]):
            return False  # "жеті пайыздық межеден асты": the barrier is passed, not the number.
        return noun.endswith(endings["ablative" if bound in {"at_least", "at_most"} else "dative"])
