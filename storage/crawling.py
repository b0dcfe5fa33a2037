"""Documents come in: pages of a crawl and imported texts, kept as versions."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from crawler.documents import Outcome, Page, Record, State, Visit
from nlp.claims import Document
from storage import frontier, search, tables
from storage.columns import clean
from storage.part import Part, newest, now

_OF_DOCUMENT = ("url", "publisher")
_OF_VERSION = ("published", "lang")
_OF_RECORD = tuple(field.name for field in fields(Record))
_AT_ONCE = 500
_MOST_TRIES = 3  # of an address whose site asks to come back later


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

    def finish(self, run: int, done: Sequence[tuple[Visit, Record | None]]) -> list[Outcome]:
        """Keep what visits brought and mark their addresses done, all in one transaction."""
        with self._database.write() as session:
            now = self._database.clock(session)
            return [self._finish(session, run, visit, record, now) for visit, record in done]

    def _finish(self, session: Session, run: int, visit: Visit, record: Record | None, now: dt.datetime) -> Outcome:
        address = frontier.waiting(session, visit.link.url)
        if address is None:
            return Outcome(None)
        row = _add_record(session, record) if record else None
        frontier.rest(session, address.site, now + dt.timedelta(seconds=visit.rest))
        if visit.again and address.tries + 1 < _MOST_TRIES:
            address.tries += 1
            return Outcome(None)
        saved = tuple((page.url, self._save_page(session, run, address, page, row)) for page in visit.pages)
        state = visit.state
        if visit.link.is_article and saved:
            (_, state), *_ = saved
            saved = ()
        queued = frontier.queue_found(session, self._database, run, visit)
        frontier.look_done(address, run, visit, state, row)
        for counted in (state, *(one for _, one in saved), *[State.OUT_OF_SCOPE] * visit.dropped):
            frontier.count(session, self._database, run, visit.link.source, counted)
        return Outcome(state, queued, saved)

    def _save_page(self, session: Session, run: int, asked: tables.Address, page: Page, record: int | None) -> State:
        known = session.scalar(select(tables.Document.url).where(tables.Document.id == page.identity))
        for own in {page.url, known or page.url} - {asked.url}:
            if frontier.has_own_turn(session, run, own):
                return State.DUPLICATE
        document = tables.Document(
            id=page.identity, source=page.source, url=known or page.url, publisher=page.publisher
        )
        version = tables.Version(
            sha256=page.sha256, fetched=page.fetched, title=page.title, published=page.published, lang=page.lang,
            text=page.text, media_type=page.media_type, record=record,
        )  # fmt: skip
        state = self._keep(session, document, version)
        if page.url != asked.url and frontier.is_article(asked):
            frontier.look_found(session, self._database, run, asked, page, state, record)
        return state

    def import_document(self, document: Document, source: str | None = None) -> State:
        """Save a document of a file as `save_page` saves a page; its `id` is its identity.

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
            if _is_replaced(session, document.id, version):
                return State.UNCHANGED
            return self._keep(session, row, version)

    def _keep(self, session: Session, document: tables.Document, version: tables.Version) -> State:
        known = session.scalar(select(tables.Document).where(tables.Document.id == document.id))
        if known is None:
            document.versions = 0
            session.add(document)
            session.flush()
            self._add_version(session, document, version)
            return State.NEW
        last = session.scalars(select(tables.Version).join(tables.Document, newest()).where(
            tables.Document.key == known.key
        )).one()  # fmt: skip
        known.source = known.source or document.source  # a page that two sources list stays with the first
        told_anew = _retell(known, document, _OF_DOCUMENT)
        if _same(last.text, version.text) and _same(last.title, version.title):
            if _retell(last, version, _OF_VERSION) or told_anew:
                last.extractor = None  # a claim's speaker and date hang on these: read it again
            return State.UNCHANGED
        self._add_version(session, known, version)
        return State.CHANGED

    def _add_version(self, session: Session, document: tables.Document, version: tables.Version) -> None:
        document.versions += 1
        version.document_key, version.number = document.key, document.versions
        session.add(version)
        words = search.tokens(self._stems, f"{version.title or ''}\n{version.text}", version.lang)
        search.index(session, tables.document_words, {document.key: words})


def _add_record(session: Session, record: Record) -> int:
    row = tables.Record(**{slot: getattr(record, slot) for slot in _OF_RECORD})
    session.add(row)
    session.flush()
    return row.id


def as_record(row: tables.Record) -> Record:
    """A row as the archive knows it."""
    return Record(**{slot: getattr(row, slot) for slot in _OF_RECORD})


def _ensure_source(session: Session, name: str, publisher: str) -> None:
    if session.get(tables.Source, name) is None:
        session.add(tables.Source(name=name, publisher=publisher))
        session.flush()


def _is_replaced(session: Session, document: str, come: tables.Version) -> bool:
    """Whether an older version of the document held this very text and title, and a newer one replaced it."""
    wanted = (
        select(tables.Version)
        .join(tables.Document, tables.Document.key == tables.Version.document_key)
        .where(tables.Document.id == document, tables.Version.sha256 == come.sha256)
        .order_by(tables.Version.number)
    )
    newest_number = session.scalar(select(tables.Document.versions).where(tables.Document.id == document))
    same = [
        held.number for held in session.scalars(wanted) if _same(held.text, come.text) and _same(held.title, come.title)
    ]
    return bool(same) and newest_number not in same


def _same(saved: str | None, come: str | None) -> bool:
    return saved == (None if come is None else clean(come))


def _retell(
    saved: tables.Document | tables.Version, come: tables.Document | tables.Version, slots: tuple[str, ...]
) -> bool:
    """Take over what is now told of a document otherwise than before; what is not told any more stays."""
    told = {slot: getattr(come, slot) for slot in slots}
    other = {slot: value for slot, value in told.items() if value not in (None, getattr(saved, slot))}
    for slot, value in other.items():
        setattr(saved, slot, value)
    return bool(other)
