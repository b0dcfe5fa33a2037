"""What readers of the store get: plain immutable records, free of the database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from nlp.changes import Changes
from nlp.claims import Document, Organization
from nlp.contradictions.records import Contradiction
from nlp.statements import Statement

Closed = Literal["withdrawn", "reconciled", "corrected", "merged"]
"""Why a contradiction is history: its page no longer says so, its claims can both hold, or a person corrected them."""

ReviewVerdict = Literal["confirmed", "dismissed", "right", "wrong"]
MergerKind = Literal["actor", "election"]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a person said of a contradiction or a claim (`about`); of a wrong claim `slot` and its `right` JSON."""

    about: str
    target: str
    verdict: str
    slot: str | None
    right: str | None
    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class History:
    """A contradiction that is open, or was: when it was found and closed, why, and what was said of it."""

    found: Contradiction
    first_found: dt.datetime
    closed: dt.datetime | None
    because: str | None
    review: Reviewed | None


@dataclass(frozen=True, slots=True)
class Circles:
    """Circles of claims that can meet, with all their statements, to be judged together.

    A mark tells by its change whether the claims of a circle changed meanwhile; circles that wait for no judgement have
    none.
    """

    marks: dict[str, str | None]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class ElectionRow:
    """An election with what the store holds on it."""

    id: str
    documents: int
    claims: int
    contradictions: int


@dataclass(frozen=True, slots=True)
class SavedDocument:
    """A document in its newest version. `version` is the number of the version, from 1."""

    document: Document
    source: str | None
    version: int
    versions: int
    fetched: dt.datetime
    sha256: str
    election: str | None = None
    original: str | None = None
    """The id of the earliest document with nearly the same text; None where this is the earliest."""
    origin: str = ""
    """Who published it first: the publisher of the earliest document, or its id where none is known."""


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How the last crawl of a source went."""

    source: str
    publisher: str
    looked: dt.datetime | None
    counts: dict[str, int] = field(default_factory=dict)
    failures: tuple[tuple[str, str], ...] = ()
    """Address and reason of each failure."""


@dataclass(frozen=True, slots=True)
class CrawlRun:
    """How a crawl went. `counts` are addresses by source and state; `finished` is None while it runs or was killed."""

    id: int
    started: dt.datetime
    finished: dt.datetime | None
    counts: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class PageChange:
    """A version of a document beside the one before: the texts, and the claims that one reader found in both."""

    document: str
    url: str | None
    title: str | None
    publisher: str | None
    version: int
    last_seen: dt.datetime
    """When the older text was fetched."""
    seen: dt.datetime
    before: str
    after: str
    claims: Changes


@dataclass(frozen=True, slots=True)
class RemovedPage:
    """A saved document whose page was found gone repeatedly, on different days. `last_seen`: its newest version."""

    document: str
    url: str
    title: str | None
    publisher: str | None
    last_seen: dt.datetime
    removed: dt.datetime


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted; None leaves a slot open. `words` are found in any of their forms."""

    words: str | None = None
    election: str | None = None
    metric: str | None = None
    place: str | None = None
    source_type: str | None = None
    kind: str | None = None
    since: dt.date | None = None
    """Only statements first analysed on or after this day."""
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Hits of a search: claims, and documents with the words found in them."""

    claims: tuple[Statement, ...]
    documents: tuple[SavedDocument, ...]
    claims_total: int
    documents_total: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document with all that was read in it."""

    saved: SavedDocument
    claims: tuple[Statement, ...]
    organizations: tuple[Organization, ...]
