"""Cuts a sentence into clauses of folded words, with the offsets of the original."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_QUOTED = re.compile(r"[«\"“„](?=[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])([^«»\"“”„]{4,120})[»\"”“]")
_BORDER = re.compile(r"[;:!?…\n•]|\.\s")
_DASH = re.compile(r" [-–—] ")
LONGEST_CLAUSE = 70  # words; text without punctuation is cut there, which keeps the work linear
LONGEST_SPAN = 300  # characters
FEW_WORDS = 8  # as many may be said of an election that they do not name
SHORT_MEMBER = 3  # words; what is shorter between commas belongs to a row
_SAME_LENGTH = str.maketrans("ё’‘ʼ", "е'''")


@dataclass(frozen=True)
class Joints:
    """How a language joins clauses: `turns` open another (but, however, хотя, бірақ); `joins` carry the sense over a
    comma (without them every comma does); behind one of `ands` and before a `finite` verb another predicate begins.
    A dash between bare words may stand for "is" (`copula`)."""

    turns: frozenset[str]
    joins: frozenset[str] | None = None
    ands: frozenset[str] = frozenset()
    finite: str = "(?!)"
    copula: bool = False

    def part(self, word: str, between: str) -> bool:
        """True where a clause ends before a word, by the word or by what stands between it and the one before."""
        if between == " " or word in self.turns:  # most words stand behind a bare space
            return word in self.turns
        if _BORDER.search(between):
            return True
        return bool(_DASH.search(between)) and not (self.copula and not between.strip(" -–—"))

    def begin_again(self, word: str, then: str) -> bool:
        """True where "and" and a finite verb begin another predicate of the same subject."""
        return word in self.ands and re.fullmatch(self.finite, then) is not None


@dataclass(frozen=True)
class Clause:
    """Folded words that stand together, their spans in the sentence, which of them follow a comma, the quotations in
    the sentence, and how its language joins clauses.
    """

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    after_comma: tuple[bool, ...]
    quotes: tuple[tuple[int, int], ...]
    joints: Joints

    @cached_property
    def section(self) -> tuple[int, ...]:
        """The section of each word: sections end at commas, save where a short member of a row follows."""
        return _numbered(_members(self.after_comma), len(self.words))

    @cached_property
    def part(self) -> tuple[int, ...]:
        """The part of each word: parts end as sections do, but not before a word that joins (that, что)."""
        return _parts(self.words, _members(self.after_comma), self.joints)

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """The stretches of a few words that stand in quotation marks and begin in lower case: no names."""
        return _quoted(self.spans, self.quotes)

    def reaches(self, first: int, then: int) -> bool:
        """True where the word `then` stands before the word `first` or in one part with it."""
        return then <= first or self.part[first] == self.part[then]


def fold(text: str) -> str:
    """Lower case, ё as е, one apostrophe; every character keeps its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lowered.translate(_SAME_LENGTH)


def split_clauses(sentence: str, joints: Joints) -> list[Clause]:
    """Clauses end at strong punctuation and before the words that turn to another."""
    folded = fold(sentence)
    clauses: list[Clause] = []
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    commas: list[bool] = []
    quotes = tuple(match.span(1) for match in _QUOTED.finditer(sentence))

    def close() -> None:
        if words:
            clauses.append(Clause(tuple(words), tuple(spans), tuple(commas), quotes, joints))
            words.clear()
            spans.clear()
            commas.clear()

    end = 0
    for match in _WORD.finditer(folded):
        between = folded[end : match.start()]
        if len(words) >= LONGEST_CLAUSE or joints.part(match[0], between):
            close()
        words.append(match[0])
        spans.append(match.span())
        commas.append("," in between)
        end = match.end()
    close()
    return clauses


def _members(commas: tuple[bool, ...]) -> set[int]:
    """The words behind a comma that begin more than a short member of a row (free, fair, open)."""
    borders = [i for i, comma in enumerate(commas) if comma]
    return {begin for begin, end in pairwise([*borders, len(commas)]) if end - begin >= SHORT_MEMBER}


def _parts(words: tuple[str, ...], members: set[int], joints: Joints) -> tuple[int, ...]:
    if joints.joins is None:
        return (0,) * len(words)
    parting = {begin for begin in members if words[begin] not in joints.joins}
    parting |= {i for i, (word, then) in enumerate(pairwise(words)) if joints.begin_again(word, then)}
    return _numbered(parting, len(words))


def _numbered(borders: set[int], words: int) -> tuple[int, ...]:
    """The number of the stretch that each word stands in."""
    return tuple(accumulate(int(i in borders) for i in range(words)))


def _quoted(spans: tuple[tuple[int, int], ...], quotes: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The words of each short quotation that lies within the clause."""
    inside = [[i for i, (a, b) in enumerate(spans) if start <= a and b <= end] for start, end in quotes]
    return tuple((row[0], row[-1] + 1) for row in inside if 0 < len(row) <= FEW_WORDS)


def span_around(clause: Clause, first: int, last: int) -> tuple[int, int]:
    """The characters of the words `first:last`, widened to the commas around them as far as a quote may reach."""
    left, right = first, last
    while left > 0 and not clause.after_comma[left]:
        left -= 1
    while right < len(clause.words) and not clause.after_comma[right]:
        right += 1
    for a, b in ((left, right), (first, right), (first, last)):
        if clause.spans[b - 1][1] - clause.spans[a][0] <= LONGEST_SPAN:
            return clause.spans[a][0], clause.spans[b - 1][1]
    start = clause.spans[first][0]
    return start, min(clause.spans[last - 1][1], start + LONGEST_SPAN)
