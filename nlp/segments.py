"""Cut a text into segments, each of which knows what stands above it.

A segment is a sentence, a list item, a table row or a heading. Most of the scope of a figure (contest, hour, speaker,
place) is said not beside the number but in the title, a heading or the lead-in of a list; so every segment carries a
stack of the segments that govern it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

SegmentKind = Literal["sentence", "item", "row", "heading"]

_BULLET = re.compile(r"\s*(?:[•●◦▪■○*·‣➢✔–—-]\s+|\d{1,2}[.)]\s+(?=\D)|[a-zа-я]\)\s+)")
_CELLS = re.compile(r"\t|\s\|\s|\S {2,}\S[^\n]*\S {2,}\S")
_ENDS_SENTENCE = re.compile(r"[.!?…][»”\")\]]*$")
# Looking behind and keeping all spaces is what makes this linear: no run of dots or spaces is tried twice.
# A full stop with no space behind it, where a page lost one, ends a sentence between words that are no address.
_BREAK = re.compile(
    r"(?<![.!?…])[.!?…]++(?:\[\d{1,3}\])?[»”\")\]]*+\s++(?=[«“„\"(\[–—-]?\s*[A-ZА-ЯЁӘІҢҒҮҰҚӨҺÁÉÍÓÚÝŞŢĞÑÖÜ\d])"
    r"|(?:(?<=[a-zа-яёәіңғүұқөһ]{3})|(?<=[\d%)»”]))\.(?=(?:[A-Z][a-z]{2,}|[А-ЯЁӘІҢҒҮҰҚӨҺ][а-яёәіңғүұқөһ]{2,}|A|In|As|At|On|Of|By"
    r"|В|Во|На|По|С|К|У|За|Из|Об|Ал|Бұл) )"
)
# A full stop after these does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«])(?:[А-ЯЁӘІҢҒҮҰҚӨҺA-Z]|г|гг|в|вв|ст|п|пп|стр|рис|им|ул|обл|р-н|тыс|млн|млрд|руб|т\.е|т\.к|т\.д|т\.п|др"
    r"|см|ср|напр|зам|корр|соц|проф|акад|ген|кв|д|No|Mr|Mrs|Ms|Dr|St|Eng|Gen|Col|Hon|Rev|Sen|Prof|vs|e\.g|i\.e|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept|Sep|Oct|Nov|Dec|U\.S|U\.N|p\.m|a\.m|ж|мың|т\.б)\.$"
)
_LONGEST_ABBREVIATION = 12
# "by 5 p.m. The" ends one, "at 5 p.m. Moscow time" does not.
_ENDED_BY_HOUR = re.compile(
    r"[ap]\.m\.\s+(?:The|In|At|By|On|A|This|It|He|She|They|But|Some|Polls|Voting|Turnout|According|Earlier|Of)\b"
)
# Slides and pages of a PDF are parted by a form feed or by several blank lines.
_PAGE_BREAK = re.compile(r"\f|\n[ \t]*\n[ \t]*\n[ \t]*\n")
LONGEST_SEGMENT = 2000
LONGEST_HEADING = 140
LONGEST_LABEL = 80
LONGEST_ITEM = 80
SHORTEST_WRAPPED = 40


@dataclass(slots=True)
class Segment:
    """A stretch of the text: `start` and `end` are offsets; `above` the governing segments, nearest first: what leads
    a list in, what labels a block of numbers, the heading.

    `paragraph` counts lines, `page` the slides or pages of a document that has such.
    """

    kind: SegmentKind
    start: int
    end: int
    paragraph: int
    page: int = 0
    above: tuple[Segment, ...] = field(default=(), repr=False)
    previous: Segment | None = field(default=None, repr=False)

    def leads_in(self, text: str) -> bool:
        """True where the segment announces what follows it ("by region:")."""
        return text[self.start : self.end].rstrip().endswith(":")


def segments(text: str) -> list[Segment]:
    """All segments of a text in order; together they cover everything but white space."""
    found: list[Segment] = []
    heading: Segment | None = None
    label: Segment | None = None
    lead_in: Segment | None = None
    block_kind = ""
    page, last_end = 0, 0
    spaced = bool(re.search(r"[^\s]\n[ \t]*\n[^\s]", text))
    for paragraph, (start, end) in enumerate(_lines(text)):
        if _PAGE_BREAK.search(text, last_end, start):
            page, heading, label, lead_in = page + 1, None, None, None
        last_end = end
        line = text[start:end]
        kind = _kind(line, text, end, spaced)
        if (
            kind in ("sentence", "heading")
            and lead_in is not None
            and _is_listed(line, block_kind, found[-1] is lead_in)
        ):
            kind = "item"
        labels = kind == "sentence" and _is_label(text, start, end)
        if labels or not (label is None or _LABELLED.fullmatch(line)):
            label = None
        kind = "heading" if labels else kind
        whole = [(start, end)] if kind in ("row", "heading") else _sentences(line, start)
        pieces = [piece for sentence in whole for piece in _bounded(text, *sentence)]
        for piece_start, piece_end in pieces:
            segment = Segment(kind, piece_start, piece_end, paragraph, page, previous=found[-1] if found else None)
            segment.above = tuple(above for above in (lead_in, label, heading) if above is not None)
            found.append(segment)
        last = found[-1]
        if labels:
            label, lead_in = last, None
        elif kind == "heading":
            # Slide titles break over several short lines: each new heading continues to know the one before it.
            heading, lead_in = last, None
        elif last.leads_in(text):
            lead_in = last
        elif kind == "sentence" and block_kind in ("item", "row"):
            lead_in = None
        block_kind = kind
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text without their margins; a line that goes on in lower case is joined with the next."""
    kept: tuple[int, int] | None = None
    for start, end in _written_lines(text):
        if kept is None:
            kept = start, end
        elif _goes_on(text, kept, start, end):
            kept = kept[0], end
        else:
            yield kept
            kept = start, end
    if kept is not None:
        yield kept


