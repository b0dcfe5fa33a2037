"""What a crawl carries: addresses to look at, what a look brought home, and the record that proves it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

ARTICLE = "article"
SINGLE = "page"
"""Kinds of addresses behind which a page stands: one that an entry point led to, and one that a source names itself.
The other kinds are those of the entry points in `crawler.sources`."""


class State(StrEnum):
    """What a look at an address showed. Only repeated `GONE` may be called removed."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"
    BLOCKED = "blocked"
    FAILED = "failed"
    NOT_EXTRACTED = "not_extracted"
    READ = "read"
    """An entry point that gave its addresses; of a page: that it gave text, which the store then compares."""
    OUT_OF_SCOPE = "out_of_scope"
    """A page that was read and not kept: it is not about what the crawl was asked for."""
    DUPLICATE = "duplicate"
    """Another address of a page that the same run has under its own."""


FAILURES = frozenset({State.BLOCKED, State.FAILED, State.NOT_EXTRACTED})
ABOUT_PAGES = frozenset(State) - {State.READ, State.DUPLICATE}


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server said of the last copy, to ask whether it has changed; `url` is the address that answered."""

    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An address of a source to look at. `entry` is the entry point it comes from, as its source file has it."""

    url: str
    source: str
    kind: str
    entry: str
    page: int = 0
    """Of a listing: which of its pages, from 0."""

    @property
    def is_article(self) -> bool:
        """Whether a page is behind it, rather than a list of addresses."""
        return self.kind in (ARTICLE, SINGLE)

    @property
    def site(self) -> str:
        """The host that is asked, one request at a time."""
        return (urlsplit(self.url).hostname or "").rstrip(".")


@dataclass(frozen=True, slots=True)
class Due:
    """A link to look at now, with what is known from the last look."""

    link: Link
    validators: Validators | None


@dataclass(frozen=True, slots=True)
class Lease:
    """A site that this crawler alone may ask for some time, and the first of its addresses that are due."""

    site: str
    due: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A source as the queue knows it: who publishes there, where to begin, and whether a vote is near."""

    name: str
    publisher: str
    entries: tuple[Link, ...]
    is_dense: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page as a document. `url` is its canonical address, `sha256` that of the payload it was read from.

    `id` is its identity, one for all addresses of the page; None where that is its address. `pages` are those of a
    paged file or a split article: the offset in `text` where each begins, and its number.
    """

    url: str
    source: str
    publisher: str
    text: str
    title: str | None
    published: dt.date | None
    lang: str | None
    media_type: str
    sha256: str
    fetched: dt.datetime
    id: str | None = None
    pages: tuple[tuple[int, int], ...] = ()

    @property
    def identity(self) -> str:
        """What the page is known by."""
        return self.id or self.url


@dataclass(frozen=True, slots=True)
class Payload:
    """What a server sent, its transfer and content encodings undone."""

    url: str
    fetched: dt.datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    address: str | None = None
    """The IP address that answered."""

    @property
    def sha256(self) -> str:
        """What the store knows the payload by."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Record:
    """Where the archive holds a payload: `length` bytes at `offset` of `file`, one gzip member.

    A `revisit` is the same payload seen again: its bytes stand in the record with the same `sha256` that is none.
    """

    file: str
    offset: int
    length: int
    sha256: str
    url: str
    fetched: dt.datetime
    status: int
    media_type: str
    revisit: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A page whose payload is archived. `version` is what was made of it; None where it gave no text then.

    `record` is that of the fetch; `whole` holds the bytes, where it is a revisit.
    """

    url: str
    source: str
    version: int | None
    record: Record
    whole: Record


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at an address and all it brought: pages of an article, addresses of an entry point, or a reason."""

    link: Link
    seen: dt.datetime
    state: State
    reason: str | None = None
    pages: tuple[Page, ...] = ()
    links: tuple[Link, ...] = ()
    most: int = 0
    """How many articles the link's entry point may lead to in one run."""
    dropped: int = 0
    """How many articles of an entry point lie outside the scope by what it says of them."""
    payload: Payload | None = None
    parts: tuple[Payload, ...] = ()
    """Of an article that is split over several pages: those behind the first."""
    validators: Validators = field(default_factory=Validators)
    rest: float = 0.0
    """Seconds that the site is to be left alone now."""
    again: bool = False
    """The site asked to come back later: not done yet."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the store made of a visit: the state of the address (None: not done yet, or done by another).

    `queued` counts the articles that it put into the queue; `saved` are documents that an entry point held itself.
    """

    state: State | None
    queued: int = 0
    saved: tuple[tuple[str, State], ...] = ()
