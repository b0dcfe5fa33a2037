"""The number words, hedges, labels and months of one language, read from its TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Literal

from nlp.quantities.tokens import split_phrase

Bound = Literal["exact", "approx", "at_least", "at_most", "until"]
AtomKind = Literal["digit", "teen", "ten", "hundred", "whole", "scale", "multiplier"]
Case = Literal["ablative", "dative", "locative", "like", "many", "other"]
Phrases = tuple[tuple[str, ...], ...]

_ATOM_KINDS: tuple[AtomKind, ...] = ("digit", "teen", "ten", "hundred", "whole")
_DEFAULT = "en"
_LANGUAGES = ("ru", "kk", "en")
_HALF = Decimal("0.5")
_CACHED_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Atom:
    """One number word: "двадцать", "жүзден", "million". `case` is the meaning of its Kazakh suffix."""

    value: Decimal
    kind: AtomKind
    case: Case = "other"


class Lexicon:
    """What one language knows of quantities. Built once for each language by `lexicon`."""

    def __init__(self, lang: str, data: dict[str, Any]) -> None:
        self.lang = lang
        self.data = data
        self._stems: dict[str, Atom] = {}
        for kind in _ATOM_KINDS:
            for number, words in data["numbers"].get(kind, {}).items():
                self._stems |= dict.fromkeys(words, Atom(Decimal(number), kind))
        for number, words in data["scales"].items():
            self._stems |= dict.fromkeys(words, Atom(Decimal(number), "scale"))
        forms = data["forms"]
        self._stems |= dict.fromkeys(forms["multipliers"], Atom(Decimal(100), "multiplier"))
        self._longest = max(map(len, self._stems))
        self.suffix_case: dict[str, Case] = {
            ending: case
            for case, endings in data.get("suffixes", {}).items()
            if case != "ordinal"
            for ending in endings
        }
        self.noun_endings = {
            name: tuple(data.get("noun_endings", {}).get(name, ())) for name in ("attribute", "ablative", "dative")
        }
        self._ordinal_endings = tuple(data.get("suffixes", {}).get("ordinal", ()))
        self._not_numbers = frozenset(forms.get("not_numbers", ()))
        self.words = {name: frozenset(forms.get(name, ())) for name in _FORM_SETS}
        self.half_after = _phrases(forms["half_after"])
        self.share = _inverted(data["fractions"]["percent"])
        self.denominator = _inverted(data["fractions"]["denominator"])
        self.share_alone = frozenset(data["fractions"]["alone"]["words"])
        self.ordinals = frozenset(s + e for s in data["ordinals"]["stems"] for e in data["ordinals"]["endings"])
        self.ordinal_suffixes = frozenset(data["ordinals"]["suffixes"])
        self.cardinal_suffixes = frozenset(data["ordinals"]["cardinal_suffixes"])
        self.percent_stems = tuple(data["percent"]["stems"])
        self.percent_exact = frozenset(data["percent"]["exact"])
        self.percent_points = tuple(tuple(sequence) for sequence in data["percent"]["points"])
        self.percent_pairs = tuple(tuple(sequence) for sequence in data["percent"].get("pairs", ()))
        self.compound_prefixes = {p: Decimal(v) for p, v in data["compound"]["prefixes"].items()}
        self.before = _hedges(data["hedges"]["before"], from_end=True)
        self.after = _hedges(data["hedges"]["after"], from_end=False)
        self.until = frozenset(phrase[0] for phrase in _phrases(data["hedges"]["after"].get("until", [])))
        self.comparatives = frozenset(data["hedges"]["before"]["comparatives"])
        self.than = frozenset(data["hedges"]["before"]["than"])
        self.hedge_connectors = frozenset(data["hedges"]["before"]["connectors"])
        self.range_openers = tuple((opener, joiner) for opener, joiner in data["ranges"]["openers"])
        self.falls = tuple(data["changes"]["fall"])
        self._changes = (*data["changes"]["rise"], *self.falls), frozenset(data["changes"].get("whole", ()))
        self.range_joiners = frozenset(data["ranges"]["joiners"])
        self.range_closers = frozenset(data["ranges"]["closers"])
        self.labels = {split_phrase(label) for label in data["labels"]["before"]}
        self.ordinal_nouns = frozenset(data["labels"]["ordinal_nouns"])
        self.money = frozenset(data["money"]["words"])
        self.money_stems = tuple(data["money"].get("stems", ()))
        self.age = frozenset(data["age"]["words"])
        self.age_context = frozenset(data["age"]["context"])
        self.duration = frozenset(data["duration"]["words"])
        self.dates = {name: frozenset(data["dates"][name]) for name in _DATE_SETS}
        self.months = {word: int(month) for month, words in data["months"].items() for word in words}
        self.times = {name: frozenset(words) for name, words in data["times"].items()}
        self.unit_stems = sorted(
            ((stem, lemma) for lemma, stems in data["units"].items() for stem in stems), key=lambda s: -len(s[0])
        )
        self._unit_cache: dict[str, str | None] = {}
        self._first_words: dict[str, bool] = {}
        self._first = frozenset().union(
            self.times["noon"], self.times["midnight"], self.share, self.share_alone,
            self.words["article"], self.words["half_before_scale"],
        )  # fmt: skip

    def begins(self, word: str) -> bool:
        """Whether a date, a time or a number may begin with the word; most words begin none."""
        if word not in self._first_words:
            if len(self._first_words) > _CACHED_WORDS:
                self._first_words.clear()
            self._first_words[word] = (
                word in self._first
                or self.atom(word) is not None
                or self.month(word) is not None
                or any(stem in word for stem in self.percent_stems)
            )
        return self._first_words[word]

    def tells_change(self, word: str) -> bool:
        """Whether a word says that a value rose or fell."""
        beginnings, whole = self._changes
        return word in whole or word.startswith(beginnings)

    def atom(self, word: str) -> Atom | None:
        """The number that a word is, or None; Kazakh words are parted into stem and suffix."""
        found = self._stems.get(word)
        if found is not None or not self.suffix_case or word in self._not_numbers:
            return found if word not in self._not_numbers else None
        for length in range(min(self._longest, len(word) - 1), 1, -1):
            stem = self._stems.get(word[:length])
            case = self.suffix_case.get(word[length:]) if stem else None
            if stem and case:
                return Atom(stem.value, stem.kind, case)
        return None

    def is_ordinal(self, word: str) -> bool:
        """The word is an ordinal number: "третьего", "үшінші", "third"."""
        if word in self.ordinals:
            return True
        return any(
            mark in word and word[: word.index(mark)] in self._stems
            for mark in self._ordinal_endings
            if mark in word[1:]
        )

    def month(self, word: str) -> int | None:
        """The month that a word names, in any case."""
        found = self.months.get(word)
        if found is None and self.lang == "kk" and len(word) > 4:
            return next(
                (m for stem, m in self.months.items() if word.startswith(stem) and len(word) - len(stem) < 6), None
            )
        return found

    def unit(self, word: str) -> str | None:
        """The lemma of a counted noun, or None for a noun that the lexicon does not hold."""
        if word not in self._unit_cache:
            if len(self._unit_cache) > _CACHED_WORDS:
                self._unit_cache.clear()
            self._unit_cache[word] = next((lemma for stem, lemma in self.unit_stems if word.startswith(stem)), None)
        return self._unit_cache[word]

    def is_money(self, word: str) -> bool:
        return word in self.money or (bool(self.money_stems) and word.startswith(self.money_stems))


_FORM_SETS = (
    "abbreviations", "needs_dot", "glued_only", "alone", "after_number", "not_alone", "pronouns",
    "pronoun_unless", "pronoun_before", "compounds", "face_after", "and_words", "article", "decimal_marks",
    "decimal_joiners",
    "point_words", "vague_before", "vague_after", "half_before_scale", "parting", "governing", "of_them",
)  # fmt: skip
_DATE_SETS = ("year_words", "year_context", "day_suffixes", "joiners", "of_words")


def _phrases(phrases: list[str]) -> Phrases:
    return tuple(sorted((split_phrase(p) for p in phrases), key=len, reverse=True))


def _inverted(table: dict[str, list[str]]) -> dict[str, Decimal]:
    return {word: Decimal(number) for number, words in table.items() for word in words}


def _hedges(table: dict[str, list[str]], *, from_end: bool) -> dict[str, list[tuple[tuple[str, ...], Bound]]]:
    """Hedge phrases by the word that stands next to the number, the longest first."""
    bounds: tuple[Bound, ...] = ("exact", "approx", "at_least", "at_most", "until")
    found: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    for bound in bounds:
        for phrase in _phrases(table.get(bound, [])):
            found.setdefault(phrase[-1 if from_end else 0], []).append((phrase, bound))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


@cache
def _load(lang: str) -> Lexicon:
    file = resources.files(__package__).joinpath(f"{lang}.toml")
    return Lexicon(lang, tomllib.loads(file.read_text(encoding="utf-8")))


def lexicon(lang: str) -> Lexicon:
    """The lexicon of a language tag ("kk", "ru-KZ"); English for languages that have none."""
    primary = lang.lower().replace("_", "-").split("-")[0] if lang else _DEFAULT
    return _load(primary if primary in _LANGUAGES else _DEFAULT)
