"""Slides: the boxes of a page in the order a reader takes them, which is seldom the order they stand in the file.

The page is cut again and again at its widest gap, across or along (the recursive XY-cut of Nagy and Seth, 1984), until
no gap parts one box from another. What stands in even rows over several columns is a table and is kept in rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from crawler.extraction.text import CELL

_GAP = 0.9  # of a line's height: a wider gap parts boxes
_COLUMN_GAP = 1.2
_FEWEST_ROWS = 3
_EVEN_HEIGHTS = 1.8  # rows of a table are written alike; a big figure over its small label is no table


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together, and where: in points, from the page's bottom left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Of its letters, about."""
        return self.top - self.bottom


def reading_order(runs: list[Run]) -> list[str]:
    """The lines of a slide, box by box."""
    runs = [run for run in runs if run.text.strip()]
    if not runs:
        return []
    height = median(run.height for run in runs)
    across = _widest_gap(runs, lambda run: (-run.top, -run.bottom))
    along = _widest_gap(runs, lambda run: (run.left, run.right))
    if along[0] > _COLUMN_GAP * height and along[0] >= across[0]:
        left = [run for run in runs if run.left < along[1]]
        right = [run for run in runs if run.left >= along[1]]
        rows = _table_rows(runs) if _are_rows(left, right) else None
        return rows or reading_order(left) + reading_order(right)
    if across[0] > _GAP * height:
        above = [run for run in runs if -run.top < across[1]]
        below = [run for run in runs if -run.top >= across[1]]
        if along[0] > _COLUMN_GAP * height and (rows := _table_rows(runs)):
            return rows
        return reading_order(above) + reading_order(below)
    return [" ".join(run.text.strip() for run in line) for line in _lines(runs)]


def _widest_gap(runs: list[Run], ends: Callable[[Run], tuple[float, float]]) -> tuple[float, float]:
    """The widest stretch that no run covers, and where it ends."""
    spans = sorted(ends(run) for run in runs)
    widest, place, reached = 0.0, 0.0, spans[0][1]
    for start, end in spans[1:]:
        if start - reached > widest:
            widest, place = start - reached, start
        reached = max(reached, end)
    return widest, place


def _lines(runs: list[Run]) -> list[list[Run]]:
    """Runs that share a line, the lines from the top."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -(run.top + run.bottom)):
        middle = (run.top + run.bottom) / 2
        if lines and lines[-1][0].bottom <= middle <= lines[-1][0].top:
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.left) for line in lines]


def _are_rows(left: list[Run], right: list[Run]) -> bool:
    rows, others = _lines(left), _lines(right)
    middles = [(line[0].top + line[0].bottom) / 2 for line in others]
    level = sum(any(line[0].bottom <= middle <= line[0].top for middle in middles) for line in rows)
    heights = [run.height for run in (*left, *right)]
    return (
        min(len(rows), len(others)) >= _FEWEST_ROWS
        and level >= 0.8 * max(len(rows), len(others))
        and max(heights) <= _EVEN_HEIGHTS * min(heights)
    )


def _table_rows(runs: list[Run]) -> list[str] | None:
    """The lines as rows of cells, where each of them has at least two."""
    lines = _lines(runs)
    if len(lines) < _FEWEST_ROWS or any(len(line) < 2 for line in lines):
        return None
    return [CELL.join(run.text.strip() for run in line) for line in lines]
