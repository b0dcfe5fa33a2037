"""Tables whose cells are parted by tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims import Metric
from nlp.components.frames import PERCENT_METRICS, Lexicon
from nlp.components.reading import ON_BALLOT, Reading, beginning_in
from nlp.components.tables.cells import Cell, Column, Row, clock_in, column_under, quantity_in, runs, spans_of
from nlp.quantities import ClockTime
from nlp.segments import Segment

_SEPARATOR = re.compile(r"\t|\s\|\s?")
_LEAST_CELLS = 3
_LEAST_STANDING = 2
_ALL = 100


def headed(reading: Reading, words: Lexicon, metric_above: dict[int, Metric | None]) -> Iterator[Row]:
    """The rows of such tables, their heads without cells among them."""
    for run in runs(reading.segments, lambda segment: _width(reading, segment)):
        above = metric_above.get(run[0].start)
        columns, rows = _columns(reading, run, words, above)
        # The whole table is claimed, so that no frame reads its cells a second time.
        if columns and rows is not run:
            yield run[0].start, []
        for row in rows if columns else ():
            yield row.start, _cells(reading, row, columns)


def _width(reading: Reading, segment: Segment) -> int:
    """How many cells a row has; 0 for what is no row of three or more."""
    count = len(_SEPARATOR.split(reading.text[segment.start : segment.end]))
    return count if segment.kind == "row" and count >= _LEAST_CELLS else 0


def _columns(
    reading: Reading, run: list[Segment], words: Lexicon, above: Metric | None
) -> tuple[list[Column], list[Segment]]:
    """The columns of a table and the rows below its head; no columns where nothing tells what they hold."""
    head, *rows = run
    columns = [column_under(reading, span, words, above) for span in spans_of(reading.text, head, _SEPARATOR)]
    standing = [column.subject for column in columns if column.subject]
    if len(standing) >= _LEAST_STANDING:
        columns = [_won(reading, rows, at, column) if column.subject else column for at, column in enumerate(columns)]
    if not any(column.metric for column in columns[1:]):
        over = _clocks_over(reading, head, len(columns) - 1)
        return [Column(None), *(Column(above or "turnout", clock) for clock in over)] if over else [], run
    if not standing and not _of_contestants(reading, rows):
        columns = [Column("turnout", c.clock) if c.metric == "vote_share" else c for c in columns]
    return columns, rows


def _won(reading: Reading, rows: list[Segment], at: int, column: Column) -> Column:
    """A contestant's column: of shares where all its numbers are no more than 100 and some are broken or marked so."""
    found = [quantity_in(reading, spans_of(reading.text, row, _SEPARATOR)[at]) for row in rows]
    values = [quantity for quantity in found if quantity is not None and quantity.value is not None]
    small = all((quantity.value or 0) <= _ALL for quantity in values)
    marked = any(q.unit == "percent" or (q.precision or 1) < 1 for q in values)
    return replace(column, metric="vote_share" if small and marked else "votes")


def _clocks_over(reading: Reading, first: Segment, width: int) -> list[ClockTime]:
    """The hours of a table without a head, where the line above names as many: "Turnout, % (16:00, 14:00)"."""
    line = first.previous
    clocks = list(beginning_in(reading.times, line.start, line.end)) if line is not None else []
    return clocks if len(clocks) == width else []


def _of_contestants(reading: Reading, rows: list[Segment]) -> bool:
    """Whether the rows are about contestants, so that a share is one of the votes; else they are of places or hours."""
    labels = [spans_of(reading.text, row, _SEPARATOR)[0] for row in rows]
    kinds = {name.kind for label in labels for name in reading.names_in(*label)}
    standing = {name.kind for row in rows for name in reading.names_in(row.start, row.end)}
    elsewhere = "place" in kinds or any(clock_in(reading, label) for label in labels)
    return not standing.isdisjoint(ON_BALLOT) or not elsewhere


def _cells(reading: Reading, row: Segment, columns: list[Column]) -> list[Cell]:
    spans = spans_of(reading.text, row, _SEPARATOR)
    label = next((span for span in spans[:2] if re.search(r"[^\W\d]", reading.text[slice(*span)])), spans[0])
    hour = clock_in(reading, spans[0])
    filled = [
        Cell(quantity, replace(column, clock=column.clock or hour), label)
        for span, column in zip(spans, columns, strict=True)
        if column.metric and (quantity := quantity_in(reading, span))
    ]
    return [cell for cell in filled if _fits(cell)]


def _fits(cell: Cell) -> bool:
    """Whether a cell can hold what its column counts: a count is no percentage, but of stations observed."""
    shared = cell.column.metric in PERCENT_METRICS or cell.column.metric == "polling_stations_observed"
    return cell.quantity.unit != "percent" or shared
