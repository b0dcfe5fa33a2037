"""JSON APIs that list articles, or hold them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import quote

import jmespath
from lxml import html

from crawler.addresses import resolve
from crawler.entries.finds import Find, Finds, NoLinks
from crawler.entries.markup import read_json
from crawler.extraction.dates import read_stamp
from crawler.extraction.html import extract_fragment
from crawler.extraction.records import NotExtracted
from crawler.extraction.text import clean
from crawler.sources import Entry, Source

_PATH = re.compile(r"\{([^{}]+)\}")


def api_finds(payload: bytes, content_type: str, url: str, source: Source, entry: Entry, fetched: dt.datetime) -> Finds:
    """The articles of an answer, in its order; whole ones where the entry says which field holds the text."""
    items = jmespath.search(entry.items, read_json(payload, content_type))
    if not isinstance(items, list):
        raise NoLinks(f"no list at {entry.items!r}")
    finds = [find for item in items if (find := _find(item, url, source, entry, fetched))]
    if items and not finds:
        raise NoLinks(f"none of the {len(items)} items at {entry.items!r} gives an address by {entry.link!r}")
    return Finds(finds)


def _find(item: Any, url: str, source: Source, entry: Entry, fetched: dt.datetime) -> Find | None:
    link = _filled(entry.link or "", item)
    resolved = resolve(url, link) if link else None
    if resolved is None:
        return None
    title = _plain(_said(entry.title, item))
    published = read_stamp(_said(entry.date, item), fetched)
    document, body = None, _said(entry.body, item)
    if isinstance(body, str):
        try:
            document = extract_fragment(body, title, published, source)
        except NotExtracted:
            document = None
    return Find(resolved, title, published, document)


def _filled(template: str, item: Any) -> str | None:
    """An address with the item's values filled in, or None where it lacks one. A whole address stands as it is."""
    values = {path: jmespath.search(path, item) for path in _PATH.findall(template)}
    if not all(isinstance(value, str | int) and str(value) for value in values.values()):
        return None
    return _PATH.sub(lambda found: quote(str(values[found[1]]), safe="/:?&=%-_.~"), template)


def _said(path: str | None, item: Any) -> Any:
    return jmespath.search(path, item) if path else None


def _plain(said: Any) -> str | None:
    """Words of a field that may hold markup and character references."""
    if not isinstance(said, str) or not said.strip():
        return None
    return clean(html.fromstring(f"<div>{said}</div>").text_content()) or None
