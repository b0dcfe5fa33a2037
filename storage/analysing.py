"""Claims come in: what is still to be read, and what was read in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from nlp.claims import Document, Extraction, Organization
from nlp.statements import folded
from storage import reprints, search, tables
from storage.filing import Words, file_claims
from storage.loading import as_given
from storage.part import newest
from storage.renewing import EXTRACTOR, Renewing
from storage.reviews import Reviews
from storage.rows import add
from storage.tables import Base

_AT_ONCE = 20
_MOST_VERSIONS = 20  # read again to see what changed

_WITH_VERSION = select(tables.Document, tables.Version)
_WAITING = select(tables.Unread.document_key).where(tables.Unread.document_key > bindparam("last"))
_NEXT_UNREAD = (
    _WITH_VERSION.join(tables.Version, newest())
    .where(tables.Document.key.in_(_WAITING.order_by(tables.Unread.document_key).limit(_AT_ONCE)))
    .order_by(tables.Document.key)
)
_LOCATED = _WITH_VERSION.join(tables.Version, tables.Version.document_key == tables.Document.key).where(
    tables.Version.id == bindparam("version")
)
_STATE = _LOCATED.with_only_columns(tables.Document.versions, tables.Version.extractor)
_VERSION = Base.metadata.tables["version"]
_READ = update(_VERSION).where(_VERSION.c.id == bindparam("version"))
_UNREAD, _NAMES = Base.metadata.tables["unread"], Base.metadata.tables["organization_name"]
_IS_READ = delete(_UNREAD).where(
    _UNREAD.c.document_key == bindparam("document"),
    select(tables.Tool).where(tables.Tool.name == EXTRACTOR, tables.Tool.version == bindparam("extractor")).exists(),
)
_UNNAMED = delete(_NAMES).where(_NAMES.c.document_key == bindparam("document"))


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
        with self._database.read() as session:
            return [(document, version) for document, version in session.execute(_NEXT_UNREAD, {"last": last})]

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
            versions, read_by = session.execute(_STATE, {"version": version_id}).one()
            if versions != version.number:
                return
            is_new = read_by is None
            read_as = {"extractor": extractor, "election": extraction.election, "detected_lang": extraction.lang}
            session.execute(_READ, {"version": version_id, **read_as})
            if of_text is not None:  # its words were stemmed in the language it was said to be in
                search.reindex(session, tables.document_words, {document.key: of_text})
            if is_new:
                reprints.group(session, document.key, signature)
            file_claims(session, version, extraction, Reviews(session), words, is_new=is_new)
            # A newer extractor may have asked to read all, this document too.
            session.execute(_IS_READ, {"document": document.key, "extractor": extractor})
            self._save_organizations(session, document.key, extraction.organizations)

    def _save_organizations(self, session: Session, document: int, found: Iterable[Organization]) -> None:
        session.execute(_UNNAMED, {"document": document})
        organizations: dict[str, dict[str, object]] = {}
        names: dict[str, dict[str, None]] = {}
        for one in found:
            key = one.id or f"{one.type}:{folded(one.name)}"
            organizations.setdefault(key, {"key": key, "actor_id": one.id, "type": one.type})
            names.setdefault(key, {}).update(dict.fromkeys([one.name, *one.aliases]))
        add(session, tables.Organization, list(organizations.values()), if_new=True)
        named = [
            {"document_key": document, "organization": key, "position": position, "name": name}
            for key, all_names in names.items()
            for position, name in enumerate(all_names)
        ]
        add(session, tables.OrganizationName, named)


def _located(session: Session, version_id: int) -> tuple[tables.Document, tables.Version]:
    row = session.execute(_LOCATED, {"version": version_id}).one_or_none()
    if row is None:
        raise ValueError(f"there is no version {version_id}")
    return row[0], row[1]


def _check(extraction: Extraction, document: str, text: str) -> None:
    if extraction.id != document:
        raise ValueError(f"the extraction is one of {extraction.id}, the version is one of {document}")
    for claim in (*extraction.figures, *extraction.assessments, *extraction.incidents):
        if text[claim.start : claim.end] != claim.quote:
            raise ValueError(f"{document}: no quote at {claim.start}-{claim.end}: {claim.quote!r}")
