"""The columns and cells of a table, and what a head says of its column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nlp.claims import Metric
from nlp.components.frames import Lexicon
from nlp.components.reading import ON_BALLOT, Name, Reading, beginning_in
from nlp.quantities import ClockTime, Quantity
from nlp.segments import Segment

LEAST_ROWS = 3
Span = tuple[int, int]
Row = tuple[int, list["Cell"]]
"""The start of a row's segment, and its cells."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a metric (None: nothing we count), the hour it holds for, whose figures these are, and the
    contestant whose votes stand below."""

    metric: Metric | None
    clock: ClockTime | None = None
    source: Name | None = None
    subject: Name | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A quantity of a table with its column; `label` is the stretch of the row that names what it is about."""

    quantity: Quantity
    column: Column
    label: Span


def spans_of(text: str, line: Segment, parting: re.Pattern[str]) -> list[Span]:
    """The cells of a line, parted by what a pattern finds."""
    spans, at = [], line.start
    for match in parting.finditer(text, line.start, line.end):
        spans.append((at, match.start()))
        at = match.end()
    return [*spans, (at, line.end)]


def runs(segments: list[Segment], width: Callable[[Segment], int]) -> Iterator[list[Segment]]:
    """Stretches of neighbouring segments of one width, long enough for a table; those of no width are no rows."""
    run: list[Segment] = []
    last = 0
    for segment in segments:
        wide = width(segment)
        if wide and (not run or wide == last):
            run.append(segment)
        else:
            if len(run) >= LEAST_ROWS:
                yield run
            run = [segment] if wide else []
        last = wide
    if len(run) >= LEAST_ROWS:
        yield run


def column_under(reading: Reading, head: Span, words: Lexicon, above: Metric | None) -> Column:
    """What a head says of its column: an hour of the metric that stands above the table, a contestant, a metric."""
    clock = clock_in(reading, head)
    if clock is not None:
        return Column(above or "turnout", clock)
    standing = [name for name in reading.names_in(*head) if name.kind in ON_BALLOT]
    return Column(metric_of(reading.folded[slice(*head)], words), subject=standing[0] if standing else None)


def metric_of(head: str, words: Lexicon) -> Metric | None:
    """The metric that a column's head names; a head may say what we do not count. Votes in percent are shares."""
    if words.uncounted.search(head):
        return None
    percent = words.columns["vote_share"].search(head)
    for metric, pattern in words.columns.items():
        if metric != "vote_share" and pattern.search(head):
            return "vote_share" if metric == "votes" and percent else metric
    return "vote_share" if percent else None


def clock_in(reading: Reading, span: Span) -> ClockTime | None:
    """The first clock time within a stretch."""
    return next((time for time in beginning_in(reading.times, *span) if time.end <= span[1]), None)


def quantity_in(reading: Reading, span: Span) -> Quantity | None:
    """The first quantity within a stretch."""
    return next((quantity for quantity in beginning_in(reading.quantities, *span) if quantity.end <= span[1]), None)
