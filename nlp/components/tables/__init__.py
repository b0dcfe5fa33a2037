"""Tables: what each column counts and what each row is about.

A column's meaning stands in its head: a metric ("Явка", "Votes"), an hour under a title that names the metric, whose
figures it holds, or the contestant whose votes stand below.
"""

from __future__ import annotations

from nlp.claims import Metric
from nlp.components.frames import Lexicon
from nlp.components.reading import Reading
from nlp.components.tables.aligned import aligned
from nlp.components.tables.cells import Cell
from nlp.components.tables.headed import headed
from nlp.components.tables.plain import plain

__all__ = ["Cell", "cells"]


def cells(reading: Reading, words: Lexicon, metric_above: dict[int, Metric | None]) -> dict[int, list[Cell]]:
    """The cells of all tables by the start of their row's segment. `metric_above` is what stands over each segment. A
    row without cells belongs to a table all the same: no frame reads it a second time."""
    return {
        **dict(headed(reading, words, metric_above)),
        **dict(aligned(reading, words)),
        **dict(plain(reading, words)),
    }
