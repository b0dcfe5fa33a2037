"""Documents come in: pages of a crawl and imported texts, kept as versions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from crawler.documents import Outcome, Record, State, Visit
from nlp.claims import Document
from storage import tables
from storage.columns import clean
from storage.part import Part, now
from storage.shelf import Shelf, as_record, as_row, same
from storage.visits import Batch

_AT_ONCE = 500


class Crawling(Part):
    """What a crawl brings, and an import; with `Frontier` it fits `crawler.protocols.CrawlStore`."""

    def archived(self, digests: Iterable[str]) -> dict[str, Record]:
        """The records that hold payloads with these SHA-256, by SHA-256."""
        row = tables.Record
        with self._database.read() as session:
            rows = session.scalars(select(row).where(row.sha256.in_(list(digests)), ~row.revisit))
            return {row.sha256: as_record(row) for row in rows}

    def records(self) -> Iterator[Record]:
        """All that the archive should hold, in the order of its files."""
        row = tables.Record
        last = ("", -1)
        while True:
            after = or_(row.file > last[0], and_(row.file == last[0], row.offset > last[1]))
            with self._database.read() as session:
                wanted = select(row).where(after).order_by(row.file, row.offset).limit(_AT_ONCE)
                found = [as_record(one) for one in session.scalars(wanted)]
            yield from found
            if not found:
                return
            last = (found[-1].file, found[-1].offset)

    def record_count(self) -> int:
        """How many records the archive should hold."""
        with self._database.read() as session:
            return session.scalar(select(func.count()).select_from(tables.Record)) or 0

    def archived_until(self, file: str) -> int:
        """Where the last record that the store knows of an archive file ends; 0 where it knows none."""
        row = tables.Record
        ends = select(func.max(row.offset + row.length)).where(row.file == file)
        with self._database.read() as session:
            return session.scalar(ends) or 0

    def finish(
        self, run: int, done: Sequence[tuple[Visit, Record | None]], parts: Sequence[Record] = ()
    ) -> list[Outcome]:
        """Keep what visits brought and mark their addresses done, all in one transaction."""
        with self._database.write() as session:
            session.add_all(map(as_row, parts))
            batch = Batch(session, self._database, self._stems, run, done)
            outcomes = [batch.finish(visit) for visit, _ in done]
            batch.close()
            return outcomes

    def import_document(self, document: Document, source: str | None = None) -> State:
        """Save a document of a file as a crawl saves a page; its `id` is its identity.

        A file tells what was seen at some time, not what stands there now: a text that an older version holds adds
        nothing, so a file with two versions of one document can be imported again.
        """
        row = tables.Document(id=document.id, source=source, url=document.url, publisher=document.publisher)
        text = clean(document.text)
        version = tables.Version(
            sha256=hashlib.sha256(text.encode()).hexdigest(), fetched=now(), title=document.title,
            published=document.published, lang=document.lang, text=text, media_type="text/plain",
        )  # fmt: skip
        with self._database.write() as session:
            if source is not None:
                _ensure_source(session, source, document.publisher or source)
            shelf = Shelf(session, self._stems, [document.id])
            if _is_replaced(session, shelf.newest(document.id), version):
                return State.UNCHANGED
            state = shelf.keep(row, version)
            shelf.close()
            return state


def _ensure_source(session: Session, name: str, publisher: str) -> None:
    if session.get(tables.Source, name) is None:
        session.add(tables.Source(name=name, publisher=publisher))
        session.flush()


def _is_replaced(session: Session, newest: tables.Version | None, come: tables.Version) -> bool:
    """Whether a version of the document before its newest held this very text and title."""
    if newest is None or _is_one(newest, come):
        return False
    row = tables.Version
    older = select(row).where(row.document_key == newest.document_key, row.sha256 == come.sha256)
    return any(_is_one(held, come) for held in session.scalars(older))


def _is_one(held: tables.Version, come: tables.Version) -> bool:
    return same(held.text, come.text) and same(held.title, come.title)
