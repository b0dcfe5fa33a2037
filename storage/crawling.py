"""Documents come in: pages of a crawl and imported texts, kept as versions."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler.documents import Look, Page, State, Validators
from nlp.claims import Document
from storage import search, tables
from storage.columns import clean
from storage.part import Part, newest, now

_OF_DOCUMENT = ("url", "publisher")
_OF_VERSION = ("published", "lang")


class Crawling(Part):
    """What a crawl and an import need; fits `crawler.protocols.CrawlStore`."""

    def validators(self, url: str) -> Validators | None:
        """What the server said of the newest version of a page; None where no version is saved."""
        wanted = (
            select(tables.Version.etag, tables.Version.last_modified)
            .join(tables.Document, newest())
            .where(tables.Document.id == url)
        )
        with self._database.read() as session:
            row = session.execute(wanted).one_or_none()
        return Validators(row.etag, row.last_modified) if row else None

    def save_page(self, page: Page) -> State:
        """Save a page and note the look at it: NEW, CHANGED (another text or title) or UNCHANGED (nothing is added)."""
        document = tables.Document(id=page.url, source=page.source, url=page.url, publisher=page.publisher)
        version = tables.Version(
            sha256=page.sha256, fetched=page.fetched, title=page.title, published=page.published, lang=page.lang,
            text=page.text, media_type=page.media_type, etag=page.validators.etag,
            last_modified=page.validators.last_modified,
        )  # fmt: skip
        with self._database.write() as session:
            session.merge(tables.Source(name=page.source, publisher=page.publisher))
            state = self._keep(session, document, version)
            session.merge(tables.Look(source=page.source, url=page.url, state=state, reason=None, seen=page.fetched))
        return state

    def save_look(self, look: Look) -> None:
        """Note a look that brought no text."""
        with self._database.write() as session:
            _ensure_source(session, look.source, look.source)
            session.merge(
                tables.Look(source=look.source, url=look.url, state=look.state, reason=look.reason, seen=look.seen)
            )

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
            last.etag, last.last_modified = version.etag, version.last_modified
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
