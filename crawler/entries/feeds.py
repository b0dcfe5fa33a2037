"""RSS and Atom feeds."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from crawler.addresses import resolve
from crawler.entries.finds import Find, Finds, NoLinks
from crawler.entries.markup import read_xml
from crawler.extraction.dates import is_credible, read_date
from crawler.extraction.html import extract_fragment
from crawler.extraction.records import NotExtracted
from crawler.extraction.text import clean
from crawler.sources import Entry, Source

_DATES = ("{*}pubDate", "{*}published", "{*}date", "{*}updated")
_WHOLE_TEXTS = ("{http://purl.org/rss/1.0/modules/content/}encoded", "{http://news.yandex.ru}full-text", "{*}content")
_SHORTEST_WHOLE = 400  # characters; a shorter "full text" is the lead


def feed_finds(payload: bytes, url: str, source: Source, entry: Entry, fetched: dt.datetime) -> Finds:
    """The articles of a feed, in its order; whole ones where the source says that its items hold the text."""
    root = read_xml(payload)
    finds = []
    for item in root.iter("{*}item", "{*}entry"):
        said = _item_link(item)
        if not said or not (link := resolve(url, said)):
            continue
        title, published = clean(item.findtext("{*}title") or "") or None, _item_date(item, fetched)
        document = None
        if entry.full_text and (markup := _whole_text(item)):
            try:
                document = extract_fragment(markup, title, published, source)
            except NotExtracted:
                document = None
        finds.append(Find(link, title, published, document))
    if not finds:
        raise NoLinks(f"no articles in the feed (its root is <{etree.QName(root).localname}>)")
    return Finds(finds)


def _item_link(item: Any) -> str | None:
    for link in item.iterfind("{*}link"):
        said = link.get("href") or link.text
        if said and link.get("rel", "alternate") == "alternate":
            return str(said)
    guid = item.find("{*}guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true":
        return str(guid.text or "")
    return None


def _item_date(item: Any, fetched: dt.datetime) -> dt.date | None:
    for name in _DATES:
        said = (item.findtext(name) or "").strip()
        if not said:
            continue
        day = _day(said, fetched)
        if day and is_credible(day, fetched):
            return day
    return None


def _day(said: str, fetched: dt.datetime) -> dt.date | None:
    try:
        return parsedate_to_datetime(said).date()
    except (ValueError, TypeError, IndexError):
        return read_date(said, fetched)


def _whole_text(item: Any) -> str | None:
    """The longest of the places where items hold their article, as markup."""
    texts = ["".join(element.itertext()) for name in _WHOLE_TEXTS for element in item.iterfind(name)]
    longest = max(texts, key=len, default="")
    return longest if len(longest) >= _SHORTEST_WHOLE else None
