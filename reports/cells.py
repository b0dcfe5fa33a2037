"""Official beside observed: figures of one quantity in one row, parted by the kind of speaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, get_args

from nlp.claims import Contest, Figure, Metric, Unit
from nlp.statements import Statement, folded

Group = Literal["official", "observed", "contestants", "others"]
GROUPS: tuple[Group, ...] = get_args(Group)

_GROUP_OF: dict[str, Group] = {
    "election_authority": "official",
    "government": "official",
    "citizen_observers": "observed",
    "international_observers": "observed",
    "contestant": "contestants",
}
_METRIC_ORDER = {metric: rank for rank, metric in enumerate(get_args(Metric))}


@dataclass(frozen=True, slots=True)
class Cell:
    """A quantity with all that is said of it, by group of speakers. Every statement holds a `Figure`."""

    election: str | None
    metric: Metric
    unit: Unit
    subject: str | None
    subject_id: str | None
    place: str | None
    locality: str | None
    contest: Contest | None
    as_of: str | None
    said: dict[Group, tuple[Statement, ...]]

    def figures(self, group: Group) -> list[Figure]:
        """What the speakers of a group say."""
        return [said.claim for said in self.said.get(group, ()) if isinstance(said.claim, Figure)]

    @property
    def compares(self) -> bool:
        """Whether official and observed figures stand side by side."""
        return bool(self.said.get("official") and self.said.get("observed"))

    def as_json(self) -> dict[str, Any]:
        """The cell as plain data."""
        key = {
            "election": self.election, "metric": self.metric, "unit": self.unit, "subject": self.subject,
            "place": self.place, "locality": self.locality, "contest": self.contest, "as_of": self.as_of,
        }  # fmt: skip
        return {**key, "said": {group: [statement_json(one) for one in said] for group, said in self.said.items()}}


def group_of(source_type: str) -> Group:
    """The column that a kind of speaker stands in."""
    return _GROUP_OF.get(source_type, "others")


def cells(statements: Iterable[Statement]) -> list[Cell]:
    """Rows of the table: those with both official and observed figures first, then by metric and place."""
    rows: dict[tuple[object, ...], dict[Group, list[Statement]]] = {}
    first: dict[tuple[object, ...], Figure] = {}
    for statement in statements:
        claim = statement.claim
        if not isinstance(claim, Figure):
            continue
        key = (
            claim.election, claim.metric, claim.unit, claim.subject_id or folded(claim.subject), claim.place,
            folded(claim.locality), claim.contest, claim.as_of,
        )  # fmt: skip
        first.setdefault(key, claim)
        group = group_of(claim.source_type)
        rows.setdefault(key, {}).setdefault(group, []).append(statement)
    return sorted((_cell(first[key], said) for key, said in rows.items()), key=_rank)


def statement_json(statement: Statement) -> dict[str, Any]:
    """A statement as plain data: what is claimed, by whom, and where it is said."""
    plain = statement.model_dump(mode="json")
    return {"id": plain["id"], "kind": type(statement.claim).__name__.lower(), **plain["claim"],
            "mentions": plain["mentions"]}  # fmt: skip


def _cell(claim: Figure, said: dict[Group, list[Statement]]) -> Cell:
    return Cell(
        election=claim.election, metric=claim.metric, unit=claim.unit, subject=claim.subject,
        subject_id=claim.subject_id, place=claim.place, locality=claim.locality, contest=claim.contest,
        as_of=claim.as_of,
        said={group: tuple(sorted(said[group], key=_value)) for group in GROUPS if group in said},
    )  # fmt: skip


def _value(statement: Statement) -> tuple[Decimal, str]:
    claim = statement.claim
    value = claim.value if isinstance(claim, Figure) and claim.value is not None else getattr(claim, "low", None)
    return -(value or Decimal(0)), statement.id


def _rank(cell: Cell) -> tuple[object, ...]:
    return (
        not cell.compares, _METRIC_ORDER[cell.metric], cell.place or "", cell.locality or "", cell.contest or "",
        folded(cell.subject), cell.as_of or "",
    )  # fmt: skip
