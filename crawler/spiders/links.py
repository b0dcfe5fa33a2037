"""Addresses out of feeds, sitemaps and listings. Pure functions of the bytes received."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from parsel import Selector
from scrapy.utils.gz import gunzip

from crawler.addresses import resolve
from crawler.extraction.text import decode
from crawler.sources import Entry


class NoLinks(Exception):  # noqa: N818 - an outcome of reading an entry point
    """An entry point that is not what its source says; the message says why."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Addresses of a sitemap, the latest first where it dates them: of pages, or of further sitemaps."""

    is_index: bool
    urls: list[str]


def feed_links(payload: bytes, url: str) -> list[str]:
    """The articles of an RSS or Atom feed, in its order."""
    root = _xml(payload)
    links: list[str] = []
    for item in root.iter("{*}item", "{*}entry"):
        said = _item_link(item)
        if said and (resolved := resolve(url, said)):
            links.append(resolved)
    if not links:
        raise NoLinks(f"no articles in the feed (its root is <{etree.QName(root).localname}>)")
    return links


def _item_link(item: Any) -> str | None:
    for link in item.iterfind("{*}link"):
        said = link.get("href") or link.text
        if said and link.get("rel", "alternate") == "alternate":
            return str(said)
    guid = item.find("{*}guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true":
        return str(guid.text or "")
    return None


def sitemap_links(payload: bytes, url: str, *, max_bytes: int) -> Sitemap:
    """The addresses of a sitemap or sitemap index, gzip or not."""
    if payload[:2] == b"\x1f\x8b":
        try:
            payload = gunzip(payload, max_size=max_bytes)
        except Exception as error:
            raise NoLinks(f"the sitemap cannot be unpacked: {error}") from None
    root = _xml(payload)
    is_index = etree.QName(root).localname == "sitemapindex"
    dated: list[tuple[str, str]] = []
    for node in root.iter("{*}sitemap" if is_index else "{*}url"):
        resolved = resolve(url, node.findtext("{*}loc") or "")
        if resolved:
            dated.append((node.findtext("{*}lastmod") or "", resolved))
    if not dated:
        raise NoLinks(f"no addresses in the sitemap (its root is <{etree.QName(root).localname}>)")
    # The sort is stable: undated sitemaps keep their order.
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return Sitemap(is_index, [link for _, link in dated])


def listing_links(payload: bytes, content_type: str, url: str, entry: Entry) -> tuple[list[str], str | None]:
    """The articles of one listing page, and the next page's address where the entry says how to find it."""
    markup = decode(payload, content_type)
    if markup.lstrip()[:1] in ("{", "["):
        markup = _markup_in_json(markup)
    page = Selector(text=markup or "<html></html>", type="html")
    base = urljoin(url, page.xpath("//base/@href").get() or "")
    links = [link for said in _hrefs(page, entry.links or "a") if (link := resolve(base, said))]
    following = next(iter(_hrefs(page, entry.next)), None) if entry.next else None
    return links, resolve(base, following) if following else None


def _hrefs(page: Selector, css: str) -> Iterator[str]:
    for element in page.css(css):
        if href := element.xpath("(self::*/@href | .//a/@href)[1]").get():
            yield href


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


def _xml(payload: bytes) -> Any:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(payload.strip(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise NoLinks(f"not XML: {error}") from None
    if root is None:
        raise NoLinks("not XML")
    return root
