"""Where an alleged irregularity took place: named with it in its clause or sentence, or the text's own place."""

from __future__ import annotations

from nlp.components.frames import lexicon
from nlp.components.reading import DATELINE, Name, Reading
from nlp.segments import Segment


def scenes_of(reading: Reading, segment: Segment, left: int, right: int, home: Name | None) -> list[str | None]:
    """The regions where what a stretch of a sentence alleges took place; the election's country where no narrower
    place is told."""
    country = reading.election.country if reading.election else None
    low = max(reading.text.rfind(";", segment.start, left), segment.start)
    end = reading.text.find(";", right, segment.end)
    high = end if end >= 0 else segment.end
    named = _regions(reading, segment.start, segment.end, country)
    inside = [name for name in named if left <= name.start < right]
    if not inside and lexicon(reading.lang).scope["country"].search(reading.folded, left, right):
        return [country]
    before = [name for name in named if low <= name.start < left]
    behind = [name for name in named if right <= name.start < high]
    told = inside or _row(reading, before[::-1])[::-1] or _row(reading, behind)
    told = told or [name for name in named if name.start < low][-1:]
    if not told:
        return [home.place if home is not None else country]
    return list(dict.fromkeys(name.place for name in told))


def _regions(reading: Reading, start: int, end: int, country: str | None) -> list[Name]:
    """The places of a stretch that lie within the election's country."""
    return [
        name
        for name in reading.names_in(start, end)
        if name.kind == "place" and name.within_country and name.rule != DATELINE
        and country and (name.place or "").startswith(country)
    ]  # fmt: skip


def _row(reading: Reading, named: list[Name]) -> list[Name]:
    """The first of some places, in either direction, with those that are joined to it: "in A, B and C"."""
    row = named[:1]
    for name in named[1:]:
        first, second = sorted((row[-1], name), key=lambda one: one.start)
        if not lexicon(reading.lang).scope["joined"].fullmatch(reading.folded, first.end, second.start):
            break
        row.append(name)
    return row
