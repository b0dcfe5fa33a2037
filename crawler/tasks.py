"""What worker processes do with what was fetched: read an article, or take the articles out of an entry point."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.addresses import canonical, preferred
from crawler.documents import ARTICLE, Link, Page
from crawler.entries import Find, Finds, NoLinks
from crawler.entries import read_entry as finds_of
from crawler.extraction import DOCX, PDF, Extracted, bare_type, extract
from crawler.extraction.html import canonical_link
from crawler.extraction.text import join_pages
from crawler.scope import Scope
from crawler.sources import Entry, Source

_MOST_SITEMAPS = 50  # of one index: a large site has hundreds, a crawl needs the latest


class OutOfScope(Exception):  # noqa: N818 - an outcome of a page
    """A page that the crawl was not asked for; the message says why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A payload to be read: `url` is the address that answered, `media_type` the Content-Type as sent."""

    url: str
    body: bytes
    media_type: str
    moment: dt.datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """What a page of an entry point gave: whole documents, links, and the link to the next page of the same list.

    `dropped` counts the articles that lie outside the scope by what the entry point says of them.
    """

    pages: tuple[Page, ...]
    links: tuple[Link, ...]
    following: Link | None = None
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """A page, the addresses of the further parts it is split over, and what of it could not be read, and why."""

    page: Page
    parts: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def read_article(fetched: Fetched, source: Source, scope: Scope, max_pdf_pages: int) -> Article:
    """Read a page or file. Raises NotExtracted where it gives no text, OutOfScope where it was not asked for."""
    url = canonical(fetched.url)
    media_type = bare_type(fetched.body, fetched.media_type)
    if media_type not in (PDF, DOCX):
        url = preferred(url, canonical_link(fetched.body))
    found = extract(fetched.body, fetched.media_type, url, source, fetched.moment, max_pdf_pages=max_pdf_pages)
    if reason := scope.refuses(found.title, found.text, found.published):
        raise OutOfScope(reason)
    return Article(_page(fetched, source, url, found, media_type), found.parts, found.unread)


def read_part(fetched: Fetched, source: Source, max_pdf_pages: int) -> str:
    """The text of a further page of a split article. Raises NotExtracted."""
    found = extract(fetched.body, fetched.media_type, fetched.url, source, fetched.moment, max_pdf_pages=max_pdf_pages)
    return found.text.removeprefix(f"{found.title}\n")


def with_parts(page: Page, texts: Sequence[str]) -> Page:
    """An article with the texts of its further pages, "" for one that could not be read."""
    text, starts = join_pages([page.text, *texts])
    return replace(page, text=text, pages=starts)


def read_entry(fetched: Fetched, source: Source, entry: Entry, link: Link, scope: Scope, max_bytes: int) -> Listed:
    """Read a page of an entry point. Raises NoLinks with the reason where it is not what its source says."""
    is_listing = link.kind == "listing"
    finds = finds_of(
        fetched.body, fetched.media_type, fetched.url, source, entry, fetched.moment,
        is_listing=is_listing, max_bytes=max_bytes,
    )  # fmt: skip
    if is_listing and entry.kind == "listing" and not finds.articles and not link.page and not entry.is_daily:
        raise NoLinks(f"no links match {entry.links!r}")
    recent = [find for find in finds.articles if not _is_past(find, entry, fetched.moment)]
    # One address for each page: the first of those that its source takes for the same.
    articles = {source.identity(find.url): find for find in reversed(recent) if source.is_article(find.url)}
    wanted = [find for find in reversed(articles.values()) if not _is_refused(find, scope)]
    links = [Link(find.url, source.name, ARTICLE, link.entry) for find in wanted if find.document is None]
    links += [Link(url, source.name, "sitemap", link.entry) for url in finds.sitemaps[:_MOST_SITEMAPS]]
    links += [Link(url, source.name, "listing", link.entry) for url in finds.listings]
    media_type = bare_type(fetched.body, fetched.media_type)
    return Listed(
        pages=tuple(_page(fetched, source, find.url, find.document, media_type) for find in wanted if find.document),
        links=tuple(links),
        following=_following(finds, entry, link, fetched.moment) if recent or not finds.articles else None,
        dropped=len(articles) - len(wanted),
    )


def _page(fetched: Fetched, source: Source, url: str, read: Extracted, media_type: str) -> Page:
    return Page(
        url=url, source=source.name, publisher=source.publisher_name, text=read.text, title=read.title,
        published=read.published, lang=read.lang, media_type=media_type,
        sha256=hashlib.sha256(fetched.body).hexdigest(), fetched=fetched.moment, id=source.identity(url),
        pages=read.pages,
    )  # fmt: skip


def _is_refused(find: Find, scope: Scope) -> bool:
    if find.document is not None:
        return scope.refuses(find.title, find.document.text, find.published) is not None
    return scope.refuses_day(find.published) is not None


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
