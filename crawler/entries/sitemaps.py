"""Sitemaps and indexes of sitemaps, packed or not."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from lxml import etree

from crawler.addresses import resolve
from crawler.entries.finds import Find, Finds, NoLinks
from crawler.entries.markup import read_xml
from crawler.extraction.dates import read_date
from crawler.extraction.text import clean
from crawler.sources import Entry

_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def sitemap_finds(payload: bytes, url: str, entry: Entry, fetched: dt.datetime, *, max_bytes: int) -> Finds:
    """The addresses of a sitemap that its dates do not rule out, the latest first; those without a date come last.

    A date that is none, or lies after the fetch, says nothing: the address stays.
    """
    root = read_xml(_unpacked(payload, max_bytes))
    is_index = etree.QName(root).localname == "sitemapindex"
    dated: list[tuple[dt.date | None, Find]] = []
    for node in root.iter("{*}sitemap" if is_index else "{*}url"):
        link = resolve(url, node.findtext("{*}loc") or "")
        if link and (not is_index or re.search(entry.match or "", link)):
            dated.append((read_date(node.findtext("{*}lastmod") or "", fetched), _find(node, link, fetched)))
    if not dated:
        raise NoLinks(f"no addresses in the sitemap (its root is <{etree.QName(root).localname}>)")
    oldest = fetched.date() - dt.timedelta(days=entry.days) if entry.days else dt.date.min
    dated = [(day, find) for day, find in dated if day is None or day >= oldest]
    # The sort is stable: undated sitemaps keep their order.
    dated.sort(key=lambda pair: pair[0] or dt.date.min, reverse=True)
    finds = [find for _, find in dated]
    if is_index:
        return Finds(sitemaps=[find.url for find in finds])
    return Finds(listings=[find.url for find in finds]) if entry.links else Finds(finds)


def _find(node: Any, link: str, fetched: dt.datetime) -> Find:
    """What a news sitemap says of the article; `lastmod` is no publication date."""
    title = clean(node.findtext(f".//{_NEWS}title") or "") or None
    return Find(link, title, read_date(node.findtext(f".//{_NEWS}publication_date") or "", fetched))


def _unpacked(payload: bytes, max_bytes: int) -> bytes:
    if payload[:2] != b"\x1f\x8b":
        return payload
    from scrapy.utils.gz import gunzip  # Scrapy takes long to import, and few sitemaps need it

    try:
        return gunzip(payload, max_size=max_bytes)
    except Exception as error:
        raise NoLinks(f"the sitemap cannot be unpacked: {error}") from None
