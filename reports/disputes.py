"""What a reader sees of contradictions: one dispute a cell, with its camps, however many pairs there are in it."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from nlp.claims import Contest
from nlp.contradictions.records import Contradiction, Kind, Side
from nlp.statements import folded
from reports.cells import GROUPS, Group, group_of


class _Cell(NamedTuple):
    election: str | None
    contest: Contest | None
    metric: str
    subject: str
    place: str | None
    locality: str


@dataclass(frozen=True)
class Camp:
    """Sides of a dispute that do not contradict each other, those that most pages tell first."""

    sides: tuple[Side, ...]

    @property
    def lead(self) -> Side:
        """The side that most pages tell."""
        return self.sides[0]

    @property
    def documents(self) -> tuple[str, ...]:
        """All pages that say so, those of the leading side first."""
        return tuple(dict.fromkeys(page for side in self.sides for page in (side.document, *side.documents)))

    @property
    def group(self) -> Group:
        """The kind of speakers: the first in the order of the reports' columns."""
        return min((group_of(side.source_type) for side in self.sides), key=GROUPS.index)

    def as_json(self) -> dict[str, Any]:
        """The camp as plain data."""
        return {
            "group": self.group, "documents": list(self.documents),
            "sides": [
                side.model_dump(mode="json", exclude={"mentions", "documents"}, exclude_none=True)
                for side in self.sides
            ],
        }  # fmt: skip


@dataclass(frozen=True)
class Dispute:
    """A quantity or a judged aspect on which accounts clash: its camps, and its contradictions, the gravest first."""

    cell: _Cell
    contradictions: tuple[Contradiction, ...]

    @property
    def id(self) -> str:
        """A hash of the cell."""
        return hashlib.sha256(json.dumps(self.cell).encode()).hexdigest()[:20]

    @property
    def election(self) -> str | None:
        return self.cell.election

    @property
    def contest(self) -> Contest | None:
        return self.cell.contest

    @property
    def metric(self) -> str:
        return self.cell.metric

    @property
    def place(self) -> str | None:
        return self.cell.place

    @property
    def subject(self) -> str | None:
        """Whose figure it is, as the gravest contradiction writes it."""
        return self.contradictions[0].subject

    @property
    def subject_id(self) -> str | None:
        """The id of whose figure it is, where reference data has one."""
        return self.contradictions[0].a.subject_id if self.subject else None

    @property
    def locality(self) -> str | None:
        return next((side.locality for one in self.contradictions for side in (one.a, one.b) if side.locality), None)

    @property
    def kind(self) -> Kind:
        """That of the gravest contradiction."""
        return self.contradictions[0].kind

    @property
    def severity(self) -> float:
        """That of the gravest contradiction."""
        return self.contradictions[0].severity

    @cached_property
    def camps(self) -> tuple[Camp, ...]:
        """Sides in the order of their values, parted where one contradicts another; official accounts first.

        What is worked out from several figures stands apart from what somebody states.
        """
        sides = {_key(side): side for one in self.contradictions for side in _told(one)}
        opposed = {frozenset((_key(one.a), _key(one.b))) for one in self.contradictions}
        camps: list[list[Side]] = []
        for side in sorted(sides.values(), key=_value):
            fits = camps and not any(
                _is_worked_out(side) != _is_worked_out(other) or frozenset((_key(side), _key(other))) in opposed
                for other in camps[-1]
            )
            if fits:
                camps[-1].append(side)
            else:
                camps.append([side])
        made = [Camp(tuple(sorted(camp, key=lambda side: (-len(side.documents), _value(side))))) for camp in camps]
        return tuple(sorted(made, key=lambda camp: GROUPS.index(camp.group)))

    def as_json(self, lang: str) -> dict[str, Any]:
        """The dispute as plain data, explained in `lang`."""
        return {
            "id": self.id, "election": self.election, "contest": self.contest, "metric": self.metric,
            "subject": self.subject, "place": self.place, "locality": self.locality, "kind": self.kind,
            "severity": self.severity, "camps": [camp.as_json() for camp in self.camps],
            "contradictions": [
                {"id": one.id, "kind": one.kind, "severity": one.severity, "explanation": one.explanations[lang]}
                for one in self.contradictions
            ],
        }  # fmt: skip


def disputes(contradictions: Iterable[Contradiction]) -> list[Dispute]:
    """Contradictions by their cell, the gravest dispute first.

    One that leaves its contest open is part of the only dispute it can belong to, if there is just one.
    """
    cells: defaultdict[_Cell, list[Contradiction]] = defaultdict(list)
    for one in contradictions:
        cells[_cell(one)].append(one)
    for cell in [cell for cell in cells if cell.contest is None]:
        whole = [other for other in cells if other.contest and other._replace(contest=None) == cell]
        if len(whole) == 1:
            cells[whole[0]] += cells.pop(cell)
    made = [Dispute(cell, tuple(sorted(found, key=lambda c: (-c.severity, c.id)))) for cell, found in cells.items()]
    return sorted(made, key=lambda dispute: (-dispute.severity, dispute.id))


def _cell(one: Contradiction) -> _Cell:
    """Where the sides differ in place, as a part and its whole, the dispute is on the whole."""
    place = one.place or one.b.place
    localities = {folded(side.locality) for side in (one.a, one.b)}
    subject = (one.a.subject_id or folded(one.subject)) if one.subject else ""
    contest = one.contest or one.a.contest or one.b.contest
    return _Cell(one.election, contest, one.metric, subject, place, localities.pop() if len(localities) == 1 else "")


def _told(one: Contradiction) -> tuple[Side, ...]:
    """The sides that are accounts: what the first one's own figures should add up to nobody states."""
    return (one.a,) if one.a.statements == one.b.statements else (one.a, one.b)


def _is_worked_out(side: Side) -> bool:
    return len(side.statements) > 1


def _key(side: Side) -> tuple[object, ...]:
    return side.statements, side.value, side.low, side.high, side.polarity


def _value(side: Side) -> tuple[Decimal, str, tuple[str, ...]]:
    value = side.low if side.value is None else side.value
    return value or Decimal(0), side.polarity or "", side.statements
