"""The lines of a page as attribution sees them: paragraphs, lists as one block, headings, entries of a live page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.components.masks import mask
from nlp.components.reading import Reading
from nlp.segments import Segment

_FEWEST_ENTRIES = 3
_SHORT_LINE = 80
_ENTRY = re.compile(r"(?:\d{1,2}[:.]\d{2}[.:]?\s(?![–—|-])|\d{1,3}/\s).{25}")
_FIGURES = re.compile(r"\d.*%|\d{3}")


@dataclass(frozen=True, slots=True)
class Line:
    """A segment with where it stands."""

    segment: Segment
    around: list[Segment]
    """Its paragraph."""
    number: int
    """How many lines of its paragraph stand before it."""
    above: list[Segment]
    """The paragraph above."""
    block: int
    """The number of its paragraph, where a list counts as one."""
    label: Segment | None
    """The last short line above that heads what stands below it; the line itself where it is one."""
    opens: bool
    """It begins an entry of a live page, or a question on a page of questions and answers."""
    listed: bool
    """It is a line of a list or a row of a table, or set like one: a contestant or place with its number."""

    @property
    def before(self) -> list[Segment]:
        """What stands before it in its paragraph."""
        return self.around[: self.number]

    @property
    def paragraph(self) -> int:
        """The number of its paragraph."""
        return self.segment.paragraph

    @property
    def heads(self) -> bool:
        """Whether it is such a short line itself."""
        return self.label is self.segment


def lines(reading: Reading) -> list[Line]:
    """All segments in their order."""
    opening = _entries(reading) | _questions(reading)
    found: list[Line] = []
    paragraph: list[Segment] = []
    above: list[Segment] = []
    label: Segment | None = None
    block = 0
    for number, segment in enumerate(reading.segments):
        begins = not paragraph or paragraph[0].paragraph != segment.paragraph
        if begins:
            block += not paragraph or not (_enumerates(reading, paragraph[0]) and _enumerates(reading, segment))
            above, paragraph = paragraph, []
            label = segment if _is_label(reading, number) else label
        opens = begins and segment.paragraph in opening
        found.append(Line(segment, paragraph, len(paragraph), above, block, label, opens, _is_listed(reading, segment)))
        paragraph.append(segment)
    return found


_LISTED = re.compile(r"\W*(?:[KL][^KLOPN.;]{0,30}[PN](?: [^\W\d]+)?\W*)?")


def _is_listed(reading: Reading, segment: Segment) -> bool:
    alone = _begins(segment) and len(reading.text) > segment.end and reading.text[segment.end] == "\n"
    short = segment.end - segment.start <= _SHORT_LINE
    return segment.kind in ("item", "row") or bool(alone and short and _LISTED.fullmatch(mask(reading, segment).text))


def _entries(reading: Reading) -> set[int]:
    """The paragraphs that begin with a clock time or a post's number, where they are so many that the page was written
    live."""
    found = {
        segment.paragraph
        for segment in reading.segments
        if segment.kind == "sentence" and _begins(segment) and _ENTRY.match(reading.text, segment.start)
    }
    return found if len(found) >= _FEWEST_ENTRIES else set()


def _questions(reading: Reading) -> set[int]:
    """The headings of a page of questions and answers."""
    asked = {s.paragraph for s in reading.segments if reading.text[s.end - 1] == "?" and _begins(s)}
    return asked if len(asked) >= _FEWEST_ENTRIES else set()


def _begins(segment: Segment) -> bool:
    """Whether a segment begins its paragraph."""
    return segment.previous is None or segment.previous.paragraph < segment.paragraph


def _enumerates(reading: Reading, segment: Segment) -> bool:
    """A line of a list or table, also of one that is set by spaces alone."""
    short = segment.end - segment.start <= _SHORT_LINE and reading.text[segment.end - 1] not in ".!?:"
    return segment.kind in ("item", "row") or (
        short and any(c.isdigit() for c in reading.text[segment.start : segment.end])
    )


def _is_label(reading: Reading, number: int) -> bool:
    """A short line without an end above what it heads; not above a table, which has its own captions."""
    segment = reading.segments[number]
    text = reading.text[segment.start : segment.end]
    short = len(text) <= _SHORT_LINE and (text[-1].isalnum() or text[-1] in ')»”"?:')
    last = number + 1 == len(reading.segments)
    return short and segment.kind in ("sentence", "heading") and not last and not _FIGURES.search(text)
