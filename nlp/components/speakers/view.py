"""A sentence as the cues of speech read it: whoever may speak stands as one letter, O, or K for a contestant.

That are the bodies and persons it names, bodies called by a common noun ("the city commission"), and nouns and
pronouns that stand for a body named before ("the commission", "its leader").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from nlp.components.masks import Mask, mask
from nlp.components.reading import PRONOUN, Name, Reading, Speaker
from nlp.components.speakers.cues import Cues
from nlp.components.speakers.kinds import speaker_of
from nlp.components.speakers.people import People
from nlp.languages import nominative
from nlp.segments import Segment

Meant = Callable[[frozenset[str], int], Speaker | None]
"""Who is meant, at an offset of the text, by a noun that can stand for bodies of some types."""

FIGURE = re.compile("[PN]")
"""A number, as it stands in a view."""
_FIRST = re.compile(r"(?:\w+[ ,]+){0,5}?[«“\"]?(?P<speaker>[OK])(?!\w)")


@dataclass(frozen=True, slots=True)
class View:
    """The sentence; `speakers` and `names` by their position in it."""

    text: str
    speakers: dict[int, Speaker]
    names: dict[int, Name]
    _positions: tuple[int, ...]
    _mask: Mask

    @property
    def first(self) -> int | None:
        """The position of the body that the sentence begins with."""
        match = _FIRST.match(self.text)
        return match.start("speaker") if match else None

    def offset(self, position: int) -> int:
        """The offset in the text of a position in the view."""
        return self._mask.offset(self._positions[position])

    def without_numbers(self) -> View:
        """The view in which numbers are letters like others."""
        return replace(self, text=self.text.translate(_NUMBERS))


_NUMBERS = str.maketrans("PN", "pn")


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the masked sentence that names somebody who may speak (`speaker` is None for a medium)."""

    left: int
    right: int
    letter: str
    speaker: Speaker | None
    name: Name | None = None


def view(reading: Reading, segment: Segment, cues: Cues, people: People, meant: Meant) -> View:
    """The sentence with all who may speak in it."""
    masked = mask(reading, segment)
    parts = _with_persons(_bodies(reading, masked), masked, segment, people)
    parts = _with_common_nouns(reading, parts, masked, cues)
    return _view(masked, sorted(_with_anaphors(parts, masked, cues, meant), key=lambda part: part.left))


def _bodies(reading: Reading, masked: Mask) -> list[_Part]:
    return [
        _Part(at, at + 1, _written(reading, name, masked.text[at]), _speaker(reading, name), name)
        for at, name in masked.entities.items()
        if isinstance(name, Name) and masked.text[at] in "OK"
    ]


def _written(reading: Reading, name: Name, letter: str) -> str:
    return reading.folded[name.start : name.end] if _is_pronoun(reading, name) else letter


def _is_pronoun(reading: Reading, name: Name) -> bool:
    """A pronoun stays a word: "he said" is of whoever spoke last, not of whom votes are told."""
    return name.rule == PRONOUN and " " not in reading.text[name.start : name.end]


def _speaker(reading: Reading, name: Name) -> Speaker | None:
    return None if name.kind in ("media", "option") or _is_pronoun(reading, name) else speaker_of(name, "")


def _with_persons(parts: list[_Part], masked: Mask, segment: Segment, people: People) -> list[_Part]:
    """Persons take the place of the body and the office beside them."""
    for start, end, speaker in people.within(segment):
        left, right = _stretch(masked, start, end)
        parts = [part for part in parts if not left <= part.left < right]
        parts.append(_Part(left, right, _letter(speaker), speaker))
    return parts


def _stretch(masked: Mask, start: int, end: int) -> tuple[int, int]:
    """The positions in the mask of a stretch of the text; one that ends within a name ends with it."""
    last = max((at for at, entity in masked.entities.items() if start <= entity.start < end), default=None)
    inside = last is not None and masked.offset(last + 1) >= end
    return masked.position(start), last + 1 if inside and last is not None else masked.position(end)


def _with_common_nouns(reading: Reading, parts: list[_Part], masked: Mask, cues: Cues) -> list[_Part]:
    """Bodies that a common noun names, by its own words; a noun may hold the name of a contestant: "K's staff"."""
    taken = _taken(parts)
    for kind, pattern in cues.bodies:
        for match in pattern.finditer(masked.text):
            if taken.isdisjoint(range(*match.span())) or "K" in match["name"]:
                parts = [part for part in parts if not match.start() <= part.left < match.end()]
                words = reading.text[masked.offset(match.start("name")) : masked.offset(match.end("name"))]
                called = Speaker(nominative(words, reading.lang), kind, rule="common noun")
                parts.append(_Part(*match.span(), "O", called))
    return parts


def _with_anaphors(parts: list[_Part], masked: Mask, cues: Cues, meant: Meant) -> list[_Part]:
    taken = _taken(parts)
    found = list(parts)
    for anaphor in cues.anaphors:
        for match in anaphor.pattern.finditer(masked.text):
            span = match.span("name")
            body = meant(anaphor.types, masked.offset(span[0])) if taken.isdisjoint(range(*span)) else None
            if body is not None:
                taken.update(range(*span))
                found.append(_Part(*span, _letter(body), body))
    return found


def _taken(parts: list[_Part]) -> set[int]:
    return {at for part in parts for at in range(part.left, part.right)}


def _letter(speaker: Speaker) -> str:
    return "K" if speaker.type == "contestant" else "O"


def _view(masked: Mask, parts: list[_Part]) -> View:
    pieces: list[str] = []
    positions: list[int] = []
    speakers: dict[int, Speaker] = {}
    names: dict[int, Name] = {}
    at = 0
    for part in parts:
        pieces.append(masked.text[at : part.left])
        positions += range(at, part.left)
        if part.speaker is not None:
            speakers[len(positions)] = part.speaker
        if part.name is not None and part.letter in "OK":
            names[len(positions)] = part.name
        pieces.append(part.letter)
        positions += [part.left] * len(part.letter)
        at = part.right
    pieces.append(masked.text[at:])
    positions += range(at, len(masked.text) + 1)
    return View("".join(pieces), speakers, names, tuple(positions), masked)
