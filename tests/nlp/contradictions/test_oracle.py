"""Consistent elections contradict nothing, and a changed cell is reported exactly when it breaks a relation.

A few hundred elections here; `benchmarks/oracle.py` takes any number.
"""

from __future__ import annotations

from tests.nlp.contradictions.oracle import false_alarms, missed

FEW = range(150)


def test_consistent_elections_told_in_every_way_contradict_nothing() -> None:
    assert [alarm for seed in FEW for alarm in false_alarms(seed)] == []


def test_a_changed_cell_is_reported_exactly_when_it_breaks_a_relation() -> None:
    broken, differences = zip(*(missed(seed) for seed in FEW), strict=True)
    assert [difference for found in differences for difference in found] == []
    assert sum(broken) > len(FEW) / 2
