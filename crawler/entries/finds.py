"""What reading an entry point gives."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from crawler.extraction.records import Extracted


class NoLinks(Exception):  # noqa: N818 - an outcome of reading an entry point
    """An entry point that is not what its source says; the message says why."""


@dataclass(frozen=True, slots=True)
class Find:
    """An article's address, and what the entry point says of it.

    `document` is the article itself where the entry point holds the whole of it: then its page need not be fetched.
    """

    url: str
    title: str | None = None
    published: dt.date | None = None
    document: Extracted | None = None


@dataclass(frozen=True, slots=True)
class Finds:
    """Articles in the order to take them; `sitemaps`, `listings` and `following` are further pages of the entry.

    `following` is the next page of the same list, where its address is said on this one.
    """

    articles: list[Find] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    listings: list[str] = field(default_factory=list)
    following: str | None = None
