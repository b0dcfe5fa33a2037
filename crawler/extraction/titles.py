"""What a page is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawler.extraction.metadata import json_ld
from crawler.extraction.text import clean
from crawler.sources import Source

_SHORTEST = 8
_SUFFIX = re.compile(r"\s+[-–—|:»/]+\s+[^-–—|]{2,60}$")


def find_title(tree: HtmlElement, source: Source) -> str | None:
    """The longest heading that the page's declared title begins or ends with, else that title, else the first heading.

    Most sites write their name behind the title, blogs before it.
    """
    if source.select.title:
        for element in tree.cssselect(source.select.title):
            if title := clean(element.text_content()):
                return title
    declared = [title for title in _declared(tree) if title]
    headings = [words for words in map(_words, tree.iter("h1", "h2", "h3")) if words]
    for title in declared:
        if named := [words for words in headings if len(words) >= _SHORTEST and _begins_or_ends(title, words)]:
            return max(named, key=len)
    firsts = [words for element in tree.iter("h1") if (words := _words(element)) and not _in_head(element)]
    if len(firsts) == 1 and len(firsts[0]) >= _SHORTEST and firsts[0] not in source.publisher.name.values():
        return firsts[0]
    return _without_site(declared, source) if declared else next(iter(firsts), None)


def _begins_or_ends(title: str, words: str) -> bool:
    return title.lower().startswith(words.lower()) or title.lower().endswith(words.lower())


def _declared(tree: HtmlElement) -> Iterator[str]:
    for meta in tree.xpath("//meta[@property='og:title' or @name='og:title']"):
        yield clean(meta.get("content") or "")
    for node in json_ld(tree):
        if isinstance(node.get("headline"), str):
            yield clean(node["headline"])
    yield clean(tree.findtext(".//title") or "")


def _without_site(declared: list[str], source: Source) -> str:
    """The shortest title that another begins with, else the first without the site's name behind it."""
    title = declared[0]
    for other in declared[1:]:
        if len(other) >= _SHORTEST and title.startswith(other):
            return other
    suffix = _SUFFIX.search(title)
    if suffix is None:
        return title
    site = re.sub(r"^[\W_]+|[\W_]+$", "", suffix[0].lower())
    names = [name.lower() for name in (*source.publisher.name.values(), *source.hosts)]
    return title[: suffix.start()] if any(name in site or site in name for name in names) else title


def _in_head(element: HtmlElement) -> bool:
    """Whether a heading lies in the site's own head, where the site's name stands, and not in an article's."""
    return any(
        part.tag == "nav" or (part.tag == "header" and part.getparent() is not None and part.getparent().tag == "body")
        for part in element.iterancestors()
    )


def _words(element: HtmlElement) -> str:
    return clean(element.text_content())
