"""What pages say otherwise than before, and which are gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from pydantic import TypeAdapter
from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from nlp.changes import Changes
from storage import tables
from storage.part import Part, midnight
from storage.rows import insertion, is_sqlite
from storage.views import PageChange, RemovedPage

_AT_ONCE = 50
_PLAIN = TypeAdapter(Changes)


class Changing(Part):
    """Changes between versions come in and are read."""

    def save_changes(self, version_id: int, extractor: str, found: Sequence[Changes]) -> None:
        """Keep what the last versions of a document, up to this one, changed; all were read by `extractor`."""
        with self._database.write() as session:
            change = insertion(tables.Change, is_sqlite(session))
            version = session.get_one(tables.Version, version_id)
            first = version.number - len(found) + 1
            rows = [
                {"document_key": version.document_key, "number": number, "extractor": extractor, "body": _body(one)}
                for number, one in enumerate(found, first)
            ]
            read = {"extractor": change.excluded.extractor, "body": change.excluded.body}
            session.execute(
                change.on_conflict_do_update(index_elements=["document_key", "number"], set_=read), rows
            )  # fmt: skip

    def changes(
        self, document: str | None = None, since: dt.date | None = None, election: str | None = None
    ) -> Iterator[PageChange]:
        """Changes of one document (its id or address) or of all, newest first; `since`: seen on or after that day.

        `election`: of documents that hold claims about it. Versions that nothing has read yet are not among them.
        """
        held, after, before, change = tables.Document, tables.Version, aliased(tables.Version), tables.Change
        wanted = (
            select(held, before, after, change)
            .join(after, after.document_key == held.key)
            .join(change, (change.document_key == held.key) & (change.number == after.number))
            .join(before, (before.document_key == held.key) & (before.number == after.number - 1))
            .order_by(after.fetched.desc(), after.id.desc())
        )
        if document is not None:
            wanted = wanted.where((held.id == document) | (held.url == document))
        if since is not None:
            wanted = wanted.where(after.fetched >= midnight(since))
        if election is not None:
            wanted = wanted.where(held.key.in_(_about(election)))
        offset = 0
        while True:
            with self._database.read() as session:
                rows = session.execute(wanted.limit(_AT_ONCE).offset(offset)).all()
                found = [_change(*row) for row in rows]
            yield from found
            if not found:
                return
            offset += len(found)

    def removed(self, since: dt.date | None = None, election: str | None = None) -> list[RemovedPage]:
        """Documents whose page was gone again and again, newest first; `since`: known to be on or after that day."""
        held, address, version = tables.Document, tables.Address, tables.Version
        last = select(func.max(version.fetched)).where(version.document_key == held.key).scalar_subquery()
        title = (
            select(version.title)
            .where(version.document_key == held.key, version.number == held.versions)
            .scalar_subquery()
        )
        wanted = (
            select(held.id, held.url, title, held.publisher, last, address.removed)
            .join(address, address.url == held.url)
            .where(address.removed.is_not(None))
            .order_by(address.removed.desc(), held.key)
        )
        if since is not None:
            wanted = wanted.where(address.removed >= midnight(since))
        if election is not None:
            wanted = wanted.where(held.key.in_(_about(election)))
        with self._database.read() as session:
            return [RemovedPage(*row) for row in session.execute(wanted)]


def _about(election: str) -> Select[int]:
    claim, mention = tables.Claim, tables.Mention
    said = select(mention.document_key).join(claim, claim.id == mention.claim_id)
    return said.where(claim.election == election)


def _body(found: Changes) -> str:
    return _PLAIN.dump_json(found).decode()


def _change(
    document: tables.Document, before: tables.Version, after: tables.Version, change: tables.Change
) -> PageChange:
    found = _PLAIN.validate_json(change.body)
    return PageChange(
        document=document.id, url=document.url, title=after.title, publisher=document.publisher, version=after.number,
        last_seen=before.fetched, seen=after.fetched, before=before.text, after=after.text, claims=found,
    )  # fmt: skip