def _goes_on(text: str, before: tuple[int, int], start: int, end: int) -> bool:
    """True for hard-wrapped prose: one line break, long lines, the next in lower case."""
    between = text[before[1] : start]
    last = max(before[0], text.rfind("\n", *before) + 1)  # of the lines joined so far, none but the last may have cells
    if _has_cells(text[last:end]):
        return False
    wrapped = between.count("\n") == 1 and text[start].islower() and text[before[1] - 1] not in ".!?:;"
    return wrapped and "\t" not in between and before[1] - last > SHORTEST_WRAPPED


def _written_lines(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n\r\u2028\u2029\x0b\x0c]+", text):
        start, end = match.span()
        line = match.group()
        start += len(line) - len(line.lstrip())
        end -= len(line) - len(line.rstrip())
        if start < end:
            yield start, end


def _has_cells(line: str) -> bool:
    """Whether a line is parted like the row of a table; nearly none has a sign that parts cells."""
    return ("\t" in line or "|" in line or "  " in line) and _CELLS.search(line) is not None


def _kind(line: str, text: str, end: int, spaced: bool) -> SegmentKind:
    """What a line is. Where the text has no blank lines between paragraphs, a heading is known by its shape alone."""
    if _has_cells(line) or text[end : end + 1] == "\t":
        return "row"
    if _BULLET.match(line):
        return "item"
    short = len(line) <= LONGEST_HEADING and any(c.isalpha() for c in line)
    if short and not _ENDS_SENTENCE.search(line) and line[-1] not in ",;":
        alone = (
            (not spaced and len(line) <= LONGEST_LABEL) or text[end : end + 2] in ("\n\n", "\r\n", "") or line.isupper()
        )
        over_table = _has_cells(text[end : end + 120].lstrip().split("\n", 1)[0])
        if (alone and (over_table or not any(c.isdigit() for c in line))) or (line.isupper() and "%" not in line):
            return "heading"
    return "sentence"


_LABELLED = re.compile(r"[«“\"]?[^\W\d][^\d\n:]{0,60}(?:: ?| [—–-] )\d[^:\n]{0,40}")
"""A line that tells one number by its label: "Voters on the rolls: 231 406"."""


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether a line heads the numbers below it, each with a label of its own: the place or body that they are of."""
    line = text[start:end]
    if end - start > LONGEST_LABEL or line[-1] in ".,;:!?" or any(c.isdigit() for c in line):
        return False
    below = [text[first:last] for first, last in _next_lines(text, end)]
    return len(below) == _LEAST_LABELLED and all(map(_LABELLED.fullmatch, below))


_LEAST_LABELLED = 2


def _next_lines(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The lines right below a place, up to as many as tell that they are labelled."""
    for _ in range(_LEAST_LABELLED):
        at = at + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if at >= len(text):
            return
        yield at, end
        at = end


def _is_listed(line: str, before: str, first: bool) -> bool:
    """A short line with a number right below a colon, or below another such line: an item without its bullet."""
    short = len(line) <= LONGEST_ITEM and any(c.isdigit() for c in line)
    return short and (first or before == "item") and sum(1 for _ in _sentences(line, 0)) == 1


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch cut at spaces into pieces of bounded length: no sentence is longer, and reading stays linear."""
    while end - start > LONGEST_SEGMENT:
        cut = text.rfind(" ", start + LONGEST_SEGMENT // 2, start + LONGEST_SEGMENT)
        cut = cut if cut > 0 else start + LONGEST_SEGMENT
        yield start, cut
        start = cut + 1 if text[cut] == " " else cut
    yield start, end


def _sentences(line: str, offset: int) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(line):
        stop = match.end()
        head = line[max(start, match.start() - _LONGEST_ABBREVIATION + 1) : match.start() + 1]
        if head.endswith(".") and _ABBREVIATION.search(head) and not _ENDED_BY_HOUR.match(line, match.start() - 3):
            continue
        bullet = _BULLET.match(line, start)
        if bullet is not None and bullet.end() == stop:
            continue
        piece = line[start:stop].rstrip()
        yield offset + start, offset + start + len(piece)
        start = stop
    yield offset + start, offset + len(line)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A span widened so that it cuts no word, and without white space at its ends."""
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())
