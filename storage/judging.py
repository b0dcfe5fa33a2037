"""Contradictions come in: which circles of claims are to be judged, on what, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from nlp.contradictions.records import Contradiction, Side
from nlp.statements import Mention
from storage import loading, tables
from storage.database import portions
from storage.part import Part, now
from storage.views import Circle, Closed


class Judging(Part):
    """What the search for contradictions needs."""

    def unjudged_circles(self) -> list[str]:
        """Circles whose claims have changed since their contradictions were saved."""
        with self._database.read() as session:
            return list(session.scalars(select(tables.Unjudged.circle).order_by(tables.Unjudged.circle)))

    def circle(self, name: str) -> Circle:
        """A circle with all statements that stand in it, by id."""
        with self._database.read() as session:
            mark = session.scalar(select(tables.Unjudged.mark).where(tables.Unjudged.circle == name))
            return Circle(name, tuple(loading.statements_in(session, name)), mark)

    def save_contradictions(self, circle: Circle, found: Iterable[Contradiction]) -> None:
        """Let `found` be the open contradictions of a circle: new ones are added, vanished ones closed.

        The circle counts as judged, unless its claims changed after it was given out.
        """
        first = {said.id: said.mentions[0] for said in circle.statements}
        by_id = {contradiction.id: contradiction for contradiction in found}
        wanted = {id_: _row(id_, circle.name, one, first) for id_, one in by_id.items()}
        with self._database.write() as session:
            held = _held(session, circle.name, wanted)
            _close_vanished(session, [row for row in held.values() if row.closed is None and row.id not in wanted])
            for id_, row in wanted.items():
                if (known := held.get(id_)) is not None:
                    for column, value in row.items():
                        setattr(known, column, value)
            if new := [{**row, "first_found": now()} for id_, row in wanted.items() if id_ not in held]:
                session.execute(insert(tables.Contradiction), new)
                session.execute(insert(tables.Member), [one for row in new for one in _members(by_id[row["id"]])])
            judged = delete(tables.Unjudged).where(tables.Unjudged.circle == circle.name)
            session.execute(judged.where(tables.Unjudged.mark == circle.mark))


def close(session: Session, contradictions: Iterable[tables.Contradiction], because: Closed) -> None:
    """Let contradictions be history."""
    for row in contradictions:
        row.closed, row.closed_because = now(), because


def _row(id_: str, circle: str, found: Contradiction, first: dict[str, Mention]) -> dict[str, Any]:
    kept = found.model_copy(update={"a": _as_kept(found.a, first), "b": _as_kept(found.b, first)})
    return {
        "id": id_, "circle": circle, "election": found.election, "kind": found.kind, "severity": found.severity,
        "body": kept.model_dump_json(), "closed": None, "closed_because": None,
    }  # fmt: skip


def _as_kept(side: Side, first: dict[str, Mention]) -> Side:
    """A side as history needs it, when its claims may be gone: one mention of each, however many pages repeat it."""
    mentions = tuple(first[id_] for id_ in side.statements if id_ in first)
    documents = dict.fromkeys((side.document, *(mention.document for mention in mentions)))
    return side.model_copy(update={"mentions": mentions, "documents": tuple(documents)})


def _members(found: Contradiction) -> list[dict[str, str]]:
    return [
        {"contradiction_id": found.id, "side": side, "statement_id": statement}
        for side, members in (("a", found.a.statements), ("b", found.b.statements))
        for statement in dict.fromkeys(members)
    ]


def _held(session: Session, circle: str, wanted: Iterable[str]) -> dict[str, tables.Contradiction]:
    """What is open in a circle, and whatever was ever found of what is wanted."""
    row = tables.Contradiction
    held = {one.id: one for one in session.scalars(select(row).where(row.circle == circle, row.closed.is_(None)))}
    for some in portions([id_ for id_ in wanted if id_ not in held]):
        held |= {one.id: one for one in session.scalars(select(row).where(row.id.in_(some)))}
    return held


def _close_vanished(session: Session, vanished: list[tables.Contradiction]) -> None:
    """Close what is no contradiction any more: a claim of it is gone from its pages, or all can hold after all."""
    for some in portions([row.id for row in vanished]):
        gone = set(
            session.scalars(
                select(tables.Member.contradiction_id)
                .outerjoin(tables.Claim, tables.Claim.id == tables.Member.statement_id)
                .where(tables.Member.contradiction_id.in_(some), tables.Claim.id.is_(None))
            )
        )
        these = [row for row in vanished if row.id in some]
        close(session, [row for row in these if row.id in gone], "withdrawn")
        close(session, [row for row in these if row.id not in gone], "reconciled")
