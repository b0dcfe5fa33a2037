"""Texts are read anew from the archive: the payload stays the evidence, its reading may get better."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ScalarSelect, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from crawler.documents import ARTICLE, SINGLE, Kept, Page, Record, State
from storage import search, tables
from storage.part import Part
from storage.renewing import to_read
from storage.shelf import Shelf, as_record, same

_AT_ONCE = 200


class Rereading(Part):
    """What reading the archive again needs; fits `crawler.reparse.ReparseStore`."""

    def kept_pages(self) -> Iterator[Kept]:
        """All versions of pages with a payload of their own, then the payloads that gave no text.

        What a feed, channel or API held itself has none: its record is that of the list.
        """
        for portion in (self._versions, self._unread):
            last = 0
            while rows := portion(last):
                yield from (kept for _, kept in rows)
                last = rows[-1][0]

    def _versions(self, after: int) -> list[tuple[int, Kept]]:
        version, document, own, whole = tables.Version, tables.Document, tables.Record, aliased(tables.Record)
        address = tables.Address
        of_page = select(address.id).where(address.url == document.url, address.kind.in_([ARTICLE, SINGLE])).exists()
        wanted = (
            select(version.id, document.url, document.source, own, whole)
            .join(document, document.key == version.document_key)
            .join(own, own.id == version.record)
            .join(whole, whole.id == _whole(own.sha256))
            .where(of_page, version.id > after)
            .order_by(version.id)
            .limit(_AT_ONCE)
        )
        with self._database.read() as session:
            return [
                (id_, Kept(url or "", source or "", id_, as_record(record), as_record(bytes_)))
                for id_, url, source, record, bytes_ in session.execute(wanted)
            ]

    def _unread(self, after: int) -> list[tuple[int, Kept]]:
        address, own, whole = tables.Address, tables.Record, aliased(tables.Record)
        wanted = (
            select(address.id, address.url, address.source, own, whole)
            .join(own, own.id == address.record)
            .join(whole, whole.id == _whole(own.sha256))
            .where(address.state == State.NOT_EXTRACTED, address.id > after)
            .order_by(address.id)
            .limit(_AT_ONCE)
        )
        with self._database.read() as session:
            return [
                (id_, Kept(url, source, None, as_record(record), as_record(bytes_)))
                for id_, url, source, record, bytes_ in session.execute(wanted)
            ]

    def fetched_with(self, kept: Kept, url: str) -> Record | None:
        """The record with the bytes that an address gave when a page was fetched, or the first time after."""
        own, whole = tables.Record, aliased(tables.Record)
        wanted = select(whole).join(own, whole.id == _whole(own.sha256))
        then = wanted.where(own.url == url, own.fetched >= kept.record.fetched).order_by(own.fetched).limit(1)
        with self._database.read() as session:
            found = session.scalars(then).first()
            return None if found is None else as_record(found)

    def reread(self, kept: Kept, page: Page) -> bool:
        """Put a new reading in the place of the old one, to be analysed anew; whether it is another."""
        with self._database.write() as session:
            if kept.version is None:
                return self._add(session, kept, page)
            version = session.get_one(tables.Version, kept.version)
            pages = [list(place) for place in page.pages] or None
            told = (page.published, page.lang, pages)
            unchanged = same(version.text, page.text) and same(version.title, page.title)
            if unchanged and (version.published, version.lang, version.pages) == told:
                return False
            version.text, version.title = page.text, page.title
            version.published, version.lang, version.pages = told
            version.extractor = None
            to_read(session, [version.document_key])
            document = session.get_one(tables.Document, version.document_key)
            if document.versions == version.number:
                words = search.tokens(self._stems, f"{page.title or ''}\n{page.text}", page.lang)
                search.reindex(session, tables.document_words, {document.key: words})
            return True

    def _add(self, session: Session, kept: Kept, page: Page) -> bool:
        """A page that gave no text when it was fetched."""
        here = (tables.Record.file == kept.record.file, tables.Record.offset == kept.record.offset)
        version = tables.Version(
            sha256=page.sha256, fetched=page.fetched, title=page.title, published=page.published, lang=page.lang,
            text=page.text, media_type=page.media_type, pages=[list(place) for place in page.pages] or None,
            record=session.scalar(select(tables.Record.id).where(*here)),
        )  # fmt: skip
        shelf = Shelf(session, self._stems, [page.identity])
        document = tables.Document(id=page.identity, source=page.source, url=page.url, publisher=page.publisher)
        state = shelf.keep(document, version)
        shelf.close()
        seen = update(tables.Address).where(tables.Address.url == kept.url)
        session.execute(seen.values(state=state, reason=None))
        return state is not State.UNCHANGED


def _whole(sha256: InstrumentedAttribute[str]) -> ScalarSelect[int]:
    """The record with the bytes: a revisit refers to it."""
    first = aliased(tables.Record)
    return select(func.min(first.id)).where(first.sha256 == sha256, ~first.revisit).scalar_subquery()
