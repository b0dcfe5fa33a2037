"""Phrases over word stems: how the lexical fields are written, and where they stand in a clause.

A phrase is written in parts with `..`, a gap of up to six words, between them. A part is a row of `stem*`, `word` and
`*ending`, or several rows as alternatives: `a|b* c`. `<field>` stands for every single word of another field, and
`stem+field` for the stem with each of the endings that the field lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import NamedTuple

GAP = 6  # words that `..` may skip
CACHED_WORDS = 50_000


@dataclass(frozen=True)
class Element:
    """One place of a phrase: the patterns that may stand there, and how many words may be skipped before it."""

    patterns: frozenset[str]
    skip: int


Elements = tuple[Element, ...]


class Hit(NamedTuple):
    """A phrase of `field` at the words `first:last` (end excluded) of a clause."""

    field: str
    first: int
    last: int


class Lexicon:
    """The lexical fields of one language, ready to be found in a row of folded words."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """`fields` maps a field's name to its phrases, parted by commas or line ends."""
        phrases = {
            name: [" ".join(p.split()) for p in text.replace("\n", ",").split(",") if p.strip()]
            for name, text in fields.items()
        }
        self._alone: defaultdict[str, list[str]] = defaultdict(list)
        self._by_pair: defaultdict[str, defaultdict[str, list[tuple[str, Elements]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._patterns: set[str] = set()
        for name, written in phrases.items():
            for phrase in written:
                for elements in _compile(phrase, phrases):
                    for first in elements[0].patterns:
                        if len(elements) == 1:
                            self._alone[first].append(name)
                        else:
                            for then in elements[1].patterns:
                                self._by_pair[first][then].append((name, elements))
                    self._patterns.update(*(e.patterns for e in elements))
        self._lengths = sorted({len(p) - 1 for p in self._patterns if p.endswith("*")})
        self._endings = sorted({len(p) - 1 for p in self._patterns if p.startswith("*")})
        self._known: dict[str, tuple[str, ...]] = {}

    def _tags(self, word: str) -> tuple[str, ...]:
        """The patterns that `word` fulfils."""
        if (known := self._known.get(word)) is not None:
            return known
        written = [word]
        written += [f"{word[:n]}*" for n in self._lengths if n <= len(word)]
        written += [f"*{word[-n:]}" for n in self._endings if n < len(word)]
        tags = tuple(w for w in written if w in self._patterns)
        if len(self._known) >= CACHED_WORDS:
            self._known.clear()
        self._known[word] = tags
        return tags

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Every phrase of every field in `words`."""
        tags = [self._tags(word) for word in words]
        found = chain.from_iterable(self._at(i, tags) for i, own in enumerate(tags) if own)
        return [Hit(*hit) for hit in dict.fromkeys(found)]

    def _at(self, i: int, tags: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, int, int]]:
        """The phrases that begin at the word `i`."""
        for first in tags[i]:
            for field in self._alone.get(first, ()):
                yield field, i, i + 1
            pairs = self._by_pair.get(first)
            if not pairs:
                continue
            for j in range(i + 1, min(i + GAP + 2, len(tags))):
                for then in tags[j]:
                    for field, elements in pairs.get(then, ()):
                        if j - i <= elements[1].skip + 1 and (end := _reach(elements, 2, j + 1, tags)) is not None:
                            yield field, i, end


def _compile(phrase: str, fields: Mapping[str, Sequence[str]]) -> list[Elements]:
    """The phrase as rows of elements: one row for each choice among alternatives of several words."""
    parts = [_alternatives(part, fields, GAP if i else 0) for i, part in enumerate(phrase.split(".."))]
    return [tuple(chain.from_iterable(choice)) for choice in product(*parts)]


def _alternatives(part: str, fields: Mapping[str, Sequence[str]], skip: int) -> list[list[Element]]:
    rows: list[list[Element]] = []
    single: set[str] = set()
    for written in part.split("|"):
        words = written.split()
        if len(words) == 1:
            single |= _patterns(words[0], fields)
        elif words:
            rows.append([Element(frozenset(_patterns(w, fields)), 0 if i else skip) for i, w in enumerate(words)])
    return [*rows, [Element(frozenset(single), skip)]] if single else rows


def _patterns(word: str, fields: Mapping[str, Sequence[str]]) -> set[str]:
    stem, _, endings = word.partition("+")
    if endings:
        return {stem + ending for ending in fields[endings]}
    if not word.startswith("<"):
        return {word}
    return {p for phrase in fields[word[1:-1]] if " " not in phrase for p in phrase.split("|")}


def _reach(elements: Elements, at: int, word: int, tags: Sequence[tuple[str, ...]]) -> int | None:
    """Where the phrase ends whose element `at` may start at `word`, or None where it does not fit."""
    if at == len(elements):
        return word
    element = elements[at]
    for i in range(word, min(word + element.skip + 1, len(tags))):
        if not element.patterns.isdisjoint(tags[i]):
            end = _reach(elements, at + 1, i + 1, tags)
            if end is not None:
                return end
    return None
