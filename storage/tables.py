"""The tables. Claims are what is said, mentions where; a document's mentions all lie in one version of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.columns import CleanText, ExactDecimal, UtcTime

# Later migrations of SQLite tables need to call constraints by name.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: CleanText, dt.datetime: UtcTime, Decimal: ExactDecimal}  # noqa: RUF012


class Source(Base):
    """A site that is crawled, or another origin of documents, and who publishes there."""

    __tablename__ = "source"

    name: Mapped[str] = mapped_column(primary_key=True)
    publisher: Mapped[str]


class Document(Base):
    """A page or file. `id` is its identity to the world; `versions` the number of its newest version."""

    __tablename__ = "document"

    key: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    source: Mapped[str | None] = mapped_column(ForeignKey("source.name"))
    url: Mapped[str | None] = mapped_column(index=True)
    publisher: Mapped[str | None]
    versions: Mapped[int]


class Version(Base):
    """A text of a document as it once stood. `extractor`, `election` and `detected_lang` say how it was last read.

    `pages` of a paged file: where each page that has text begins in it, and its number, for citation; else null.
    """

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("document_key", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_key: Mapped[int] = mapped_column(ForeignKey("document.key"))
    number: Mapped[int]
    sha256: Mapped[str]
    fetched: Mapped[dt.datetime]
    title: Mapped[str | None]
    published: Mapped[dt.date | None]
    lang: Mapped[str | None]
    text: Mapped[str]
    media_type: Mapped[str]
    pages: Mapped[list[list[int]] | None] = mapped_column(JSON(none_as_null=True))
    record: Mapped[int | None] = mapped_column(ForeignKey("record.id"))
    extractor: Mapped[str | None]
    election: Mapped[str | None]
    detected_lang: Mapped[str | None]


class Record(Base):
    """Where the archive holds a payload; a revisit's bytes stand in the record with its digest that is none."""

    __tablename__ = "record"
    __table_args__ = (UniqueConstraint("file", "offset"), Index(None, "sha256"))

    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str]
    offset: Mapped[int] = mapped_column(BigInteger)
    length: Mapped[int]
    sha256: Mapped[str]
    url: Mapped[str]
    fetched: Mapped[dt.datetime]
    status: Mapped[int]
    media_type: Mapped[str]
    revisit: Mapped[bool]


class Site(Base):
    """A host. A crawler that holds its lease may ask it, from `next_allowed` on; both are times of the database."""

    __tablename__ = "site"

    host: Mapped[str] = mapped_column(primary_key=True)
    next_allowed: Mapped[dt.datetime]
    lease: Mapped[str | None]
    leased_until: Mapped[dt.datetime | None]


_WAITS, _WAITS_SQLITE = text("queued IS true"), text("queued IS 1")
"""The condition of the queue's index, in the words in which SQLAlchemy asks each engine."""


