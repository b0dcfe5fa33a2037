"""Names in a text: organizations, persons and places, as the trained recognizer finds them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from nlp.languages import Lang, Transliterated, is_kazakh_latin, language_of, to_cyrillic
from nlp.recognizer import recognize
from nlp.segments import LONGEST_SEGMENT, segments


class Entity(NamedTuple):
    """A name: its words, its label (ORG, PER or LOC) and its offsets."""

    text: str
    label: str
    start: int
    end: int


class _Stretch(NamedTuple):
    """A paragraph or less: where it begins, its language, its words, and their Cyrillic form where they are Latin."""

    start: int
    lang: Lang
    text: str
    script: Transliterated | None


def find_entities(text: str, lang: str | None) -> list[Entity]:
    """The names of a text in reading order. Each paragraph is read in its own language, `lang` where it may be that."""
    found = []
    for language, group in groupby(_stretches(text, lang), key=lambda stretch: stretch.lang):
        stretches = list(group)
        names = recognize([stretch.text for stretch in stretches], language)
        for stretch, spans in zip(stretches, names, strict=True):
            for start, end, label in spans:
                within = stretch.script.span(start, end) if stretch.script else (start, end)
                span = stretch.start + within[0], stretch.start + within[1]
                found.append(Entity(text[slice(*span)], label, *span))
    return found


def _stretches(text: str, lang: str | None) -> Iterator[_Stretch]:
    """The paragraphs that have words; of those that are very long, the segments."""
    for start, end in _bounds(text):
        words = text[start:end]
        if is_kazakh_latin(words):
            script = to_cyrillic(words)
            yield _Stretch(start, "kk", script.text, script)
        elif words.strip():
            yield _Stretch(start, language_of(words, lang), words, None)


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        if len(line) <= LONGEST_SEGMENT:
            yield start, start + len(line)
        else:
            yield from ((start + segment.start, start + segment.end) for segment in segments(line))
        start += len(line)
