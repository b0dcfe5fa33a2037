"""The arithmetic oracle.

Made-up elections that are consistent, told in every way, must contradict nothing. One changed cell must be reported
exactly when an independent reckoning says that some relation is broken. `benchmarks/oracle.py` runs it at full length.
"""

from __future__ import annotations

import datetime as dt

from nlp.claims import Extraction
from nlp.contradictions import judge
from nlp.statements import statements
from tests.nlp.contradictions.changes import changed
from tests.nlp.contradictions.elections import election
from tests.nlp.contradictions.tellings import told

DAY = dt.date(2031, 1, 13)


def false_alarms(seed: int) -> list[str]:
    """What contradicts in a consistent election; that a sample's rest is possible is no contradiction."""
    found = judge(told(election(seed), seed))
    return [f"{seed} {c.kind}: {c.explanations['en']}" for c in found if c.verdict != "possible"]


def missed(seed: int) -> tuple[int, list[str]]:
    """One changed cell: whether a relation breaks (0 or 1), and where engine and reckoning differ."""
    claims, cell, broken = changed(seed)
    pages = statements([Extraction(id="protocol", published=DAY, figures=tuple(claims))])
    (culprit,) = [said.id for said in pages if said.claim == cell]
    found = [c for c in judge(pages) if culprit in (*c.a.statements, *c.b.statements)]
    if broken and not found:
        return 1, [f"{seed} missed: {broken}: {cell.metric} {cell.value} {cell.subject} {cell.place} {cell.locality}"]
    if found and not broken:
        return 0, [f"{seed} wrongly reported: {found[0].explanations['en']}"]
    return int(bool(broken)), []
