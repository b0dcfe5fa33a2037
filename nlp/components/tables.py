"""Tables: what each column counts and what each row is about, for rows that are cells or columns of plain numbers.

A column's meaning stands in its head: a metric ("Явка", "Votes"), or an hour under a title that names the metric. In
text drawn from slides the heads are broken over lines; there each head begins with a capital letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.claims import Metric
from nlp.components.frames import PERCENT_METRICS, Lexicon
from nlp.components.reading import OBSERVERS, ON_BALLOT, Name, Reading
from nlp.quantities import ClockTime, Quantity
from nlp.segments import Segment

_SEPARATOR = re.compile(r"\t|\s\|\s?")
_GAP = re.compile(r" {2,}")
_PLAIN_ROW = re.compile(
    r"(?:\d{1,3}[.)]?\s+)?(?P<label>[^\W\d][^\d]{1,40}?):?\s+(?P<numbers>\d+(?:[.,]\d+)?(?:\s+\d+(?:[.,]\d+)?){2,})\s*%?$"
)
_HEAD = re.compile(r"(?=(?<![^\s])[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][a-zа-яёәіңғүұқөһ])")
_LEAST_ROWS = 3
_HEAD_LINES = 8


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
    label: tuple[int, int]


def cells(reading: Reading, words: Lexicon, metric_above: dict[int, Metric | None]) -> dict[int, list[Cell]]:
    """The cells of all tables by the start of their row's segment. `metric_above` is what stands over each segment."""
    found: dict[int, list[Cell]] = {}
    for run in _runs(reading.segments, lambda s: _parts(reading, s)):
        found.update(_headed(reading, run, words, metric_above))
    for head in reading.segments:
        found.update(_aligned(reading, head, words))
    for run in _runs(reading.segments, lambda s: _plain(reading, s)):
        found.update(_plain_table(reading, run, words))
    return found


def _parts(reading: Reading, segment: Segment) -> int:
    """How many cells a row has; 0 for what is no row of three or more."""
    count = len(_SEPARATOR.split(reading.text[segment.start : segment.end]))
    return count if segment.kind == "row" and count >= 3 else 0


def _plain(reading: Reading, segment: Segment) -> int:
    match = _PLAIN_ROW.fullmatch(reading.text, segment.start, segment.end)
    return len(match["numbers"].split()) if match else 0


def _runs(segments: list[Segment], width: object) -> Iterator[list[Segment]]:
    """Stretches of neighbouring segments of one width."""
    assert callable(width)
    run: list[Segment] = []
    last = 0
    for segment in segments:
        wide = width(segment)
        if wide and (not run or wide == last):
            run.append(segment)
        else:
            if len(run) >= _LEAST_ROWS:
                yield run
            run = [segment] if wide else []
        last = wide
    if len(run) >= _LEAST_ROWS:
        yield run


def _spans(reading: Reading, row: Segment) -> list[tuple[int, int]]:
    spans, at = [], row.start
    for match in _SEPARATOR.finditer(reading.text, row.start, row.end):
        spans.append((at, match.start()))
        at = match.end()
    return [*spans, (at, row.end)]


def _headed(
    reading: Reading, run: list[Segment], words: Lexicon, metric_above: dict[int, Metric | None]
) -> Iterator[tuple[int, list[Cell]]]:
    head, *rows = run
    above = metric_above.get(head.start)
    columns = [_column(reading, span, words, above) for span in _spans(reading, head)]
    standing = [column.subject for column in columns if column.subject]
    if len(standing) >= _LEAST_STANDING:
        columns = [_won(reading, rows, at, column) if column.subject else column for at, column in enumerate(columns)]
    if not any(column.metric for column in columns[1:]):
        over = _clocks_over(reading, head, len(columns) - 1)
        if not over:
            return
        columns, rows = [Column(None), *(Column(above or "turnout", clock) for clock in over)], run
    elif not standing and not _of_contestants(reading, rows):
        columns = [Column("turnout", c.clock) if c.metric == "vote_share" else c for c in columns]
    # The whole table is claimed, so that no frame reads its cells a second time.
    if rows is not run:
        yield head.start, []
    for row in rows:
        spans = _spans(reading, row)
        label = next((span for span in spans[:2] if re.search(r"[^\W\d]", reading.text[slice(*span)])), spans[0])
        hour = _clock_in(reading, spans[0])
        filled = [
            Cell(quantity, replace(column, clock=column.clock or hour), label)
            for span, column in zip(spans, columns, strict=True)
            if column.metric and (quantity := _quantity(reading, span))
        ]
        yield row.start, [cell for cell in filled if _fits(cell)]


