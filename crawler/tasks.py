"""What worker processes do with what was fetched: read an article, or take the addresses out of an entry point."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from crawler.addresses import canonical, preferred
from crawler.documents import ARTICLE, Link, Page
from crawler.extraction import bare_type, extract
from crawler.extraction.html import canonical_link
from crawler.sources import Entry, Source
from crawler.spiders.links import NoLinks, feed_links, listing_links, sitemap_links


@dataclass(frozen=True, slots=True)
class Fetched:
    """A payload to be read: `url` is the address that answered, `media_type` the Content-Type as sent."""

    url: str
    body: bytes
    media_type: str
    moment: dt.datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """What an entry point gave: links, latest first, and of a listing the link to its next page."""

    links: tuple[Link, ...]
    following: Link | None = None


def read_article(fetched: Fetched, source: Source, max_pdf_pages: int) -> Page:
    """Read a page or file. Raises NotExtracted with the reason where it gives no text."""
    url = canonical(fetched.url)
    media_type = bare_type(fetched.body, fetched.media_type)
    if media_type != "application/pdf":
        url = preferred(url, canonical_link(fetched.body))
    found = extract(
        fetched.body, fetched.media_type, url, source, fetched.moment, max_pdf_pages=max_pdf_pages
    )  # fmt: skip
    return Page(
        url=url, source=source.name, publisher=source.publisher_name, text=found.text, title=found.title,
        published=found.published, lang=found.lang, media_type=media_type,
        sha256=hashlib.sha256(fetched.body).hexdigest(), fetched=fetched.moment,
    )  # fmt: skip


def read_entry(fetched: Fetched, source: Source, entry: Entry, link: Link, max_bytes: int) -> Listed:
    """Take the addresses out of a feed, sitemap or listing page. Raises NoLinks with the reason."""
    if link.kind == "feed":
        return Listed(_articles(feed_links(fetched.body, fetched.url), source, link))
    if link.kind == "sitemap":
        found = sitemap_links(fetched.body, fetched.url, max_bytes=max_bytes)
        if found.is_index:
            return Listed(tuple(Link(url, source.name, "sitemap", link.entry) for url in found.urls[:_MOST_SITEMAPS]))
        return Listed(_articles(found.urls, source, link))
    urls, following = listing_links(fetched.body, fetched.media_type, fetched.url, entry)
    if not urls and not link.page:
        raise NoLinks(f"no links match {entry.links!r}")
    if "{page}" in entry.url:
        following = entry.url.replace("{page}", str(entry.first_page + link.page + 1))
    more = following is not None and link.page + 1 < entry.max_pages
    return Listed(
        _articles(urls, source, link),
        Link(following, source.name, "listing", link.entry, link.page + 1) if following and more else None,
    )


_MOST_SITEMAPS = 50  # of one index: a large site has hundreds, a crawl needs the latest


def _articles(urls: list[str], source: Source, link: Link) -> tuple[Link, ...]:
    return tuple(
        Link(url, source.name, ARTICLE, link.entry) for url in dict.fromkeys(urls) if source.is_article(url)
    )  # fmt: skip
