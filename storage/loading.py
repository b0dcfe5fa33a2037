"""Rows made into records: statements with their mentions, documents in their newest version."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from nlp.claims import Assessment, Document, Figure, Incident
from nlp.statements import Mention, Statement, type_of
from storage import tables
from storage.part import newest
from storage.views import SavedDocument

_TYPES: dict[str, type[Figure] | type[Assessment] | type[Incident]] = {
    type_of[kind]: kind for kind in (Figure, Assessment, Incident)
}
_AT_ONCE = 500  # ids in one query: the engines bound the number of parameters
T = TypeVar("T")


def statements(session: Session, ids: Iterable[str]) -> list[Statement]:
    """Those of the statements that exist, in the order of `ids`, each with all its mentions, earliest first."""
    found: dict[str, Statement] = {}
    for some in _portions(list(ids)):
        rows = defaultdict(list)
        for row in session.execute(_mentions().where(tables.Mention.claim_id.in_(some))):
            rows[row.claim_id].append(row)
        found |= {id_: _statement(rows[id_]) for id_ in some if id_ in rows}
    return list(found.values())


def _mentions() -> Select[str, str, str, str, int, int, dt.date | None, str | None, str]:
    said_in = func.coalesce(tables.Version.detected_lang, tables.Version.lang).label("lang")
    return (
        select(
            tables.Mention.claim_id, tables.Claim.kind, tables.Document.id.label("document"), tables.Mention.quote,
            tables.Mention.start, tables.Mention.end, tables.Version.published, said_in, tables.Mention.said,
        )
        .join(tables.Claim, tables.Claim.id == tables.Mention.claim_id)
        .join(tables.Document, tables.Document.key == tables.Mention.document_key)
        .join(tables.Version, tables.Version.id == tables.Mention.version_id)
    )  # fmt: skip


def _statement(rows: list[Row[str, str, str, str, int, int, dt.date | None, str | None, str]]) -> Statement:
    rows.sort(key=lambda row: (row.published or dt.date.max, row.document, row.start, row.end))
    first = rows[0]
    claim = _TYPES[first.kind].model_validate_json(first.said)
    mentions = tuple(
        Mention(
            document=row.document, quote=row.quote, start=row.start, end=row.end, published=row.published, lang=row.lang
        )
        for row in rows
    )
    words = {"quote": first.quote, "start": first.start, "end": first.end}
    return Statement(id=first.claim_id, claim=claim.model_copy(update=words), mentions=mentions)


def saved_documents(session: Session, keys: Iterable[int]) -> list[SavedDocument]:
    """The documents with these keys in their newest version, in the order of `keys`."""
    found: dict[int, SavedDocument] = {}
    for some in _portions(list(keys)):
        rows = session.execute(
            select(tables.Document, tables.Version).join(tables.Version, newest()).where(tables.Document.key.in_(some))
        ).all()
        saved = {document.key: _saved(document, version) for document, version in rows}
        found |= {key: saved[key] for key in some}
    return list(found.values())


def as_given(document: tables.Document, version: tables.Version) -> Document:
    """A version as it came in, to be read by the extractor."""
    return Document(
        id=document.id, text=version.text, url=document.url, publisher=document.publisher,
        published=version.published, lang=version.lang, title=version.title,
    )  # fmt: skip


def _saved(document: tables.Document, version: tables.Version) -> SavedDocument:
    read_as = as_given(document, version).model_copy(update={"lang": version.lang or version.detected_lang})
    return SavedDocument(
        document=read_as, source=document.source, version=version.number, versions=document.versions,
        fetched=version.fetched, sha256=version.sha256, election=version.election,
    )  # fmt: skip


def _portions(items: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