def _aligned(reading: Reading, head: Segment, words: Lexicon) -> Iterator[tuple[int, list[Cell]]]:
    """A table whose cells are parted by spaces under a head that says whose figures each column holds. A row's own
    label may name its metric ("Turnout"), and its last cells may be missing."""
    heads = _columns(reading, head)
    columns = [_sourced(reading, span, words) for span in heads] if len(heads) >= _LEAST_ROWS else []
    if not any(column.source or column.clock for column in columns[1:]):
        return
    yield head.start, []
    for row in reading.segments[reading.segments.index(head) + 1 :]:
        spans = _columns(reading, row)
        if not 1 < len(spans) <= len(columns):
            return
        label = spans[0]
        own = _meaning(reading.folded[slice(*label)], words) or _meaning_of_rest(reading.folded[slice(*label)])
        stands = any(name.kind in _STANDING for name in reading.names_in(*label))
        yield (
            row.start,
            [
                Cell(quantity, replace(column, metric=metric), label)
                for span, column in zip(spans[1:], columns[1:], strict=False)
                if (quantity := _quantity(reading, span))
                and (metric := own or (_of_one(column, quantity) if stands else column.metric))
            ],
        )


def _of_one(column: Column, quantity: Quantity) -> Metric | None:
    """What a column holds in the row of a contestant."""
    share: Metric | None = "vote_share" if quantity.unit == "percent" else None
    return share if column.metric in (None, "turnout") else column.metric


_STANDING = ("party", "candidate", "option")
_REST = re.compile(r"invalid|rejected|spoil|недействит|жарамсыз")


def _meaning_of_rest(label: str) -> Metric | None:
    """The share of ballots that a row gives to nobody."""
    return "invalid_share" if _REST.search(label) else None


def _columns(reading: Reading, line: Segment) -> list[tuple[int, int]]:
    spans, at = [], line.start
    for match in _GAP.finditer(reading.text, line.start, line.end):
        spans.append((at, match.start()))
        at = match.end()
    return [*spans, (at, line.end)]


def _sourced(reading: Reading, span: tuple[int, int], words: Lexicon) -> Column:
    bodies = [name for name in reading.names_in(*span) if name.kind in _COUNTING]
    return replace(_column(reading, span, words, None), source=bodies[0] if bodies else None)


_COUNTING = ("election_authority", *OBSERVERS, "pollster", "ngo")


def _clock_in(reading: Reading, span: tuple[int, int]) -> ClockTime | None:
    return next((t for t in reading.times if span[0] <= t.start and t.end <= span[1]), None)


def _clocks_over(reading: Reading, first: Segment, width: int) -> list[ClockTime]:
    """The hours of a table without a head, where the line above names as many: "Turnout, % (16:00, 14:00)"."""
    line = first.previous
    clocks = [t for t in reading.times if line is not None and line.start <= t.start < line.end]
    return clocks if len(clocks) == width else []


def _of_contestants(reading: Reading, rows: list[Segment]) -> bool:
    """Whether the rows are about contestants, so that a share is one of the votes; else they are of places or hours."""
    kinds = {name.kind for row in rows for name in reading.names_in(*_spans(reading, row)[0])}
    standing = {name.kind for row in rows for name in reading.names_in(row.start, row.end)}
    return not standing.isdisjoint(ON_BALLOT) or not (
        "place" in kinds or any(_clock_in(reading, _spans(reading, row)[0]) for row in rows)
    )


