"""Names in a text: organizations, persons and places, as the trained recognizer finds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nlp.languages import is_kazakh_latin, language_of, to_cyrillic
from nlp.recognizer import Span, recognize
from nlp.segments import LONGEST_SEGMENT, segments


class Entity(NamedTuple):
    """A name: its words, its label (ORG, PER or LOC) and its offsets."""

    text: str
    label: str
    start: int
    end: int


def find_entities(text: str, lang: str | None) -> list[Entity]:
    """The names of a text in reading order. Each paragraph is read in its own language, `lang` where it may be that."""
    found = []
    for start, end in _stretches(text):
        for name in _names(text[start:end], lang):
            span = start + name.start, start + name.end
            found.append(Entity(text[slice(*span)], name.label, *span))
    return found


def _names(stretch: str, lang: str | None) -> list[Span]:
    if not is_kazakh_latin(stretch):
        return recognize([stretch], language_of(stretch, lang))[0]
    script = to_cyrillic(stretch)
    names = recognize([script.text], "kk")[0]
    return [Span(*script.span(name.start, name.end), name.label) for name in names]


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text; of those that are very long, the segments."""
    start = 0
    for line in text.splitlines(keepends=True):
        if len(line) <= LONGEST_SEGMENT:
            yield start, start + len(line)
        else:
            yield from ((start + segment.start, start + segment.end) for segment in segments(line))
        start += len(line)
