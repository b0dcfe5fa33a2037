"""Tables whose cells are parted by spaces, under a head that says whose figures each column holds or of what hour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.claims import Metric
from nlp.components.frames import Lexicon
from nlp.components.reading import OBSERVERS, ON_BALLOT, Reading
from nlp.components.tables.cells import (
    LEAST_ROWS,
    Cell,
    Column,
    Row,
    Span,
    column_under,
    metric_of,
    quantity_in,
    spans_of,
)
from nlp.quantities import Quantity
from nlp.segments import Segment

_GAP = re.compile(r" {2,}")
_COUNTING = ("election_authority", *OBSERVERS, "pollster", "ngo")


def aligned(reading: Reading, words: Lexicon) -> Iterator[Row]:
    """The rows of such tables, their heads without cells among them. A row's own label may name its metric ("Turnout"),
    and its last cells may be missing."""
    for at, head in enumerate(reading.segments):
        spans = spans_of(reading.text, head, _GAP)
        columns = [_column(reading, span, words) for span in spans] if len(spans) >= LEAST_ROWS else []
        if not any(column.source or column.clock for column in columns[1:]):
            continue
        yield head.start, []
        for row in reading.segments[at + 1 :]:
            if not 1 < len(spans_of(reading.text, row, _GAP)) <= len(columns):
                break
            yield row.start, _cells(reading, row, columns, words)


def _column(reading: Reading, head: Span, words: Lexicon) -> Column:
    bodies = [name for name in reading.names_in(*head) if name.kind in _COUNTING]
    return replace(column_under(reading, head, words, None), source=bodies[0] if bodies else None)


def _cells(reading: Reading, row: Segment, columns: list[Column], words: Lexicon) -> list[Cell]:
    label, *spans = spans_of(reading.text, row, _GAP)
    own = metric_of(reading.folded[slice(*label)], words)
    stands = any(name.kind in ON_BALLOT for name in reading.names_in(*label))
    filled = []
    for span, column in zip(spans, columns[1:], strict=False):
        quantity = quantity_in(reading, span)
        metric = quantity and (own or (_of_one(column, quantity) if stands else column.metric))
        if quantity and metric:
            filled.append(Cell(quantity, replace(column, metric=metric), label))
    return filled


def _of_one(column: Column, quantity: Quantity) -> Metric | None:
    """What a column holds in the row of a contestant."""
    share: Metric | None = "vote_share" if quantity.unit == "percent" else None
    return share if column.metric in (None, "turnout") else column.metric