class Address(Base):
    """An address of a source: whether it waits to be looked at, what the last look showed, and what to ask with.

    `run` is the run that queued it last. `gone` counts the looks since
    `gone_since` that found nothing there; `removed` is when that was repeated long enough. `due` and `due_dense`: when
    a page is to be looked at again, on calm days and around a vote; null where only an entry point leads there.
    """

    __tablename__ = "address"
    __table_args__ = (
        Index("ix_address_queued", "site", "rank", "id", sqlite_where=_WAITS_SQLITE, postgresql_where=_WAITS),
        Index(None, "entry", "run"),
        Index(None, "source", "due"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    site: Mapped[str] = mapped_column(ForeignKey("site.host"))
    source: Mapped[str] = mapped_column(ForeignKey("source.name"))
    kind: Mapped[str]
    rank: Mapped[int]
    entry: Mapped[str]
    page: Mapped[int]
    queued: Mapped[bool]
    run: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    tries: Mapped[int]
    state: Mapped[str | None]
    reason: Mapped[str | None]
    seen: Mapped[dt.datetime | None]
    gone: Mapped[int]
    gone_since: Mapped[dt.datetime | None]
    removed: Mapped[dt.datetime | None]
    due: Mapped[dt.datetime | None]
    due_dense: Mapped[dt.datetime | None]
    answered: Mapped[str | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    record: Mapped[int | None] = mapped_column(ForeignKey("record.id"))


class Run(Base):
    """A crawl of some sources (their names in order, parted by spaces), by one crawler or several.

    Pages last seen before `again_before` are looked at whether due or not; with `is_only` nothing but what was asked
    for is. `dense`: the sources near whose country's vote it is.
    """

    __tablename__ = "run"

    id: Mapped[int] = mapped_column(primary_key=True)
    sources: Mapped[str]
    started: Mapped[dt.datetime]
    finished: Mapped[dt.datetime | None]
    again_before: Mapped[dt.datetime | None]
    is_only: Mapped[bool] = mapped_column(default=False)
    dense: Mapped[str] = mapped_column(default="")


class RunFailure(Base):
    """An address that a run could not read, and why."""

    __tablename__ = "run_failure"

    run: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    url: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str | None]


class Change(Base):
    """What the version `number` of a document says otherwise than the one before, both read by `extractor`.

    `body` is a `storage.views.ClaimChanges` as JSON.
    """

    __tablename__ = "change"

    document_key: Mapped[int] = mapped_column(ForeignKey("document.key"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    extractor: Mapped[str]
    body: Mapped[str]


class RunCount(Base):
    """How many addresses of a source a run found in a state."""

    __tablename__ = "run_count"

    run: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    source: Mapped[str] = mapped_column(ForeignKey("source.name"), primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class Election(Base):
    """An election that claims speak of, known to the reference data or not."""

    __tablename__ = "election"

    id: Mapped[str] = mapped_column(primary_key=True)


class Contest(Base):
    """One vote of an election: its lower house, its regional councils."""

    __tablename__ = "contest"

    election: Mapped[str] = mapped_column(ForeignKey("election.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)


class Claim(Base):
    """What a statement says, as far as its id fixes it; how a text words it stands in its mentions.

    `metric` is a figure's metric, an assessment's aspect or an incident's type. `speaker` and `subject` are the known
    actor's id, or the folded name of one that nobody knows.
    """

    __tablename__ = "claim"
    __table_args__ = (
        ForeignKeyConstraint(["election", "contest"], ["contest.election", "contest.name"]),
        Index(None, "election", "metric"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    metric: Mapped[str]
    election: Mapped[str | None] = mapped_column(ForeignKey("election.id"))
    place: Mapped[str | None]
    contest: Mapped[str | None]
    source_type: Mapped[str]
    speaker: Mapped[str | None]
    subject: Mapped[str | None]
    value: Mapped[Decimal | None]
    low: Mapped[Decimal | None]
    high: Mapped[Decimal | None]
    first_analysed: Mapped[dt.datetime] = mapped_column(index=True)


class Mention(Base):
    """A place in a version where a claim is made. `said` is the claim as JSON in this text's own words, quote apart.

    `as_read` is what the extractor read there, where a person has put something else in its place; `claim_id` is null
    where a person says that the words make no claim.
    """

    __tablename__ = "mention"
    __table_args__ = (UniqueConstraint("claim_id", "document_key", "start", "end"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[str | None] = mapped_column(ForeignKey("claim.id"))
    document_key: Mapped[int] = mapped_column(ForeignKey("document.key"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    quote: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    said: Mapped[str]
    as_read: Mapped[str | None]


class Circle(Base):
    """A claim stands in a circle with all that it can contradict (`nlp.contradictions.circles`)."""

    __tablename__ = "circle"

    name: Mapped[str] = mapped_column(primary_key=True)
    claim_id: Mapped[str] = mapped_column(ForeignKey("claim.id"), primary_key=True, index=True)


class Organization(Base):
    """An organization. `key` is the known actor's id, or the type and the folded name of one that nobody knows."""

    __tablename__ = "organization"

    key: Mapped[str] = mapped_column(primary_key=True)
    actor_id: Mapped[str | None]
    type: Mapped[str]


class OrganizationName(Base):
    """A name that a document gives an organization; `position` 0 is the fullest, the rest are its aliases."""

    __tablename__ = "organization_name"

    document_key: Mapped[int] = mapped_column(ForeignKey("document.key"), primary_key=True)
    organization: Mapped[str] = mapped_column(ForeignKey("organization.key"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Contradiction(Base):
    """A contradiction found when `circle` was judged. Open while `closed` is null; then `closed_because` says why.

    `body` is the record as JSON with the first mention of each claim; the others are those of its members.
    """

    __tablename__ = "contradiction"

    id: Mapped[str] = mapped_column(primary_key=True)
    circle: Mapped[str | None] = mapped_column(index=True)
    election: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[str]
    severity: Mapped[float] = mapped_column(Double)
    body: Mapped[str]
    first_found: Mapped[dt.datetime]
    closed: Mapped[dt.datetime | None]
    closed_because: Mapped[str | None]


class Member(Base):
    """A statement on side `a` or `b` of a contradiction. A closed one may outlive its claims, so there is no key."""

    __tablename__ = "contradiction_member"

    contradiction_id: Mapped[str] = mapped_column(ForeignKey("contradiction.id"), primary_key=True)
    side: Mapped[str] = mapped_column(primary_key=True)
    statement_id: Mapped[str] = mapped_column(primary_key=True, index=True)


class Unread(Base):
    """A document that waits for the extractor to read its newest version."""

    __tablename__ = "unread"

    document_key: Mapped[int] = mapped_column(ForeignKey("document.key"), primary_key=True)


class Unjudged(Base):
    """A circle whose claims changed after it was judged; every change sets a new `mark`."""

    __tablename__ = "unjudged"

    circle: Mapped[str] = mapped_column(primary_key=True)
    mark: Mapped[str]


class Tool(Base):
    """The version of the extractor or of the engine that the store is for: what another one made is made again."""

    __tablename__ = "tool"

    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str]


class Review(Base):
    """What a person says of a claim or a contradiction (`about`), under the name `by`. It holds until `withdrawn`.

    Of a wrong claim: `slot` and its `right` value as JSON, null for words that make no claim. `said` is the claim as
    JSON, `version_id` where the person read it, `quotes` a JSON list of the words that the review holds for, in the
    document `document_key` or in all.
    """

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str]
    target: Mapped[str] = mapped_column(index=True)
    verdict: Mapped[str]
    slot: Mapped[str | None]
    right: Mapped[str | None]
    said: Mapped[str | None]
    quotes: Mapped[str | None]
    version_id: Mapped[int | None] = mapped_column(ForeignKey("version.id"))
    document_key: Mapped[int | None] = mapped_column(ForeignKey("document.key"))
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[dt.datetime]
    withdrawn: Mapped[dt.datetime | None]


class Merger(Base):
    """An actor (its id or name) or an election that a person found to be another one: claims follow."""

    __tablename__ = "merger"

    kind: Mapped[str] = mapped_column(primary_key=True)
    old: Mapped[str] = mapped_column(primary_key=True)
    new: Mapped[str]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[dt.datetime]


class Fingerprint(Base):
    """The MinHash of a document's newest text. `first` is the earliest of the near-identical documents around it."""

    __tablename__ = "fingerprint"

    document_key: Mapped[int] = mapped_column(ForeignKey("document.key"), primary_key=True)
    signature: Mapped[bytes]
    first: Mapped[int] = mapped_column(ForeignKey("document.key"), index=True)


class Band(Base):
    """A part of a fingerprint: documents that share one are candidates for near-identity."""

    __tablename__ = "band"

    hash: Mapped[str] = mapped_column(primary_key=True)
    document_key: Mapped[int] = mapped_column(ForeignKey("document.key"), primary_key=True, index=True)


def _words(name: str) -> Table:
    words = Column("words", Text().with_variant(TSVECTOR(), "postgresql"))
    # FTS5 calls its key `rowid`; PostgreSQL does not mind. Apart from the other tables: on SQLite they are virtual.
    return Table(name, _searchable, Column("rowid", Integer, primary_key=True), words)


_searchable = MetaData()
document_words = _words("document_words")
mention_words = _words("mention_words")
