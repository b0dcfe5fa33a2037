"""A segment with what is already known in it replaced by single capital letters, so that frames can speak of it.

The folded text is lower case, so a capital letter can only be a mask: P a percentage, N a count, K a party, candidate
or ballot option, O another organization, L a place, T a clock time, D a date. A § is a number that is no figure but the
ground of others: the share of the ballots counted so far.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.components.apposition import one_for_both, with_short_forms
from nlp.components.frames import Lexicon, lexicon
from nlp.components.reading import (
    CONTESTANTS,
    DATELINE,
    ON_BALLOT,
    Entity,
    EntitySpan,
    Name,
    Reading,
    beginning_in,
    without_overlaps,
)
from nlp.quantities import ClockTime, Date, Quantity
from nlp.segments import Segment


@dataclass(frozen=True, slots=True)
class Mask:
    """The masked text; `entities` by their position in it; `offset` leads back to the text of the reading. What is
    `ignored` are the positions of quantities that are no figures."""

    text: str
    entities: dict[int, Entity]
    ignored: frozenset[int]
    numbers: tuple[int, ...]
    """The positions of its quantities."""
    _masked: tuple[int, ...]
    _original: tuple[int, ...]

    def offset(self, position: int) -> int:
        """The offset in the text of a position in the mask."""
        index = bisect_right(self._masked, position) - 1
        return self._original[index] + position - self._masked[index]

    def position(self, offset: int) -> int:
        """The position in the mask of an offset in the text; within an entity, that of its letter."""
        index = bisect_right(self._original, offset) - 1
        position = self._masked[index] + offset - self._original[index]
        return position if index + 1 == len(self._masked) else min(position, self._masked[index + 1] - 1)

    def without(self, pattern: re.Pattern[str]) -> tuple[str, Sequence[int]]:
        """The masked text without what a pattern finds, and where each letter of that stands in the whole."""
        spans = [match.span() for match in pattern.finditer(self.text)]
        if not spans:
            return self.text, range(len(self.text))
        kept = [at for at in range(len(self.text)) if not any(start <= at < end for start, end in spans)]
        return "".join(self.text[at] for at in kept), kept

    def all(self, letters: str) -> list[tuple[int, Entity]]:
        """The entities under any of the letters, with their positions, in order."""
        return [(at, entity) for at, entity in self.entities.items() if self.text[at] in letters]


def letter(entity: Entity) -> str:
    """The capital letter that stands for an entity; none for a quantity that can be no figure."""
    if isinstance(entity, Quantity):
        if entity.kind == "ordinal" or entity.unit == "percentage_points":
            return ""
        return "P" if entity.unit == "percent" else "N"
    if isinstance(entity, ClockTime):
        return "T"
    if isinstance(entity, Date):
        return "D"
    if entity.kind == "parliament" or entity.rule == DATELINE:
        return ""
    if entity.kind in ON_BALLOT:
        return "K"
    return "L" if entity.kind == "place" else "O"


def _letter_in(reading: Reading, entity: Entity) -> str:
    """The letter of an entity in a text: where only a question is voted on, parties and persons stand for nothing."""
    nobody = isinstance(entity, Name) and entity.kind in CONTESTANTS and reading.contests == ("referendum",)
    return "" if nobody else letter(entity)


def mask(reading: Reading, segment: Segment) -> Mask:
    """Mask one segment. Where spans overlap, a date or time wins over a name, a name over a quantity."""
    if segment.start not in reading.masks:
        reading.masks[segment.start] = _mask(reading, segment)
    made: Mask = reading.masks[segment.start]
    return made


def _mask(reading: Reading, segment: Segment) -> Mask:
    entities = _entities(reading, segment.start, segment.end)
    pieces: list[str] = []
    found: dict[int, Entity] = {}
    masked, original = [0], [segment.start]
    at, length = segment.start, 0
    for start, end, entity in entities:
        pieces += [reading.folded[at:start], inner := _preposition(reading, entity)]
        length += start - at + len(inner)
        found[length] = entity
        masked += [length, length + 1]
        original += [start, end]
        pieces.append(_letter_in(reading, entity))
        length += 1
        at = end + (isinstance(entity, Quantity) and bool(_SHORTENED.match(reading.folded, end - 3, end + 2)))
    pieces.append(reading.folded[at : segment.end])
    # A cell border reads like a tab, whichever way the table was written.
    text = "".join(pieces).replace("|", "\t").replace("\n", " ")
    ignored: frozenset[int] = frozenset()
    if "P" in text or "N" in text:
        words = lexicon(reading.lang)
        text = _without_counted(text, words)
        ignored = frozenset(m.start("target") for pattern in words.ignored for m in pattern.finditer(text))
    numbers = tuple(at for at in found if text[at] in "PN")
    return Mask(text, found, ignored, numbers, tuple(masked), tuple(original))


def _preposition(reading: Reading, entity: Entity) -> str:
    """The preposition that a hedge takes in, which frames ask for before the number: "more than at 300 stations"."""
    if not isinstance(entity, Quantity):
        return ""
    governs = lexicon(reading.lang).scope["hedged"].search(reading.folded, entity.start, entity.number_start)
    return governs.group() if governs else ""


COUNTED = "§"


def _without_counted(text: str, words: Lexicon) -> str:
    for pattern in words.counted:
        for match in pattern.finditer(text):
            at = match.start("target")
            if words.scope["won"].search(text, 0, at):
                continue
            text = f"{text[:at]}{COUNTED}{text[at + 1 :]}"
    return text


_SHORTENED = re.compile(r"(?:млн|тыс|лрд)\.(?! [«\"]?[A-ZА-ЯЁ])")
"""The full stop of "16,6 млн." ends no sentence, and parts no argument from its verb."""


def _entities(reading: Reading, start: int, end: int) -> list[EntitySpan]:
    groups: tuple[Sequence[Entity], ...] = (reading.times, reading.dates, reading.names, reading.quantities)
    vague = lexicon(reading.lang).scope["vague"]
    within = (
        entity
        for group in groups
        for entity in beginning_in(group, start, end)
        if entity.end <= end
        and _letter_in(reading, entity)
        # Words too vague for a number: "hundreds of".
        and not (isinstance(entity, Quantity) and vague.match(reading.folded, entity.start))
    )
    spans = [(entity.start, entity.end, entity) for entity in without_overlaps(within)]
    kept = with_short_forms(reading.folded, spans)
    return one_for_both(reading, kept)
