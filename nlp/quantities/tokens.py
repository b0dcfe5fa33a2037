"""Digit runs, words and single signs of a text, with offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

HYPHENS = frozenset("-‐‑")
_TOKEN = re.compile(r"([0-9]+)|([^\W\d_]+)|\S")


Kind = Literal["d", "w", "p"]
_KINDS: tuple[Kind, ...] = ("p", "d", "w")
"""By the group of the pattern that found the token; none found another sign."""


class Token(NamedTuple):
    """`kind` is d (digits), w (letters) or p (one other sign); `low` is lower case with ё as е."""

    kind: Kind
    start: int
    end: int
    low: str


class Tokens:
    """The tokens of one text, with questions about what stands between them.

    Indexes past either end answer with an empty sign, so readers need no bounds checks.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._items = [_token(match) for match in _TOKEN.finditer(text)]
        self._none = Token("p", len(text), len(text), "")

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Token]:
        return iter(self._items)

    def __getitem__(self, index: int) -> Token:
        return self._items[index] if 0 <= index < len(self._items) else self._none

    def glued(self, left: int) -> bool:
        """Nothing stands between token `left` and the next."""
        return 0 <= left < len(self._items) - 1 and self._items[left].end == self._items[left + 1].start

    def gap(self, left: int) -> str:
        """What stands between token `left` and the next; a line break where either is missing."""
        if not 0 <= left < len(self._items) - 1:
            return "\n\n"
        start, end = self._items[left].end, self._items[left + 1].start
        return self.text[start : min(end, start + 40)]

    def same_line(self, left: int) -> bool:
        return "\n" not in self.gap(left)

    def near(self, left: int) -> bool:
        """The next token goes on with the sentence: at most one line break between (a wrapped line)."""
        return self.gap(left).count("\n") <= 1

    def matches(self, index: int, words: tuple[str, ...]) -> bool:
        """The tokens from `index` on are these words, in one sentence."""
        return all(self[index + k].low == word for k, word in enumerate(words)) and all(
            self.near(index + k) for k in range(len(words) - 1)
        )


def _token(match: re.Match[str]) -> Token:
    return Token(_KINDS[match.lastindex or 0], *match.span(), match[0].lower().replace("ё", "е"))


def split_phrase(phrase: str) -> tuple[str, ...]:
    """A lexicon phrase as the token sequence that it is in a text."""
    return tuple(_token(match).low for match in _TOKEN.finditer(phrase))
