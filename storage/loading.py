"""Rows made into records: statements with their mentions, documents in their newest version."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from nlp.claims import Assessment, Document, Figure, Incident
from nlp.contradictions.records import Contradiction, Side
from nlp.statements import Claim, Mention, Statement
from storage import tables
from storage.database import portions
from storage.part import newest
from storage.views import Reviewed, SavedDocument

_decoded = json.JSONDecoder(parse_float=Decimal).decode
_MENTIONS = (
    select(
        tables.Mention.claim_id, tables.Document.id.label("document"), tables.Mention.quote, tables.Mention.start,
        tables.Mention.end, tables.Version.published,
        func.coalesce(tables.Version.detected_lang, tables.Version.lang).label("lang"), tables.Mention.said,
    )
    .join(tables.Document, tables.Document.key == tables.Mention.document_key)
    .join(tables.Version, tables.Version.id == tables.Mention.version_id)
)  # fmt: skip
_OF_CLAIMS = _MENTIONS.where(tables.Mention.claim_id.in_(bindparam("claims", expanding=True)))
_INSIDE = select(tables.Circle.claim_id).where(tables.Circle.name.in_(bindparam("circles", expanding=True)))
_IN_CIRCLES = _MENTIONS.where(tables.Mention.claim_id.in_(_INSIDE))

_TYPES: dict[str, type[Claim]] = {"metric": Figure, "aspect": Assessment, "type": Incident}


def claim_at(said: str, quote: str, start: int, end: int) -> Claim:
    """A claim from the JSON of its mention and the words that make it. Each kind has a field that no other has."""
    fields = _decoded(said)
    kind = next(_TYPES[field] for field in _TYPES if field in fields)
    return kind.model_validate({**fields, "quote": quote, "start": start, "end": end})


def statements(session: Session, ids: Iterable[str]) -> list[Statement]:
    """Those of the statements that exist, in the order of `ids`, each with all its mentions, earliest first."""
    found: dict[str, Statement] = {}
    for some in portions(list(ids)):
        said = _statements(session.execute(_OF_CLAIMS, {"claims": some}))
        found |= {id_: said[id_] for id_ in some if id_ in said}
    return list(found.values())


def statements_in(session: Session, circles: Sequence[str]) -> list[Statement]:
    """The statements that stand in any of some circles, by id."""
    found = _statements(session.execute(_IN_CIRCLES, {"circles": list(circles)}))
    return [found[id_] for id_ in sorted(found)]


def contradictions(session: Session, bodies: Iterable[str]) -> list[Contradiction]:
    """The contradictions of these rows, each side with all mentions of its claims, as far as these still stand."""
    found = [Contradiction.model_validate_json(body) for body in bodies]
    ids = dict.fromkeys(id_ for one in found for side in (one.a, one.b) for id_ in side.statements)
    mentions = {said.id: said.mentions for said in statements(session, ids)}
    return [one.model_copy(update={"a": _told(one.a, mentions), "b": _told(one.b, mentions)}) for one in found]


def reviewed(row: tables.Review) -> Reviewed:
    """What a person said."""
    return Reviewed(row.about, row.target, row.verdict, row.slot, row.right, row.reason, row.by, row.at)


def _told(side: Side, mentions: dict[str, tuple[Mention, ...]]) -> Side:
    all_ = tuple(mention for id_ in side.statements for mention in mentions.get(id_, ())) or side.mentions
    documents = dict.fromkeys((side.document, *(mention.document for mention in all_)))
    return side.model_copy(update={"mentions": all_, "documents": tuple(documents)})


def _statements(rows: Iterable[Row[Any]]) -> dict[str, Statement]:
    mentions: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        mentions[row.claim_id].append(row)
    return {id_: _statement(id_, found) for id_, found in mentions.items()}


def _statement(id_: str, rows: list[Row[Any]]) -> Statement:
    rows.sort(key=lambda row: (row.published or dt.date.max, row.document, row.start, row.end))
    first = rows[0]
    mentions = tuple(
        Mention(
            document=row.document, quote=row.quote, start=row.start, end=row.end, published=row.published, lang=row.lang
        )
        for row in rows
    )
    return Statement(id=id_, claim=claim_at(first.said, first.quote, first.start, first.end), mentions=mentions)


def saved_documents(session: Session, keys: Iterable[int]) -> list[SavedDocument]:
    """The documents with these keys in their newest version, in the order of `keys`."""
    found: dict[int, SavedDocument] = {}
    first = aliased(tables.Document)
    wanted = (
        select(tables.Document, tables.Version, first)
        .join(tables.Version, newest())
        .outerjoin(tables.Fingerprint, tables.Fingerprint.document_key == tables.Document.key)
        .outerjoin(first, first.key == tables.Fingerprint.first)
    )
    for some in portions(list(keys)):
        rows = session.execute(wanted.where(tables.Document.key.in_(some))).all()
        saved = {document.key: _saved(document, version, original or document) for document, version, original in rows}
        found |= {key: saved[key] for key in some}
    return list(found.values())


def as_given(document: tables.Document, version: tables.Version) -> Document:
    """A version as it came in, to be read by the extractor."""
    return Document(
        id=document.id, text=version.text, url=document.url, publisher=document.publisher,
        published=version.published, lang=version.lang, title=version.title,
    )  # fmt: skip


def _saved(document: tables.Document, version: tables.Version, first: tables.Document) -> SavedDocument:
    read_as = as_given(document, version).model_copy(update={"lang": version.lang or version.detected_lang})
    return SavedDocument(
        document=read_as, source=document.source, version=version.number, versions=document.versions,
        fetched=version.fetched, sha256=version.sha256, election=version.election,
        original=None if first is document else first.id, origin=first.publisher or first.id,
    )  # fmt: skip
