"""Cuts a sentence into clauses of folded words, with the offsets of the original."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_BORDER = re.compile(r"[;:!?…\n•]|\.\s| [-–—] ")
LONGEST_CLAUSE = 70  # words; text without punctuation is cut there, which keeps the work linear
LONGEST_SPAN = 300  # characters
_SAME_LENGTH = str.maketrans("ё’‘ʼ", "е'''")


@dataclass(frozen=True)
class Clause:
    """Folded words that stand together, their spans in the sentence, and which of them follow a comma."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    after_comma: tuple[bool, ...]


def fold(text: str) -> str:
    """Lower case, ё as е, one apostrophe; every character keeps its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lowered.translate(_SAME_LENGTH)


def split_clauses(sentence: str, turns: frozenset[str]) -> list[Clause]:
    """Clauses end at strong punctuation and before the words `turns` (but, however, хотя, бірақ)."""
    folded = fold(sentence)
    clauses: list[Clause] = []
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    commas: list[bool] = []

    def close() -> None:
        if words:
            clauses.append(Clause(tuple(words), tuple(spans), tuple(commas)))
            words.clear()
            spans.clear()
            commas.clear()

    end = 0
    for match in _WORD.finditer(folded):
        between = folded[end : match.start()]
        if match[0] in turns or len(words) >= LONGEST_CLAUSE or (between != " " and _BORDER.search(between)):
            close()
        words.append(match[0])
        spans.append(match.span())
        commas.append("," in between)
        end = match.end()
    close()
    return clauses


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
