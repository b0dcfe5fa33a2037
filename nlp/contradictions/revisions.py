"""Figures that a page changed after it was first saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from nlp.claims import Extraction
from nlp.contradictions.actors import NoReference, ReferenceLike
from nlp.contradictions.engine import of_figures
from nlp.contradictions.finding import Finding, Term
from nlp.contradictions.records import Contradiction
from nlp.contradictions.rules import Revised, the
from nlp.contradictions.said import Said, as_said
from nlp.statements import statements


def revisions(before: Extraction, after: Extraction, reference: ReferenceLike | None = None) -> list[Contradiction]:
    """The figures that a page's later version gives otherwise than the earlier, every other slot equal.

    Both versions must have been read by one version of the extractor: a better reader must not look like an edit. A
    figure that only became more precise is none, and where a cell lost or gained several figures nothing is said.
    """
    known = reference or NoReference()
    return [of_figures(finding, known) for finding in _changed(_cells(before, known), _cells(after, known))]


def _cells(version: Extraction, reference: ReferenceLike) -> dict[Hashable, dict[str, Said]]:
    """The figures of a version by all that tells them from others, but the number."""
    cells: dict[Hashable, dict[str, Said]] = defaultdict(dict)
    for statement in statements([version]):
        said = as_said(statement, reference)
        if said is not None:
            f = said.figure
            key = (f.metric, f.unit, f.election, f.contest, said.where, f.as_of, f.stage, f.sample)
            cells[*key, said.subject.key, said.speaker.key, f.source_type][said.id] = said
    return cells


def _changed(before: dict[Hashable, dict[str, Said]], after: dict[Hashable, dict[str, Said]]) -> Iterator[Finding]:
    rule = the(Revised)
    for cell in before.keys() & after.keys():
        lost = [said for id_, said in before[cell].items() if id_ not in after[cell]]
        gained = [said for id_, said in after[cell].items() if id_ not in before[cell]]
        if len(lost) == len(gained) == 1 and (gap := lost[0].interval.gap(gained[0].interval)) > 0:
            yield Finding(rule.kind, "revision", Term((lost[0],)), Term((gained[0],)), gap)
