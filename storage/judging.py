"""Contradictions come in: which elections are to be judged, on what, and what was found."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from nlp.contradictions.records import Contradiction
from nlp.statements import Statement
from storage import loading, tables
from storage.database import Database
from storage.part import Part, now
from storage.search import Stems


class Judging(Part):
    """What the search for contradictions needs. Election None holds the claims that name no election."""

    def __init__(self, database: Database, stems: Stems) -> None:
        super().__init__(database, stems)
        self._marks_seen: dict[str | None, str | None] = {}

    def unjudged_elections(self) -> list[str | None]:
        """Elections whose claims have changed since their contradictions were saved."""
        with self._database.read() as session:
            marked = session.scalars(select(tables.Unjudged.election).order_by(tables.Unjudged.election)).all()
        return [election or None for election in marked]

    def statements_of(self, election: str | None) -> list[Statement]:
        """All statements on an election, by id."""
        with self._database.read() as session:
            self._marks_seen[election] = _mark(session, election)
            wanted = select(tables.Claim.id).where(tables.Claim.election == election).order_by(tables.Claim.id)
            return loading.statements(session, session.scalars(wanted).all())

    def save_contradictions(self, election: str | None, found: list[Contradiction]) -> None:
        """Let `found` be the open contradictions of an election: new ones are added, vanished ones closed.

        The election counts as judged, unless its claims changed after this store last gave them out.
        """
        wanted = {contradiction.id: contradiction for contradiction in found}
        with self._database.write() as session:
            mine = select(tables.Contradiction).where(tables.Contradiction.election == election)
            for vanished in session.scalars(mine.where(tables.Contradiction.closed.is_(None))):
                if vanished.id not in wanted:
                    vanished.closed = now()
            for id_, contradiction in wanted.items():
                _keep(session, election, id_, contradiction)
            mark = _mark(session, election)
            if self._marks_seen.pop(election, mark) == mark:
                session.execute(delete(tables.Unjudged).where(tables.Unjudged.election == (election or "")))


def _mark(session: Session, election: str | None) -> str | None:
    return session.scalar(select(tables.Unjudged.mark).where(tables.Unjudged.election == (election or "")))


def _keep(session: Session, election: str | None, id_: str, contradiction: Contradiction) -> None:
    body = contradiction.model_dump_json()
    known = session.get(tables.Contradiction, id_)
    if known is not None:
        # Its members are in its id; its mentions and words may have changed.
        known.election, known.severity, known.body, known.closed = election, contradiction.severity, body, None
        return
    session.add(
        tables.Contradiction(
            id=id_, election=election, kind=contradiction.kind, severity=contradiction.severity, body=body,
            first_found=now(),
        )
    )  # fmt: skip
    session.flush()
    session.add_all(
        tables.Member(contradiction_id=id_, side=side, statement_id=statement)
        for side, members in (("a", contradiction.a.statements), ("b", contradiction.b.statements))
        for statement in dict.fromkeys(members)
    )
