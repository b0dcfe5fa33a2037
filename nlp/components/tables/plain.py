"""Tables of plain numbers behind a name, as in text drawn from slides: there the heads are broken over lines, and each
begins with a capital letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nlp.components.frames import Lexicon
from nlp.components.reading import Reading
from nlp.components.tables.cells import Cell, Column, Row, Span, metric_of, runs
from nlp.quantities import Quantity
from nlp.segments import Segment

_ROW = re.compile(
    r"(?:\d{1,3}[.)]?\s+)?(?P<label>[^\W\d][^\d]{1,40}?):?\s+(?P<numbers>\d+(?:[.,]\d+)?(?:\s+\d+(?:[.,]\d+)?){2,})\s*%?$"
)
_HEAD = re.compile(r"(?=(?<![^\s])[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][a-zа-яёәіңғүұқөһ])")
_HEAD_LINES = 8
_LONGEST_TITLE, _LONGEST_HEAD = 15, 80
"""A longer line in capitals is a title; a longer line is no head at all."""


def plain(reading: Reading, words: Lexicon) -> Iterator[Row]:
    """The rows of such tables."""
    for run in runs(reading.segments, lambda segment: _width(reading, segment)):
        heads = _heads(reading, run[0], _width(reading, run[0]))
        columns = [Column(metric_of(head, words)) for head in heads]
        for row in run if columns else ():
            yield row.start, _cells(reading, row, columns)


def _width(reading: Reading, segment: Segment) -> int:
    match = _ROW.fullmatch(reading.text, segment.start, segment.end)
    return len(match["numbers"].split()) if match else 0


def _heads(reading: Reading, first: Segment, width: int) -> list[str]:
    """The heads over the first row, joined and parted again at their capitals; none where they do not come out even."""
    lines: list[str] = []
    above = first.previous
    while above is not None and len(lines) < _HEAD_LINES:
        shown = reading.text[above.start : above.end]
        title = shown.isupper() and len(shown) > _LONGEST_TITLE
        if title or len(shown) > _LONGEST_HEAD or re.search(r"\d", shown):
            break
        lines.insert(0, shown)
        above = above.previous
    heads = [head.strip().casefold() for head in _HEAD.split(" ".join(lines)) if head.strip()]
    return heads[-width:] if len(heads) >= width else []


def _cells(reading: Reading, row: Segment, columns: list[Column]) -> list[Cell]:
    match = _ROW.fullmatch(reading.text, row.start, row.end)
    assert match is not None
    offset = match.start("numbers")
    numbers = [(offset + n.start(), offset + n.end()) for n in re.finditer(r"\S+", match["numbers"])]
    return [
        Cell(_number(reading, span), column, match.span("label"))
        for span, column in zip(numbers, columns, strict=True)
        if column.metric
    ]


def _number(reading: Reading, span: Span) -> Quantity:
    """A bare number of a column. Neighbouring columns look like one number with thousands, so it is read by itself."""
    written = reading.text[slice(*span)]
    value = Decimal(written.replace(",", "."))
    precision = Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
    return Quantity(value, None, None, None, "exact", precision, None, written, *span, *span)
