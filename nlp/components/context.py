"""A segment as its figures are read: with its mask and the words of its language."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.components.frames import Lexicon
from nlp.components.masks import Mask
from nlp.components.reading import Reading
from nlp.segments import Segment


@dataclass(frozen=True, slots=True)
class Context:
    """Where a figure stands; every resolver reads from it."""

    reading: Reading
    segment: Segment
    masked: Mask
    words: Lexicon
