"""How much a contradiction weighs, from 0 to 1: the size of its gap and the certainty of its scope and speakers.

`severity.toml` declares every number and says what it means.
"""

from __future__ import annotations

from decimal import Decimal

from nlp.contradictions.data import table
from nlp.contradictions.finding import Finding


def severity(finding: Finding) -> float:
    """The weight of a contradiction between figures."""
    floor = table("severity")["floor"]
    return round(float(_certainty(finding) * (floor + (1 - floor) * _size(finding))), 2)


def judgement_severity() -> float:
    return float(table("severity")["certainty"]["judgement"])


def _size(finding: Finding) -> Decimal:
    """The gap against the largest that matters: in points, or as a share of the larger count."""
    scale = table("severity")
    leading = finding.b.said[0]
    if leading.figure.unit == "percent":
        impossible = finding.rest is not None and finding.rest.verdict == "impossible"
        least = scale["impossible"] if impossible else Decimal(0)
        return max(least, min(Decimal(1), finding.gap / Decimal(scale["full_points"])))
    largest = max(said.interval.low for said in (finding.a.said[0], leading))
    return min(Decimal(1), finding.gap / (largest * Decimal(scale["full_share"]))) if largest else Decimal(1)


def _certainty(finding: Finding) -> Decimal:
    weights = table("severity")["certainty"]
    figures = [said.figure for said in (finding.a.said[0], finding.b.said[0])]
    certainty = Decimal(1)
    if None in (figures[0].contest, figures[1].contest) and figures[0].contest != figures[1].contest:
        certainty *= weights["open_contest"]
    if any(figure.source is None for figure in figures):
        certainty *= weights["unnamed_speaker"]
    if any(figure.source_type == "pollster" for figure in figures):
        certainty *= weights["exit_poll"]
    if finding.rest is not None and finding.rest.verdict == "possible":
        certainty *= weights["possible_rest"]
    return certainty
