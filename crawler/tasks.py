"""What worker processes do with what was fetched: read an article, or take the articles out of an entry point."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from crawler.addresses import canonical, preferred
from crawler.documents import ARTICLE, Link, Page
from crawler.entries import Find, Finds, NoLinks
from crawler.entries import read_entry as finds_of
from crawler.extraction import Extracted, bare_type, extract
from crawler.extraction.html import canonical_link
from crawler.sources import Entry, Source

_MOST_SITEMAPS = 50  # of one index: a large site has hundreds, a crawl needs the latest


@dataclass(frozen=True, slots=True)
class Fetched:
    """A payload to be read: `url` is the address that answered, `media_type` the Content-Type as sent."""

    url: str
    body: bytes
    media_type: str
    moment: dt.datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """What a page of an entry point gave: whole documents, links, and the link to the next page of the same list."""

    pages: tuple[Page, ...]
    links: tuple[Link, ...]
    following: Link | None = None


def read_article(fetched: Fetched, source: Source, max_pdf_pages: int) -> Page:
    """Read a page or file. Raises NotExtracted with the reason where it gives no text."""
    url = canonical(fetched.url)
    media_type = bare_type(fetched.body, fetched.media_type)
    if media_type != "application/pdf":
        url = preferred(url, canonical_link(fetched.body))
    read = extract(fetched.body, fetched.media_type, url, source, fetched.moment, max_pdf_pages=max_pdf_pages)
    return _page(fetched, source, url, read, media_type)


def read_entry(fetched: Fetched, source: Source, entry: Entry, link: Link, max_bytes: int) -> Listed:
    """Read a page of an entry point. Raises NoLinks with the reason where it is not what its source says."""
    is_listing = link.kind == "listing"
    finds = finds_of(
        fetched.body, fetched.media_type, fetched.url, source, entry, fetched.moment,
        is_listing=is_listing, max_bytes=max_bytes,
    )  # fmt: skip
    if is_listing and not finds.articles and not link.page and not entry.is_daily:
        raise NoLinks(f"no links match {entry.links!r}")
    recent = [find for find in finds.articles if not _is_past(find, entry, fetched.moment)]
    wanted = {find.url: find for find in recent if source.is_article(find.url)}
    links = [Link(url, source.name, ARTICLE, link.entry) for url, find in wanted.items() if find.document is None]
    links += [Link(url, source.name, "sitemap", link.entry) for url in finds.sitemaps[:_MOST_SITEMAPS]]
    links += [Link(url, source.name, "listing", link.entry) for url in finds.listings]
    return Listed(
        pages=tuple(
            _page(fetched, source, url, find.document, bare_type(fetched.body, fetched.media_type))
            for url, find in wanted.items()
            if find.document is not None
        ),
        links=tuple(links),
        following=_following(finds, entry, link, fetched.moment) if recent or not finds.articles else None,
    )


def _page(fetched: Fetched, source: Source, url: str, read: Extracted, media_type: str) -> Page:
    return Page(
        url=source.identity(url), source=source.name, publisher=source.publisher_name, text=read.text,
        title=read.title, published=read.published, lang=read.lang, media_type=media_type,
        sha256=hashlib.sha256(fetched.body).hexdigest(), fetched=fetched.moment,
    )  # fmt: skip


def _is_past(find: Find, entry: Entry, moment: dt.datetime) -> bool:
    """Whether a list that goes back a number of days has come to an older article."""
    if not entry.days or entry.is_daily or find.published is None:
        return False
    return find.published < moment.date() - dt.timedelta(days=entry.days)


def _following(finds: Finds, entry: Entry, link: Link, moment: dt.datetime) -> Link | None:
    url = finds.following
    # Only the lists that stand in the source are counted, not those that a sitemap leads to.
    if url is None and entry.is_counted and link.kind == entry.kind and finds.articles:
        url = next(
            (entry.address(link.page + 1, day) for day in _days(entry, moment)
             if entry.address(link.page, day) == link.url),
            None,
        )  # fmt: skip
    if url is None or link.page + 1 >= entry.max_pages:
        return None
    return Link(url, link.source, link.kind, link.entry, link.page + 1)


def _days(entry: Entry, moment: dt.datetime) -> list[dt.date]:
    """The days that a page of a daily entry may be of; the crawl may have begun on the day before."""
    return [moment.date() - dt.timedelta(days=back) for back in range((entry.days or 1) + 1)]
