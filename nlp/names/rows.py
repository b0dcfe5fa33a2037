"""Rows of results: labels that each have a number behind them, under each other or one after the other in a sentence.

They are read in the view of a text (`nlp.names.view`), in which %%% is a percentage, ### a count and ¶¶¶ a known name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.components.reading import Reading
from nlp.segments import Segment

_UPPER = "A-ZА-ЯЁӘІҢҒҮҰҚӨҺÁÉÍÓÖÚÜÇČĆŠŽŁŞĞŚ"
_QUOTED = r"[«“\"„][^«»“”\"„\n%]{1,50}[»”\"]"
_BRACKET = r"(?P<bracket>\s*\([^)\n]{1,40}\))?"
_LINE = re.compile(
    rf"[\s•·*✔–—-]*(?:\d{{1,2}}[.)]\s*|#{{1,2}}[.)]?\s+)?(?P<label>{_QUOTED}|[{_UPPER}¶«“\"][^\n\t|:%#@(]{{0,59}}?[^\s|:%#@(])[»”\"]?"
    rf"{_BRACKET}(?:\s*+[\t|:–—(,-]|(?=\s*\t)|(?=  ))\s*+(?:\|\s*+)?(?P<number>[%#])[^\n]{{0,60}}$"
)
_LABEL = re.compile(rf"[\s•·*✔–—-]*(?P<label>[{_UPPER}¶«“\"][^\n\t|:;%#@(]{{1,60}}?){_BRACKET}\s*:?$")
"""A line that has its number on the next one."""
_NUMBER = re.compile(r"\s*\(?(?P<number>[%#])[^\n\w]{0,60}(?:#[^\n\w]{0,20})?$")
_WORD = rf"[{_UPPER}¶](?:[\w’'.-]|¶)*"
_JOINT = r"(?: (?:of|for|the|de|da|dos|van|von|al|el|bin|и|за|в) | )"
_ITEM = re.compile(
    rf"(?P<label>{_QUOTED}|(?<![\w¶«“\"„.-]){_WORD}(?:{_JOINT}{_WORD}){{0,5}}){_BRACKET}"
    r",?\s*(?:[–—:-]\s*|\(\s*)?(?P<number>%+|#+(?:,? (?:votes?|голос\w*|дауыс)|\s*[(,]\s*%+))"
)
_NEXT = re.compile(
    r"[^\w%#¶«“\"„]*(?:(?:votes?|голос\w*|дауыс|пайыз)\b[\s,;]*)?(?:(?:and|while|followed by|а|и|және|мен|ал)\s)?\s*"
)
"""What stands between a number and the next label."""


@dataclass(frozen=True, slots=True)
class Row:
    """A label with a number behind it; `number` is where that begins."""

    label: str
    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that stand together, the segment of the first, where they begin, and whether they go on with a
    sentence, which may put their labels into any case."""

    rows: list[Row]
    head: Segment
    start: int
    said: bool


def rows_of(reading: Reading, view: str, bound: re.Pattern[str]) -> Iterator[Rows]:
    """All neighbouring rows of a body: of lines, and of sentences. `bound`: words that tie what follows them to the
    sentence, so that it begins no rows."""
    yield from _lines(reading, view)
    yield from _items(reading, view, bound)


def _row(reading: Reading, match: re.Match[str], number: int) -> Row:
    start, end = match.span("label")
    return Row(reading.text[start:end].strip(' «»“”",'), start, end, number)


def _lines(reading: Reading, view: str) -> Iterator[Rows]:
    """Lines that each begin with a label, whose number stands on the same line or alone on the next."""
    low, high = reading.body
    firsts: dict[int, Segment] = {}
    ends: dict[int, int] = {}
    for segment in reading.segments:
        if low <= segment.start < high:
            firsts.setdefault(segment.paragraph, segment)
            ends[segment.paragraph] = segment.end
    rows: list[Row] = []
    head: Segment | None = None
    lines = list(firsts.values())
    waiting: re.Match[str] | None = None
    for at, segment in enumerate(lines):
        end = ends[segment.paragraph]
        whole = _LINE.match(view, segment.start, segment.end)
        number = _NUMBER.match(view, segment.start, end) if waiting is not None else None
        if number is not None and waiting is not None:
            rows.append(_row(reading, waiting, number.start("number")))
            head = head or lines[at - 1]
        elif whole is not None:
            rows.append(_row(reading, whole, whole.start("number")))
            head = head or segment
        waiting, before = None, waiting
        if number is None and whole is None:
            waiting = _LABEL.match(view, segment.start, end)
            if rows and head is not None and (waiting is None or before is not None):
                yield Rows(rows, head, head.start, said=False)
                rows, head = [], None
    if rows and head is not None:
        yield Rows(rows, head, head.start, said=False)


def _items(reading: Reading, view: str, bound: re.Pattern[str]) -> Iterator[Rows]:
    """Labels with their numbers one after the other in a sentence."""
    low, high = reading.body
    for segment in reading.segments:
        if (
            not low <= segment.start < high
            or segment.kind != "sentence"
            or view.count("%", segment.start, segment.end) < 2
        ):
            continue
        rows: list[Row] = []
        at = segment.start
        while match := _ITEM.search(view, at, segment.end):
            if rows and not _NEXT.fullmatch(view, at, match.start()):
                yield _told(reading, view, segment, rows)
                rows = []
            if rows or not bound.search(view, segment.start, match.start()):
                rows.append(_row(reading, match, match.start("number")))
            at = match.end()
        if rows:
            yield _told(reading, view, segment, rows)


def _told(reading: Reading, view: str, segment: Segment, rows: list[Row]) -> Rows:
    """Rows of a sentence; but in Kazakh, those at its beginning or behind a colon stand in the nominative."""
    before = view[segment.start : rows[0].start].rstrip(' «“"')
    said = reading.lang == "kk" or (bool(before) and not before.endswith(":"))
    return Rows(rows, segment, rows[0].start, said)
