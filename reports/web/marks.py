"""A document's text with its claims marked, also where claims overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """The words `[start, end)` of a text that make the claim `statement`."""

    start: int
    end: int
    statement: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same claims throughout; none for unmarked text. `start` names it on the page."""

    text: str
    start: int
    statements: tuple[str, ...]


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """Cut a text at the ends of its spans; joined, the pieces are the text.

    Where claims overlap, the one with the fewest words stands first. Spans that lie outside the text (another
    version's) mark what of them lies inside, or nothing.
    """
    inside = [
        Span(max(0, span.start), min(len(text), span.end), span.statement)
        for span in spans
        if max(0, span.start) < min(len(text), span.end)
    ]
    cuts = sorted({0, len(text), *(span.start for span in inside), *(span.end for span in inside)})
    narrowest = sorted(inside, key=lambda span: (span.end - span.start, span.start, span.statement))
    return [
        Piece(
            text[start:end],
            start,
            tuple(dict.fromkeys(span.statement for span in narrowest if span.start <= start and end <= span.end)),
        )
        for start, end in pairwise(cuts)
    ]
