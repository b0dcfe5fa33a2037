"""Readers are served: lists, filters, search, one claim, one document."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import Any, NamedTuple, TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from crawler.documents import ABOUT_PAGES, FAILURES
from nlp.claims import Organization
from nlp.contradictions.records import Contradiction
from nlp.statements import Statement
from storage import loading, search, tables
from storage.database import portions
from storage.part import Part, midnight, newest
from storage.views import (
    ClaimFilter,
    DocumentView,
    ElectionRow,
    Found,
    History,
    Reviewed,
    SavedDocument,
    SourceHealth,
)

_A_CRAWL = dt.timedelta(days=1)
"""Looks that lie within this time before a source's last one are taken for one crawl."""


class _Look(NamedTuple):
    url: str
    seen: dt.datetime
    state: str
    reason: str | None


Ts = TypeVarTuple("Ts")


class Reading(Part):
    """What reports read; fits `reports.protocols.ReportStore`."""

    def elections(self) -> list[ElectionRow]:
        """Elections that the store holds claims on, newest first."""
        of = tables.Claim.election
        claims = (
            select(of, func.count(tables.Mention.document_key.distinct()), func.count(tables.Claim.id.distinct()))
            .join(tables.Mention, tables.Mention.claim_id == tables.Claim.id)
            .where(of.is_not(None))
            .group_by(of)
        )
        disputed = tables.Contradiction.election
        disputes = select(disputed, func.count()).where(_SHOWN).group_by(disputed)
        with self._database.read() as session:
            open_ = {row[0]: row[1] for row in session.execute(disputes)}
            rows = [
                ElectionRow(id=election, documents=documents, claims=claims, contradictions=open_.get(election, 0))
                for election, documents, claims in session.execute(claims)
                if election is not None
            ]
        return sorted(rows, key=lambda row: (row.id.partition("-")[2], row.id), reverse=True)

    def contradictions(self, election: str | None = None, since: dt.date | None = None) -> list[Contradiction]:
        """Open contradictions that nobody dismissed, gravest first; `since`: first found on or after that day."""
        wanted = _clashing(select(tables.Contradiction.body), election, since).where(_SHOWN)
        with self._database.read() as session:
            return loading.contradictions(session, session.scalars(wanted))

    def history(self, election: str | None = None, since: dt.date | None = None) -> list[History]:
        """All contradictions that were ever found, gravest first, with what became of them."""
        row, review = tables.Contradiction, tables.Review
        said_of = and_(review.target == row.id, review.about == "contradiction", review.withdrawn.is_(None))
        wanted = _clashing(select(row, review).outerjoin(review, said_of), election, since)
        with self._database.read() as session:
            rows = session.execute(wanted).all()
            found = loading.contradictions(session, [held.body for held, _ in rows])
            return [
                History(
                    one, held.first_found, held.closed, held.closed_because, loading.reviewed(said) if said else None
                )
                for one, (held, said) in zip(found, rows, strict=True)
            ]

    def confirmed(self) -> dict[str, Reviewed]:
        """Who confirmed which contradiction, by its id."""
        row = tables.Review
        held = select(row).where(row.about == "contradiction", row.verdict == "confirmed", row.withdrawn.is_(None))
        with self._database.read() as session:
            return {said.target: loading.reviewed(said) for said in session.scalars(held)}

    def claims(self, wanted: ClaimFilter) -> list[Statement]:
        """Statements that fit the filter, with all their mentions: newest first, or best first for `words`."""
        with self._database.read() as session:
            return self._claims(session, wanted)[0]

    def claim(self, statement_id: str) -> Statement | None:
        """One statement with its mentions."""
        with self._database.read() as session:
            return next(iter(loading.statements(session, [statement_id])), None)

    def claim_ids(self, prefix: str) -> list[str]:
        """The ids of the claims that begin with `prefix`, at most ten."""
        with self._database.read() as session:
            begins = tables.Claim.id.startswith(prefix, autoescape=True)
            return list(session.scalars(select(tables.Claim.id).where(begins).order_by(tables.Claim.id).limit(10)))

    def search(self, wanted: ClaimFilter) -> Found:
        """Claims and documents that hold all the words in any form, best first.

        A document must also hold a claim that fits the rest of the filter, if any is given.
        """
        with self._database.read() as session:
            claims, claims_total = self._claims(session, wanted)
            documents, documents_total = self._documents(session, wanted)
        return Found(tuple(claims), tuple(documents), claims_total, documents_total)

    def document(self, document_id: str) -> DocumentView | None:
        """One document with its claims, in the order of the text; none while its newest version is unread."""
        with self._database.read() as session:
            key = session.scalar(select(tables.Document.key).where(tables.Document.id == document_id))
            if key is None:
                return None
            saved = loading.saved_documents(session, [key])[0]
            said = (
                select(tables.Mention.claim_id)
                .join(tables.Version, tables.Version.id == tables.Mention.version_id)
                .where(tables.Mention.document_key == key, tables.Version.number == saved.version)
                .where(tables.Mention.claim_id.is_not(None))
                .order_by(tables.Mention.start, tables.Mention.id)
            )
            claims = loading.statements(session, dict.fromkeys(session.scalars(said)))
            return DocumentView(saved, tuple(claims), tuple(_organizations_of(session, key)))

    def documents(self, ids: list[str]) -> dict[str, SavedDocument]:
        """Those of the documents that exist, by id."""
        row = tables.Document
        keys: dict[str, int] = {}
        with self._database.read() as session:
            for some in portions(ids):
                for id_, key in session.execute(select(row.id, row.key).where(row.id.in_(some))):
                    keys[id_] = key
            found = loading.saved_documents(session, [keys[id_] for id_ in ids if id_ in keys])
        return {saved.document.id: saved for saved in found}

    def organizations(self, election: str | None = None, since: dt.date | None = None) -> list[tuple[str, str, int]]:
        """Name, type and number of documents of each organization, most named first.

        `election`: in documents that make claims on it; `since`: in versions fetched on or after that day.
        """
        name = tables.OrganizationName
        wanted = select(name.organization, tables.Organization.type, name.name, name.position, name.document_key).join(
            tables.Organization, tables.Organization.key == name.organization
        )
        if election is not None:
            wanted = wanted.where(name.document_key.in_(_documents_on(tables.Claim.election == election)))
        if since is not None:
            fetched = select(tables.Document.key).join(tables.Version, newest())
            wanted = wanted.where(name.document_key.in_(fetched.where(tables.Version.fetched >= midnight(since))))
        names: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        with self._database.read() as session:
            for key, kind, called, position, _ in session.execute(wanted):
                if position == 0:  # each document gives one fullest name
                    names[key, kind][called] += 1
        rows = [(_usual(called), kind, called.total()) for (_, kind), called in names.items()]
        return sorted(rows, key=lambda row: (-row[2], row[0]))

    def sources(self) -> list[SourceHealth]:
        """How the last crawl of each source went; an imported source was never looked at."""
        told = [state.value for state in ABOUT_PAGES]
        wanted = select(tables.Address).where(tables.Address.state.in_(told)).order_by(tables.Address.url)
        looks: defaultdict[str, list[_Look]] = defaultdict(list)
        with self._database.read() as session:
            for row in session.scalars(wanted):
                if row.seen is not None and row.state is not None:
                    looks[row.source].append(_Look(row.url, row.seen, row.state, row.reason))
            sources = session.scalars(select(tables.Source).order_by(tables.Source.name)).all()
            return [_health(source, looks[source.name]) for source in sources]

    def _claims(self, session: Session, wanted: ClaimFilter) -> tuple[list[Statement], int]:
        claim = tables.Claim
        fitting = select(claim.id).where(*_conditions(wanted))
        best: list[ColumnElement[Any]] = []
        if wanted.words is not None:
            forms = search.query_forms(self._stems, wanted.words)
            if not forms:
                return [], 0
            hits = search.hits(session, tables.mention_words, forms)
            fitting = fitting.join(tables.Mention, tables.Mention.claim_id == claim.id)
            fitting = fitting.join(hits, hits.c.rowid == tables.Mention.id).group_by(claim.id)
            best = [func.max(hits.c.rank).desc()]
        page = fitting.order_by(*best, claim.first_analysed.desc(), claim.id).limit(wanted.limit).offset(wanted.offset)
        return loading.statements(session, session.scalars(page).all()), _total(session, fitting)

    def _documents(self, session: Session, wanted: ClaimFilter) -> tuple[list[SavedDocument], int]:
        forms = search.query_forms(self._stems, wanted.words or "")
        if not forms:
            return [], 0
        hits = search.hits(session, tables.document_words, forms)
        fitting = select(tables.Document.key).join(hits, hits.c.rowid == tables.Document.key)
        if conditions := _conditions(wanted):
            fitting = fitting.where(tables.Document.key.in_(_documents_on(*conditions)))
        page = fitting.order_by(hits.c.rank.desc(), tables.Document.key.desc())
        keys = session.scalars(page.limit(wanted.limit).offset(wanted.offset)).all()
        return loading.saved_documents(session, keys), _total(session, fitting)


