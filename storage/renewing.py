"""What another version of the extractor or of the engine made is made again."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import bindparam, delete, insert, literal, or_, select, union
from sqlalchemy.orm import Session

from nlp.contradictions.circles import circles
from storage import loading, tables
from storage.judging import OWN
from storage.part import Part, newest
from storage.rows import add
from storage.tables import Base

EXTRACTOR, ENGINE = "extractor", "engine"
_CLAIMS_AT_ONCE = 200
_MADE_BY = select(tables.Tool.version).where(tables.Tool.name == bindparam("tool"))
_UNREAD, _UNJUDGED = (Base.metadata.tables[name] for name in ("unread", "unjudged"))


def made_by(session: Session, tool: str) -> str | None:
    """The version of a tool that the store is for."""
    return session.scalar(_MADE_BY, {"tool": tool})


def to_read(session: Session, documents: Collection[int]) -> None:
    """Let documents wait for the extractor."""
    add(session, tables.Unread, [{"document_key": key} for key in sorted(documents)], if_new=True)


class Renewing(Part):
    """What a new version of a tool asks of the store. A kill in between loses nothing: the next call begins again."""

    def read_anew(self, extractor: str) -> None:
        """Let all documents wait that another version of the extractor read."""
        with self._database.read() as session:
            if made_by(session, EXTRACTOR) == extractor:
                return
        by_another = tables.Version.extractor.is_distinct_from(extractor)
        wanted = select(tables.Document.key).join(tables.Version, newest()).where(by_another)
        with self._database.write() as session:
            session.execute(delete(tables.Unread))
            session.execute(insert(_UNREAD).from_select(["document_key"], wanted))
            session.merge(tables.Tool(name=EXTRACTOR, version=extractor))

    def judge_anew(self, engine: str) -> None:
        """If another version of the engine judged, file all claims as this one would, and let it judge all circles.

        What pages contradict by themselves it tells when they are read: those that do or may wait for that.
        """
        with self._database.read() as session:
            if made_by(session, ENGINE) == engine:
                return
        last = ""
        while filed := self._file_after(last):
            last = filed
        found = tables.Contradiction
        judged = select(found.circle).where(found.closed.is_(None), ~found.circle.startswith(OWN))
        names = union(select(tables.Circle.name), judged).subquery()
        with self._database.write() as session:
            session.execute(delete(tables.Unjudged))
            every = select(names.c.name, literal(uuid.uuid4().hex))
            session.execute(insert(_UNJUDGED).from_select(["circle", "mark"], every))
            page = tables.Document
            own = select(found.id).where(found.circle == literal(OWN) + page.id, found.closed.is_(None)).exists()
            to_read(session, session.scalars(select(page.key).where(or_(page.versions > 1, own))).all())
            session.merge(tables.Tool(name=ENGINE, version=engine))

    def _file_after(self, last: str) -> str | None:
        """Put the next claims into their circles; the last of them."""
        row = tables.Circle
        following = select(tables.Claim.id).where(tables.Claim.id > last).order_by(tables.Claim.id)
        with self._database.write() as session:
            ids = session.scalars(following.limit(_CLAIMS_AT_ONCE)).all()
            held: defaultdict[str, set[str]] = defaultdict(set)
            for name, claim in session.execute(select(row.name, row.claim_id).where(row.claim_id.in_(ids))):
                held[claim].add(name)
            wanted = {said.id: set(circles(said.claim)) for said in loading.statements(session, ids)}
            moved = [id_ for id_, names in wanted.items() if names != held[id_]]
            session.execute(delete(row).where(row.claim_id.in_(moved)))
            stand = [{"name": name, "claim_id": id_} for id_ in moved for name in sorted(wanted[id_])]
            add(session, tables.Circle, stand)
        return ids[-1] if ids else None
