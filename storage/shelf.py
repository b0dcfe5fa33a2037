"""Versions are put beside the ones that are there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from crawler.documents import Record, State
from storage import search, tables
from storage.columns import clean
from storage.part import newest
from storage.renewing import to_read

_OF_DOCUMENT = ("url", "publisher")
_OF_VERSION = ("published", "lang")
_OF_RECORD = tuple(field.name for field in fields(Record))

_NAMED = (
    select(tables.Document, tables.Version)
    .join(tables.Version, newest())
    .where(tables.Document.id.in_(bindparam("ids", expanding=True)))
)


class Shelf:
    """Documents with their newest versions, to put new versions beside them; `ids` name those that may come."""

    def __init__(self, session: Session, stems: search.Stems, ids: Iterable[str]) -> None:
        self._session = session
        self._stems = stems
        self._held: dict[str, tuple[tables.Document, tables.Version | None]] = {
            document.id: (document, version) for document, version in session.execute(_NAMED, {"ids": list(ids)})
        }
        self._words: dict[int, list[str]] = {}
        self._changed: list[int] = []
        self._unread: set[int] = set()

    def url_of(self, id_: str) -> str | None:
        """The address a document is known by; None where there is none yet."""
        return self._held[id_][0].url if id_ in self._held else None

    def newest(self, id_: str) -> tables.Version | None:
        """The newest version of a document."""
        return self._held[id_][1] if id_ in self._held else None

    def make(self, documents: Iterable[tables.Document]) -> None:
        """Make the documents that there are none of yet, all at once; each is kept a version of before the end."""
        for document in documents:
            if document.id not in self._held:
                document.versions = 1
                self._session.add(document)
                self._held[document.id] = (document, None)
        self._session.flush()

    def close(self) -> None:
        """Make all that was added findable, and let it wait for the extractor."""
        search.erase(self._session, tables.document_words, self._changed)
        search.index(self._session, tables.document_words, self._words)
        to_read(self._session, self._unread)

    def keep(self, document: tables.Document, version: tables.Version) -> State:
        """Keep a version: NEW, CHANGED (another text or title than the last version) or UNCHANGED (nothing is added).

        What is now told of the document otherwise than before is taken over in any case.
        """
        if document.id not in self._held:
            self.make([document])
        known, last = self._held[document.id]
        if last is None:
            self._add(known, version)
            return State.NEW
        known.source = known.source or document.source  # a page that two sources list stays with the first
        told_anew = _retell(known, document, _OF_DOCUMENT)
        if same(last.text, version.text) and same(last.title, version.title):
            if _retell(last, version, _OF_VERSION) or told_anew:
                last.extractor = None  # a claim's speaker and date hang on these: read it again
                self._unread.add(known.key)
            return State.UNCHANGED
        known.versions += 1
        self._changed.append(known.key)
        self._add(known, version)
        return State.CHANGED

    def _add(self, document: tables.Document, version: tables.Version) -> None:
        version.document_key, version.number = document.key, document.versions
        self._session.add(version)
        self._held[document.id] = (document, version)
        text = f"{version.title or ''}\n{version.text}"
        self._words[document.key] = search.tokens(self._stems, text, version.lang)
        self._unread.add(document.key)


def as_record(row: tables.Record) -> Record:
    """A row as the archive knows it."""
    return Record(**{slot: getattr(row, slot) for slot in _OF_RECORD})


def as_row(record: Record) -> tables.Record:
    """What the archive knows as a row."""
    return tables.Record(**{slot: getattr(record, slot) for slot in _OF_RECORD})


def same(saved: str | None, come: str | None) -> bool:
    """Whether a saved text is what came."""
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