def _dismissed() -> ColumnElement[bool]:
    row = tables.Review
    said = select(row.id).where(row.target == tables.Contradiction.id, row.about == "contradiction")
    return said.where(row.verdict == "dismissed", row.withdrawn.is_(None)).exists()


_SHOWN = and_(tables.Contradiction.closed.is_(None), ~_dismissed())


def _clashing(rows: Select[*Ts], election: str | None, since: dt.date | None) -> Select[*Ts]:
    """Contradictions of an election, first found since a day, gravest first."""
    row = tables.Contradiction
    wanted = rows.order_by(row.severity.desc(), row.id)
    if election is not None:
        wanted = wanted.where(row.election == election)
    return wanted if since is None else wanted.where(row.first_found >= midnight(since))


def _conditions(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    slots = ("election", "metric", "place", "source_type", "kind")
    given = {slot: value for slot in slots if (value := getattr(wanted, slot)) is not None}
    conditions: list[ColumnElement[bool]] = [getattr(tables.Claim, slot) == value for slot, value in given.items()]
    if wanted.since is not None:
        conditions.append(tables.Claim.first_analysed >= midnight(wanted.since))
    return conditions


def _documents_on(*conditions: ColumnElement[bool]) -> Select[int]:
    mentions = select(tables.Mention.document_key).join(tables.Claim, tables.Claim.id == tables.Mention.claim_id)
    return mentions.where(*conditions)


def _organizations_of(session: Session, document: int) -> list[Organization]:
    name = tables.OrganizationName
    rows = session.execute(
        select(tables.Organization, name.name)
        .join(tables.Organization, tables.Organization.key == name.organization)
        .where(name.document_key == document)
        .order_by(name.organization, name.position)
    )
    names: dict[str, tuple[tables.Organization, list[str]]] = {}
    for organization, called in rows:
        names.setdefault(organization.key, (organization, []))[1].append(called)
    return [
        Organization.model_validate({"name": first, "type": row.type, "aliases": aliases, "id": row.actor_id})
        for row, (first, *aliases) in names.values()
    ]


def _health(source: tables.Source, looks: list[_Look]) -> SourceHealth:
    looked = max((look.seen for look in looks), default=None)
    last = [look for look in looks if looked is not None and look.seen > looked - _A_CRAWL]
    return SourceHealth(
        source=source.name,
        publisher=source.publisher,
        looked=looked,
        counts=dict(Counter(look.state for look in last)),
        failures=tuple((look.url, look.reason or look.state) for look in last if look.state in FAILURES),
    )


def _total(session: Session, fitting: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(fitting.subquery())) or 0


def _usual(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))
