"""What a crawl brings home: a page as a document, or the reason why there is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """What a look at an address showed. Only repeated `GONE` may be called removed."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"
    BLOCKED = "blocked"
    FAILED = "failed"
    NOT_EXTRACTED = "not_extracted"


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server said of the last copy, to ask whether it has changed since."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One fetched page as a document. `url` is canonical and its identity; `sha256` is that of the payload."""

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
    validators: Validators = field(default_factory=Validators)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at an address that brought no new text: its state, and why."""

    url: str
    source: str
    state: State
    seen: dt.datetime
    reason: str | None = None
