"""Claims come in: what is still to be read, and what was read in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from nlp.claims import Document, Extraction, Organization
from nlp.statements import folded
from storage import reprints, search, tables
from storage.database import add
from storage.filing import Words, file_claims
from storage.loading import as_given
from storage.part import newest
from storage.renewing import EXTRACTOR, Renewing, made_by
from storage.reviews import Reviews

_AT_ONCE = 20
_MOST_VERSIONS = 20  # read again to see what changed


class Analysing(Renewing):
    """What an analysis of the store needs."""

    def unanalysed(self, extractor: str) -> Iterator[tuple[int, Document]]:
        """Newest versions that wait for this version of the extractor, each once; streamed, without a lock."""
        self.read_anew(extractor)
        rows = self._unread_after(0)
        while rows:
            yield from ((version.id, as_given(document, version)) for document, version in rows)
            rows = self._unread_after(rows[-1][0].key) if len(rows) == _AT_ONCE else []

    def _unread_after(self, last: int) -> list[tuple[tables.Document, tables.Version]]:
        waiting = tables.Unread.document_key
        keys = select(waiting).where(waiting > last).order_by(waiting).limit(_AT_ONCE)
        wanted = select(tables.Document, tables.Version).join(tables.Version, newest())
        with self._database.read() as session:
            some = session.scalars(keys).all()
            if not some:
                return []
            of_these = wanted.where(tables.Document.key.in_(some)).order_by(tables.Document.key)
            return [(document, version) for document, version in session.execute(of_these)]

    def versions(self, version_id: int) -> list[Document]:
        """A document's versions up to this one, oldest first; of very many the newest."""
        row = tables.Version
        with self._database.read() as session:
            document, version = _located(session, version_id)
            upto = select(row).where(row.document_key == document.key, row.number <= version.number)
            newest_first = session.scalars(upto.order_by(row.number.desc()).limit(_MOST_VERSIONS))
            return [as_given(document, one) for one in reversed(newest_first.all())]

    def save_extraction(self, version_id: int, extractor: str, extraction: Extraction) -> None:
        """Put what was read in a version in the place of all that was read in its document before.

        What reviews say of a claim is put in its place. Claims that are mentioned nowhere any more go; the circles of
        claims that came or went, or whose page is another than before, become unjudged. A version that is no longer
        the newest is left alone. Raises ValueError for a quote that does not stand in the text.
        """
        with self._database.read() as session:
            document, version = _located(session, version_id)
        if document.versions != version.number:
            return
        _check(extraction, document.id, version.text)
        lang = extraction.lang or version.lang
        words = Words(self._stems, lang)
        of_text = words.of(f"{version.title or ''}\n{version.text}") if lang != version.lang else None
        signature = reprints.fingerprint(version.text)
        with self._database.write() as session:
            document, version = _located(session, version_id)
            if document.versions != version.number:
                return
            is_new = version.extractor is None
            version.extractor, version.election, version.detected_lang = extractor, extraction.election, extraction.lang
            if of_text is not None:  # its words were stemmed in the language it was said to be in
                search.reindex(session, tables.document_words, {document.key: of_text})
            if is_new:
                session.flush()
                reprints.group(session, document.key, signature)
            file_claims(self._database, session, version, extraction, Reviews(session), words, is_new=is_new)
            if made_by(session, EXTRACTOR) == extractor:  # a newer one asked to read all, this document too
                session.execute(delete(tables.Unread).where(tables.Unread.document_key == document.key))
            self._save_organizations(session, document.key, extraction.organizations)

    def _save_organizations(self, session: Session, document: int, found: Iterable[Organization]) -> None:
        session.execute(delete(tables.OrganizationName).where(tables.OrganizationName.document_key == document))
        organizations: dict[str, dict[str, object]] = {}
        names: dict[str, dict[str, None]] = {}
        for one in found:
            key = one.id or f"{one.type}:{folded(one.name)}"
            organizations.setdefault(key, {"key": key, "actor_id": one.id, "type": one.type})
            names.setdefault(key, {}).update(dict.fromkeys([one.name, *one.aliases]))
        known = self._database.insert(tables.Organization).on_conflict_do_nothing()
        add(session, known, list(organizations.values()))
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


def _check(extraction: Extraction, document: str, text: str) -> None:
    if extraction.id != document:
        raise ValueError(f"the extraction is one of {extraction.id}, the version is one of {document}")
    for claim in (*extraction.figures, *extraction.assessments, *extraction.incidents):
        if text[claim.start : claim.end] != claim.quote:
            raise ValueError(f"{document}: no quote at {claim.start}-{claim.end}: {claim.quote!r}")
