"""What an entry point leads to: articles, whole documents, further entry pages. Pure functions of bytes received."""

from __future__ import annotations

import datetime as dt

from crawler.entries.apis import api_finds
from crawler.entries.channels import channel_finds
from crawler.entries.feeds import feed_finds
from crawler.entries.finds import Find, Finds, NoLinks
from crawler.entries.listings import listing_finds
from crawler.entries.sitemaps import sitemap_finds
from crawler.sources import Entry, Source

__all__ = ["Find", "Finds", "NoLinks", "read_entry"]


def read_entry(
    payload: bytes,
    content_type: str,
    url: str,
    source: Source,
    entry: Entry,
    fetched: dt.datetime,
    *,
    is_listing: bool = False,
    max_bytes: int = 20_000_000,
) -> Finds:
    """Read one page of an entry point, fetched from `url` at a timezone-aware time.

    `is_listing` marks the day lists that a sitemap with `links` leads to; `max_bytes` bounds what a packed sitemap may
    unpack to. Raises NoLinks where the page is not what its source says; the message says why.
    """
    if entry.kind == "feed":
        return feed_finds(payload, url, source, entry, fetched)
    if entry.kind == "sitemap" and not is_listing:
        return sitemap_finds(payload, url, entry, fetched, max_bytes=max_bytes)
    if entry.kind == "api":
        return api_finds(payload, content_type, url, source, entry, fetched)
    if entry.kind == "channel":
        return channel_finds(payload, content_type, url, source, fetched)
    return listing_finds(payload, content_type, url, entry, fetched)
