"""Pages of links, plain or wrapped in JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from urllib.parse import urljoin

from parsel import Selector

from crawler.addresses import resolve
from crawler.entries.finds import Find, Finds
from crawler.extraction.dates import read_date
from crawler.extraction.text import clean, decode
from crawler.sources import Entry


def listing_finds(payload: bytes, content_type: str, url: str, entry: Entry, fetched: dt.datetime) -> Finds:
    """The articles of one listing page, and the next page's address where the entry says how to find it."""
    markup = decode(payload, content_type)
    if markup.lstrip()[:1] in ("{", "["):
        markup = _markup_in_json(markup)
    page = Selector(text=markup or "<html></html>", type="html")
    base = urljoin(url, page.xpath("//base/@href").get() or "")
    links = list(_links(page, entry.links or "a"))
    dates = [_date(element, fetched) for element in page.css(entry.dates)] if entry.dates else []
    if len(dates) != len(links):
        dates = [None] * len(links)  # a link without a date somewhere: whose date is whose cannot be told
    finds = [
        Find(link, title, day)
        for (said, title), day in zip(links, dates, strict=True)
        if (link := resolve(base, said)) is not None
    ]
    following = next((said for said, _ in _links(page, entry.next)), None) if entry.next else None
    return Finds(finds, following=resolve(base, following) if following else None)


def _links(page: Selector, css: str) -> Iterator[tuple[str, str | None]]:
    for element in page.css(css):
        if href := element.xpath("(self::*/@href | .//a/@href)[1]").get():
            yield href, clean(" ".join(element.xpath(".//text()").getall())) or None


def _date(element: Selector, fetched: dt.datetime) -> dt.date | None:
    if seconds := element.attrib.get("data-unixtime"):
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC).date() if seconds.isdecimal() else None
    return read_date(element.attrib.get("datetime") or " ".join(element.xpath(".//text()").getall()), fetched)


def _markup_in_json(text: str) -> str:
    """The HTML that "load more" addresses wrap in JSON."""
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return text
    found: list[str] = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, str) and "<" in node:
            found.append(node)
        elif isinstance(node, dict | list):
            waiting.extend(reversed(list(node.values() if isinstance(node, dict) else node)))
    return "\n".join(found)