def _fits(cell: Cell) -> bool:
    return (
        cell.quantity.unit != "percent"
        or cell.column.metric in PERCENT_METRICS
        or (cell.column.metric == "polling_stations_observed")
    )


def _quantity(reading: Reading, span: tuple[int, int]) -> Quantity | None:
    return next((q for q in reading.quantities if span[0] <= q.start and q.end <= span[1]), None)


def _column(reading: Reading, span: tuple[int, int], words: Lexicon, above: Metric | None) -> Column:
    clock = _clock_in(reading, span)
    if clock is not None:
        return Column(above or "turnout", clock)
    standing = [name for name in reading.names_in(*span) if name.kind in _STANDING]
    return Column(_meaning(reading.folded[slice(*span)], words), subject=standing[0] if standing else None)


_LEAST_STANDING = 2


def _won(reading: Reading, rows: list[Segment], at: int, column: Column) -> Column:
    """A contestant's column: of shares where all its numbers are no more than 100 and some are broken or marked so."""
    found = [_quantity(reading, _spans(reading, row)[at]) for row in rows]
    values = [quantity for quantity in found if quantity is not None and quantity.value is not None]
    small = all((quantity.value or 0) <= _ALL for quantity in values)
    marked = any(q.unit == "percent" or (q.precision or 1) < 1 for q in values)
    return replace(column, metric="vote_share" if small and marked else "votes")


_ALL = 100


def _meaning(head: str, words: Lexicon) -> Metric | None:
    """The metric that a column head names; a head may say what we do not count."""
    if words.columns["skip"].search(head):
        return None
    percent = words.columns["vote_share"].search(head)
    for metric, pattern in words.columns.items():
        if metric not in ("skip", "vote_share") and pattern.search(head):
            return "vote_share" if metric == "votes" and percent else metric  # type: ignore[return-value]
    return "vote_share" if percent else None


def _plain_table(reading: Reading, run: list[Segment], words: Lexicon) -> Iterator[tuple[int, list[Cell]]]:
    width = _plain(reading, run[0])
    heads = _broken_heads(reading, run[0], width)
    if heads is None:
        return
    columns = [Column(_meaning(head, words)) for head in heads]
    for row in run:
        match = _PLAIN_ROW.fullmatch(reading.text, row.start, row.end)
        assert match is not None
        offset = match.start("numbers")
        numbers = [(offset + n.start(), offset + n.end()) for n in re.finditer(r"\S+", match["numbers"])]
        filled = [
            Cell(_number(reading, span), column, match.span("label"))
            for span, column in zip(numbers, columns, strict=True)
            if column.metric
        ]
        yield row.start, filled


def _number(reading: Reading, span: tuple[int, int]) -> Quantity:
    """A bare number of a column. Neighbouring columns look like one number with thousands, so it is read by itself."""
    from decimal import Decimal

    written = reading.text[slice(*span)].replace(",", ".")
    value = Decimal(written)
    precision = Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
    return Quantity(value, None, None, None, "exact", precision, None, reading.text[slice(*span)], *span, *span)


def _broken_heads(reading: Reading, first: Segment, width: int) -> list[str] | None:
    """The heads over the first row, joined and parted again at their capitals; None where they do not come out even."""
    lines: list[Segment] = []
    above = first.previous
    while (
        above is not None and len(lines) < _HEAD_LINES and not re.search(r"\d", reading.text[above.start : above.end])
    ):
        shown = reading.text[above.start : above.end]
        if (shown.isupper() and len(shown) > 15) or len(shown) > 80:
            break
        lines.insert(0, above)
        above = above.previous
    text = " ".join(reading.text[line.start : line.end] for line in lines)
    heads = [head.strip().casefold() for head in _HEAD.split(text) if head.strip()]
    return heads[-width:] if len(heads) >= width else None
