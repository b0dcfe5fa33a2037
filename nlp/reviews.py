"""The extractor scored on what people said of its claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nlp.claims import Assessment, Document, Extraction, Figure, Incident, Record
from nlp.statements import Claim, folded

_NO_CLAIM, _ALL_RIGHT = "no claim", "right"
_OWN = {Figure: ("metric", "unit", "value", "low", "high"), Assessment: ("aspect", "polarity"), Incident: ("type",)}


class Case(Record):
    """A claim that a person judged: as it was `read`, and what is `right`, null where the words make no claim.

    `slot` is what was wrong; None where the claim is right as read, or where there is none.
    """

    document: Document
    read: Figure | Assessment | Incident
    right: Figure | Assessment | Incident | None
    slot: str | None = None
    reason: str = ""
    by: str = ""

    @property
    def about(self) -> str:
        """What the case tests: a slot, that there is no claim, or that a right claim stays right."""
        return self.slot or (_NO_CLAIM if self.right is None else _ALL_RIGHT)


@dataclass(frozen=True)
class Scored:
    """How one case came out."""

    case: Case
    passed: bool


def evaluate(cases: Iterable[Case], extract: Callable[[Document], Extraction]) -> Iterator[Scored]:
    """Read each case's text anew: passed where its words now make the right claim, or none where none is right."""
    for case in cases:
        read = extract(case.document)
        claims: list[Claim] = [*read.figures, *read.assessments, *read.incidents]
        if case.right is None:
            passed = not any(_says(claim, case.read, None) for claim in claims)
        else:
            passed = any(_says(claim, case.right, case.slot) for claim in claims)
        yield Scored(case, passed)


def shares(scored: Iterable[Scored]) -> dict[str, tuple[int, int]]:
    """Passed cases and all cases by what they test; "all" for all together."""
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for one in scored:
        for about in (one.case.about, "all"):
            passed[about] += one.passed
            total[about] += 1
    return {about: (passed[about], total[about]) for about in sorted(total, key=lambda name: (name == "all", name))}


def _says(claim: Claim, wanted: Claim, slot: str | None) -> bool:
    """Whether words that overlap make the wanted claim: of its kind, with its value and with the slot in question."""
    if type(claim) is not type(wanted) or claim.end <= wanted.start or wanted.end <= claim.start:
        return False
    slots = {*_OWN[type(wanted)], *([slot] if slot else [])}
    return all(_same(claim, wanted, name) for name in slots)


def _same(claim: Claim, wanted: Claim, slot: str) -> bool:
    if slot in ("source", "subject"):
        known = f"{slot}_id"
        if getattr(claim, known) and getattr(wanted, known):
            return bool(getattr(claim, known) == getattr(wanted, known))
        return folded(getattr(claim, slot)) == folded(getattr(wanted, slot))
    return bool(getattr(claim, slot) == getattr(wanted, slot))
