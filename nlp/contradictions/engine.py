"""From statements to contradictions: reads the figures, asks every relation, and puts what it finds into words."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from nlp.claims import Assessment, Extraction
from nlp.contradictions import rules
from nlp.contradictions.accounts import Background, accounts
from nlp.contradictions.actors import NoReference, ReferenceLike
from nlp.contradictions.circles import circle_of
from nlp.contradictions.explanations import explain, explain_judgements
from nlp.contradictions.finding import Finding, Opposed, figure_side, judgement_side
from nlp.contradictions.listed import listed
from nlp.contradictions.ratios import ratios
from nlp.contradictions.records import Contradiction
from nlp.contradictions.relations import Cells, equalities, parts_beside_wholes
from nlp.contradictions.rules import the
from nlp.contradictions.said import Said, read
from nlp.contradictions.samples import Totals
from nlp.contradictions.severity import judgement_severity, severity
from nlp.contradictions.stances import headline_against_text, stances
from nlp.contradictions.sums import sums
from nlp.statements import Statement


def judge(
    statements: Iterable[Statement], reference: ReferenceLike | None = None, within: Container[str] | None = None
) -> list[Contradiction]:
    """All contradictions among statements, the weightiest first; the same in whatever order the statements come.

    `reference` tells which names are one actor. Statements without a number, an election or a place meet nothing. With
    `within`, only the contradictions that belong to those circles (`circles` says which statements that takes).
    """
    said = list(statements)
    known = reference or NoReference()
    findings = [f for f in _findings(read(said, known), known) if within is None or circle_of(f.claims) in within]
    opposed = [o for o in stances(said, known) if within is None or circle_of(o.claims) in within]
    found = [of_figures(finding, known) for finding in findings] + [_of_judgements(one, known) for one in opposed]
    unique = {contradiction.id: contradiction for contradiction in found}
    return sorted(unique.values(), key=lambda contradiction: (-contradiction.severity, contradiction.id))


def judge_headline(said: Extraction, reference: ReferenceLike | None = None) -> list[Contradiction]:
    """The judgements of a page's headline that its own text contradicts."""
    known = reference or NoReference()
    return [_of_judgements(opposed, known) for opposed in headline_against_text(said, known)]


def _findings(figures: list[Said], reference: ReferenceLike) -> Iterator[Finding]:
    cells = Cells(figures)
    yield from equalities(cells, Totals(figures))
    yield from parts_beside_wholes(cells)
    background = Background(figures, reference)
    for account in accounts(figures):
        for relation in (sums, ratios, listed):
            yield from relation(account, background)


def of_figures(finding: Finding, reference: ReferenceLike) -> Contradiction:
    """A finding as the contradiction that is stored and shown."""
    a, b = figure_side(finding.a), figure_side(finding.b)
    stated = finding.b.said[0].figure
    first = finding.a.said[0].figure
    many = len({said.subject.key for said in finding.a.said}) > 1
    metric = stated.metric if finding.wording in ("ratio", "passed", "weighted") else first.metric
    return Contradiction(
        kind=finding.kind, election=max(first.election or "", stated.election or "", key=len) or None, metric=metric,
        subject=a.subject if b.subject and not many else None,
        place=a.place if a.place == b.place else None,
        contest=a.contest if a.contest == b.contest else None,
        a=a, b=b, severity=severity(finding), verdict=finding.rest.verdict if finding.rest else None,
        explanations=explain(finding, reference),
    )  # fmt: skip


def _of_judgements(opposed: Opposed, reference: ReferenceLike) -> Contradiction:
    a, b = opposed.a.claim, opposed.b.claim
    if not isinstance(a, Assessment) or not isinstance(b, Assessment):
        raise TypeError("opposed statements are assessments")
    return Contradiction(
        kind=the(rules.Opposed).kind, election=a.election, metric=a.aspect,
        a=judgement_side(opposed.a, a), b=judgement_side(opposed.b, b),
        severity=judgement_severity(), explanations=explain_judgements(opposed, reference),
    )  # fmt: skip
