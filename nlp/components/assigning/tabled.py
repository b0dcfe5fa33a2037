"""Figures of table rows, and of numbers over their label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nlp.claims import Contest, Metric
from nlp.components.assigning.found import Found, as_percent, plausible
from nlp.components.contests import contests_in
from nlp.components.context import Context
from nlp.components.frames import PERCENT_METRICS, Lexicon
from nlp.components.masks import Mask
from nlp.components.reading import ON_BALLOT, Name, Reading
from nlp.components.tables import Cell
from nlp.quantities import Quantity
from nlp.segments import Segment


def _standing(entities: Sequence[object]) -> list[Name]:
    """The contestants among what a row names."""
    return [e for e in entities if isinstance(e, Name) and e.kind in ON_BALLOT]


def tabled(masked: Mask, row: list[Cell], reading: Reading) -> dict[int, Found]:
    """The figures of a table's row."""
    found: dict[int, Found] = {}
    alone = _standing([entity for _, entity in masked.all("K")])
    for cell in row:
        metric = cell.column.metric
        quantity = cell.quantity if metric not in PERCENT_METRICS else as_percent(cell.quantity)
        if metric is None or quantity is None or not plausible(quantity, metric):
            continue
        named = _standing(reading.names_in(*cell.label)) or (alone if len(alone) == 1 else [])
        position = masked.position(cell.quantity.start)
        found[position] = Found(
            position, quantity, metric, 5, "table", 0, len(masked.text),
            cell.column.subject or (named[0] if named else None),
            clock=cell.column.clock, label=cell.label, source=cell.column.source,
        )  # fmt: skip
    return found


_LONGEST_SLIDE = 60
"""Lines from the top of a slide to its row of percentages, or from there to its end; a longer page is none."""


def labelled_below(here: Context) -> dict[int, Found]:
    """A slide's row of bare percentages whose labels, one contest each in the same order, stand below it."""
    reading, segment, masked = here.reading, here.segment, here.masked
    shares = masked.all("P")
    if len(shares) < 2 or re.search(r"\w", re.sub("P", "", masked.text)):
        return {}
    page = [line for line in reading.around(segment, _LONGEST_SLIDE) if line.page == segment.page]
    below: list[Contest] = []
    for line in page:
        if line.start > segment.start and len(contests_in(reading, line.start, line.end)) == 1:
            below.append(_narrow(reading, line))
    metric = next((m for s in page if (m := context_metric(reading.folded[s.start : s.end], here.words))), None)
    if metric not in PERCENT_METRICS or len(below) != len(shares):
        return {}
    found = {}
    for (position, quantity), contest in zip(shares, below, strict=True):
        if isinstance(quantity, Quantity):
            found[position] = Found(position, quantity, metric, 5, "labels below", 0, len(masked.text), contest=contest)
    return found


def _narrow(reading: Reading, line: Segment) -> Contest:
    """The contest of a label; its first word may stand on the line above ("ОБЛАСТНОЙ / МАСЛИХАТ")."""
    start = line.previous.start if line.previous is not None and line.previous.page == line.page else line.start
    return (contests_in(reading, start, line.end) or contests_in(reading, line.start, line.end))[0]


@lru_cache(maxsize=1000)
def context_metric(text: str, words: Lexicon) -> Metric | None:
    return next((metric for metric, pattern in words.context.items() if pattern.search(text)), None)


def above_metric(reading: Reading, segment: Segment, words: Lexicon) -> Metric | None:
    for above in segment.above:
        metric = context_metric(reading.folded[above.start : above.end], words)
        if metric:
            return metric
    return None
