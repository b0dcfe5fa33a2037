"""Claims come in: what is still to be read, and what was read in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from nlp.claims import Assessment, Document, Extraction, Figure, Incident, Organization
from nlp.statements import folded, statement_id, type_of
from storage import search, tables
from storage.loading import as_given
from storage.part import Part, newest, now

_AT_ONCE = 20
_WORDS_OF_TEXT = {"quote", "start", "end"}
_Claim = Figure | Assessment | Incident
_Read = dict[tuple[str, int, int], _Claim]
"""Claims by statement id, start and end of the mention."""


class Analysing(Part):
    """What an analysis of the store needs."""

    def unanalysed(self, extractor: str) -> Iterator[tuple[int, Document]]:
        """Newest versions that this version of the extractor has not read, each once; streamed, without a lock."""
        last = 0
        while rows := self._unanalysed_after(extractor, last):
            yield from rows
            last = rows[-1][0]

    def _unanalysed_after(self, extractor: str, last: int) -> list[tuple[int, Document]]:
        unread = or_(tables.Version.extractor.is_(None), tables.Version.extractor != extractor)
        wanted = (
            select(tables.Document, tables.Version)
            .join(tables.Version, newest())
            .where(unread, tables.Version.id > last)
            .order_by(tables.Version.id)
            .limit(_AT_ONCE)
        )
        with self._database.read() as session:
            return [(version.id, as_given(document, version)) for document, version in session.execute(wanted)]

    def save_extraction(self, version_id: int, extractor: str, extraction: Extraction) -> None:
        """Put what was read in a version in the place of all that was read in its document before.

        Claims that are mentioned nowhere any more go; the elections concerned become unjudged. A version that is no
        longer the newest is left alone. Raises ValueError for a quote that does not stand in the text.
        """
        with self._database.read() as session:
            document, version = _located(session, version_id)
        if document.versions != version.number:
            return
        read = _read(extraction)
        _check(read, document.id, extraction.id, version.text)
        lang = extraction.lang or version.lang
        words = search.tokens(self._stems, f"{version.title or ''}\n{version.text}", lang)
        with self._database.write() as session:
            document, version = _located(session, version_id)
            if document.versions != version.number:
                return
            version.extractor, version.election, version.detected_lang = extractor, extraction.election, extraction.lang
            search.index(session, tables.document_words, document.key, words)
            old = self._remove_mentions(session, document.key)
            self._add_claims(session, read)
            self._add_mentions(session, version, read, lang)
            concerned = _elections(session, old) | {claim.election for claim in read.values()}
            _drop_unsaid(session, old - {id_ for id_, *_ in read})
            self._save_organizations(session, document.key, extraction.organizations)
            for election in concerned:
                session.merge(tables.Unjudged(election=election or "", mark=uuid.uuid4().hex))

    def _remove_mentions(self, session: Session, document: int) -> set[str]:
        mine = tables.Mention.document_key == document
        old = session.execute(select(tables.Mention.id, tables.Mention.claim_id).where(mine)).all()
        search.erase(session, tables.mention_words, [row.id for row in old])
        session.execute(delete(tables.Mention).where(mine))
        return {row.claim_id for row in old}

    def _add_claims(self, session: Session, read: _Read) -> None:
        for election in {claim.election for claim in read.values() if claim.election}:
            session.merge(tables.Election(id=election))
        session.flush()
        for claim in read.values():
            if isinstance(claim, Figure) and claim.election and claim.contest:
                session.merge(tables.Contest(election=claim.election, name=claim.contest))
        session.flush()
        analysed = now()
        # One that is already claimed elsewhere keeps its row and its day.
        rows = {id_: {"id": id_, "first_analysed": analysed, **_columns(claim)} for (id_, *_), claim in read.items()}
        for row in rows.values():
            session.execute(self._database.insert(tables.Claim).values(row).on_conflict_do_nothing())

    def _add_mentions(self, session: Session, version: tables.Version, read: _Read, lang: str | None) -> None:
        for (id_, start, end), claim in read.items():
            mention = tables.Mention(
                claim_id=id_, document_key=version.document_key, version_id=version.id, quote=claim.quote,
                start=start, end=end, said=claim.model_dump_json(exclude=_WORDS_OF_TEXT),
            )  # fmt: skip
            session.add(mention)
            session.flush()
            names = (claim.source, claim.subject if isinstance(claim, Figure) else None)
            text = "\n".join([claim.quote, *filter(None, names)])
            search.index(session, tables.mention_words, mention.id, search.tokens(self._stems, text, lang))

    def _save_organizations(self, session: Session, document: int, found: Iterable[Organization]) -> None:
        session.execute(delete(tables.OrganizationName).where(tables.OrganizationName.document_key == document))
        names: dict[str, dict[str, None]] = {}
        for organization in found:
            key = organization.id or f"{organization.type}:{folded(organization.name)}"
            row = {"key": key, "actor_id": organization.id, "type": organization.type}
            session.execute(self._database.insert(tables.Organization).values(row).on_conflict_do_nothing())
            names.setdefault(key, {}).update(dict.fromkeys([organization.name, *organization.aliases]))
        session.add_all(
            tables.OrganizationName(document_key=document, organization=key, position=position, name=name)
            for key, all_names in names.items()
            for position, name in enumerate(all_names)
        )


def _located(session: Session, version_id: int) -> tuple[tables.Document, tables.Version]:
    joined = (
        select(tables.Document, tables.Version)
        .join(tables.Version, tables.Version.document_key == tables.Document.key)
        .where(tables.Version.id == version_id)
    )
    row = session.execute(joined).one_or_none()
    if row is None:
        raise ValueError(f"there is no version {version_id}")
    return row[0], row[1]


def _read(extraction: Extraction) -> _Read:
    claims: _Read = {}
    said: list[_Claim] = [*extraction.figures, *extraction.assessments, *extraction.incidents]
    for claim in said:
        claims.setdefault((statement_id(claim), claim.start, claim.end), claim)
    return claims


def _check(read: _Read, document: str, named: str, text: str) -> None:
    if named != document:
        raise ValueError(f"the extraction is one of {named}, the version is one of {document}")
    for claim in read.values():
        if text[claim.start : claim.end] != claim.quote:
            raise ValueError(f"{document}: no quote at {claim.start}-{claim.end}: {claim.quote!r}")


def _columns(claim: _Claim) -> dict[str, object]:
    if isinstance(claim, Figure):
        own = {slot: getattr(claim, slot) for slot in ("metric", "contest", "subject_id", "value", "low", "high")}
    else:
        own = {"metric": claim.aspect if isinstance(claim, Assessment) else claim.type}
    return {
        "kind": type_of[type(claim)], "election": claim.election or None, "source_type": claim.source_type,
        "source_id": claim.source_id, "place": None if isinstance(claim, Assessment) else claim.place, **own,
    }  # fmt: skip


def _elections(session: Session, claims: set[str]) -> set[str | None]:
    return {row.election for id_ in claims if (row := session.get(tables.Claim, id_)) is not None}


def _drop_unsaid(session: Session, claims: set[str]) -> None:
    for id_ in claims:
        mentioned = select(tables.Mention.id).where(tables.Mention.claim_id == id_).exists()
        session.execute(delete(tables.Claim).where(tables.Claim.id == id_, ~mentioned))
