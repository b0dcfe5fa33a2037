"""Contradictions come in: which circles of claims are to be judged, on what, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, select, tuple_
from sqlalchemy.orm import Session

from nlp.contradictions.circles import circle_of
from nlp.contradictions.records import Contradiction, Side
from nlp.statements import Statement
from storage import loading, tables
from storage.database import portions
from storage.part import Part, now
from storage.rows import add
from storage.tables import Base
from storage.views import Circles, Closed

OWN = "revision/"
"""Begins the circle of what a page contradicts by itself, which no claim stands in."""

_CIRCLES: BindParameter[str] = bindparam("circles", expanding=True)
_UNJUDGED = Base.metadata.tables["unjudged"]
_ALL_UNJUDGED = select(_UNJUDGED.c.circle).order_by(_UNJUDGED.c.circle)
_MARKS = select(_UNJUDGED.c.circle, _UNJUDGED.c.mark).where(_UNJUDGED.c.circle.in_(_CIRCLES))
_MARKED = tuple_(_UNJUDGED.c.circle, _UNJUDGED.c.mark).in_(bindparam("marks", expanding=True))
_JUDGED = delete(_UNJUDGED).where(_MARKED)
_FOUND = select(tables.Contradiction)
_OPEN = _FOUND.where(tables.Contradiction.circle.in_(_CIRCLES), tables.Contradiction.closed.is_(None))
_EVER_FOUND = _FOUND.where(tables.Contradiction.id.in_(bindparam("ids", expanding=True)))


class Judging(Part):
    """What the search for contradictions needs."""

    def unjudged_circles(self) -> list[str]:
        """Circles whose claims have changed since their contradictions were saved."""
        with self._database.read() as session:
            return list(session.scalars(_ALL_UNJUDGED))

    def circles(self, names: Sequence[str]) -> Circles:
        """Some circles with all statements that stand in them, by id."""
        with self._database.read() as session:
            marks = {row.circle: row.mark for row in session.execute(_MARKS, {"circles": list(names)})}
            return Circles({name: marks.get(name) for name in names}, tuple(loading.statements_in(session, names)))

    def save_contradictions(self, circles: Circles, found: Iterable[Contradiction]) -> None:
        """Let `found` be the open contradictions of some circles: new ones are added, vanished ones closed.

        A circle counts as judged, unless its claims changed after it was given out.
        """
        said = {one.id: one for one in circles.statements}
        by_id = {contradiction.id: contradiction for contradiction in found}
        wanted = {id_: _row(id_, one, said) for id_, one in by_id.items()}
        with self._database.write() as session:
            self._keep(session, list(circles.marks), wanted, by_id)
            judged = [(name, mark) for name, mark in circles.marks.items() if mark is not None]
            session.execute(_JUDGED, {"marks": judged})

    def save_own(self, document: str, found: Iterable[Contradiction]) -> None:
        """Let `found` be what a document contradicts by itself; others are closed.

        That is what its versions, all read by one extractor, changed, and where its headline opposes its text.
        """
        page = f"{OWN}{document}"
        by_id = {one.id: one for one in found}
        if not by_id and not self._holds(page):
            return
        wanted = {id_: {**_plain(id_, one, page), "body": one.model_dump_json()} for id_, one in by_id.items()}
        with self._database.write() as session:
            self._keep(session, [page], wanted, by_id)

    def _holds(self, circle: str) -> bool:
        row = tables.Contradiction
        with self._database.read() as session:
            return session.scalar(select(row.id).where(row.circle == circle, row.closed.is_(None)).limit(1)) is not None

    def _keep(
        self,
        session: Session,
        circles: Sequence[str],
        wanted: dict[str, dict[str, Any]],
        by_id: dict[str, Contradiction],
    ) -> None:
        held = _held(session, circles, wanted)
        _close_vanished(session, [row for row in held.values() if row.closed is None and row.id not in wanted])
        for id_, row in wanted.items():
            if (known := held.get(id_)) is not None:
                for column, value in row.items():
                    setattr(known, column, value)
        if new := [{**row, "first_found": now()} for id_, row in wanted.items() if id_ not in held]:
            add(session, tables.Contradiction, new)
            add(session, tables.Member, [one for row in new for one in _members(by_id[row["id"]])])


def close(contradictions: Iterable[tables.Contradiction], because: Closed) -> None:
    """Let contradictions be history."""
    for row in contradictions:
        row.closed, row.closed_because = now(), because


def _row(id_: str, found: Contradiction, said: dict[str, Statement]) -> dict[str, Any]:
    members = [said[member] for side in (found.a, found.b) for member in side.statements if member in said]
    kept = found.model_copy(update={"a": _as_kept(found.a, said), "b": _as_kept(found.b, said)})
    circle = circle_of([member.claim for member in members])
    return {**_plain(id_, found, circle), "body": kept.model_dump_json()}


def _plain(id_: str, found: Contradiction, circle: str) -> dict[str, Any]:
    return {
        "id": id_, "circle": circle, "election": found.election, "kind": found.kind, "severity": found.severity,
        "closed": None, "closed_because": None,
    }  # fmt: skip


def _as_kept(side: Side, said: dict[str, Statement]) -> Side:
    """A side as history needs it, when its claims may be gone: one mention of each, however many pages repeat it."""
    mentions = tuple(said[id_].mentions[0] for id_ in side.statements if id_ in said)
    documents = dict.fromkeys((side.document, *(mention.document for mention in mentions)))
    return side.model_copy(update={"mentions": mentions, "documents": tuple(documents)})


def _members(found: Contradiction) -> list[dict[str, str]]:
    return [
        {"contradiction_id": found.id, "side": side, "statement_id": statement}
        for side, members in (("a", found.a.statements), ("b", found.b.statements))
        for statement in dict.fromkeys(members)
    ]


def _held(session: Session, circles: Sequence[str], wanted: Iterable[str]) -> dict[str, tables.Contradiction]:
    """What is open in some circles, and whatever was ever found of what is wanted."""
    held = {one.id: one for one in session.scalars(_OPEN, {"circles": list(circles)})}
    for some in portions([id_ for id_ in wanted if id_ not in held]):
        held |= {one.id: one for one in session.scalars(_EVER_FOUND, {"ids": some})}
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
        close([row for row in these if row.id in gone], "withdrawn")
        close([row for row in these if row.id not in gone], "reconciled")
