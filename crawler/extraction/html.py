"""The article of an HTML page as lines of text: paragraphs, list items, table rows; no site chrome.

trafilatura finds the article. Because it loses figures on one page in eight, it serves to find the page's main block,
and the block is then read whole, without its chrome.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Iterable

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from crawler.addresses import resolve
from crawler.extraction.chrome import cut_chrome, is_lead, without_chrome_lines
from crawler.extraction.dates import find_date
from crawler.extraction.lines import BlockLines, block_lines, is_layout
from crawler.extraction.live import date_entries, parted
from crawler.extraction.records import Extracted, NotExtracted
from crawler.extraction.text import clean, decode, join_lines, language, numbers
from crawler.extraction.titles import find_title
from crawler.sources import Source

_BLOCK_SHARE = 0.9
_MOST_PARTS = 50


def extract_html(payload: bytes, content_type: str, url: str, source: Source, fetched: dt.datetime) -> Extracted:
    """Read an HTML page, whole or cut short. Raises NotExtracted with the reason where it holds no text."""
    tree = parse(decode(payload, content_type))
    title, declared = find_title(tree, source), _declared_language(tree)
    published = find_date(tree, url, source, fetched)
    parts = _parts(tree, url, source)
    text = _article_text(tree, title, source)
    return Extracted(text, title, published, language(text, declared, source.languages), parts=parts)


def extract_fragment(markup: str, title: str | None, published: dt.date | None, source: Source) -> Extracted:
    """Read an article that a feed or an API gives as a piece of HTML, all of which is the article."""
    tree = parse(f"<html><body>{markup}</body></html>")
    _cut_by_source(tree, source)
    cut_chrome(tree)
    text = _whole(block_lines(tree), None, source)
    return Extracted(text, title, published, language(text, None, source.languages))


def parse(markup: str) -> HtmlElement:
    """A tree of whatever markup there is; NotExtracted where there is none."""
    # lxml refuses text with an encoding declaration or a NUL, and shows other control characters as U+FFFD.
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", markup))
    # A page cut in the middle of a tag would show the tag's beginning as text.
    last = markup.rfind("<")
    markup = markup[:last] if last >= 0 and markup.find(">", last) < 0 else markup
    try:
        return lxml.html.document_fromstring(markup, parser=lxml.html.HTMLParser(huge_tree=False, no_network=True))
    except (etree.LxmlError, ValueError) as error:
        raise NotExtracted(f"not HTML: {error}") from None


def canonical_link(payload: bytes) -> str | None:
    """What `<link rel=canonical>` in a page's first part says, as written."""
    # Bounded, so that a page of a hundred thousand open tags costs no more than another.
    found = re.search(
        rb"<link\s[^<>]{0,300}?\brel\s{0,3}=\s{0,3}[\"']?canonical\b[^<>]{0,2000}>",
        payload[:200_000],
        re.IGNORECASE,
    )
    if not found:
        return None
    href: str | None = lxml.html.fragment_fromstring(found[0].decode("utf-8", "replace")).get("href")
    return href.strip() if href else None


def _article_text(tree: HtmlElement, title: str | None, source: Source) -> str:
    _cut_by_source(tree, source)
    date_entries(tree)
    if source.select.body:
        blocks = tree.cssselect(source.select.body)
        if any(clean(block.text_content()) for block in blocks):
            for block in blocks:
                cut_chrome(block)
            return _whole((line for block in _outermost(blocks) for line in block_lines(block)), title, source)
    cut_chrome(tree)
    return _whole(_main_lines(tree), title, source)


def _parts(tree: HtmlElement, url: str, source: Source) -> tuple[str, ...]:
    """The addresses of the article's further parts on the source's hosts, this one left out; cuts the links to them."""
    if not source.select.parts:
        return ()
    elements = tree.cssselect(source.select.parts)
    links = [resolve(url, element.get("href") or "") for element in elements]
    for element in elements:
        element.drop_tree()
    found = (link for link in links if link and link != url and source.has_host(link))
    return tuple(dict.fromkeys(found))[:_MOST_PARTS]


def _whole(lines: Iterable[str], title: str | None, source: Source) -> str:
    """Lines as the text of an article; NotExtracted where they hold no word."""
    kept = without_chrome_lines(lines, title)
    endings = tuple(source.cut_after)
    last = next((rank for rank, line in enumerate(kept) if endings and line.startswith(endings)), len(kept))
    text = join_lines(parted(kept[:last]))
    if not any(map(str.isalnum, text)):
        raise NotExtracted("no article text found in the page")
    return text


def _cut_by_source(tree: HtmlElement, source: Source) -> None:
    for selector in source.cut:
        for element in tree.cssselect(selector):
            if element.getparent() is not None:
                element.drop_tree()


def _trafilatura(tree: HtmlElement) -> str:
    import trafilatura

    try:
        document = trafilatura.bare_extraction(
            copy.deepcopy(tree), include_tables=True, include_comments=False, with_metadata=False, fast=True
        )
    except Exception:
        # Broken markup breaks it now and then; the page's main block still stands.
        return ""
    body = getattr(document, "body", None)
    return join_lines(block_lines(body)) if body is not None else ""


def _main_lines(tree: HtmlElement) -> list[str]:
    """The smallest part of the page that holds most of what trafilatura takes for the article, and all its numbers."""
    marked = tree.xpath("//article | //main")
    body = tree.find("body")
    block = marked[0] if len(marked) == 1 else body if body is not None else tree
    read = BlockLines(block)
    article = _trafilatura(tree)
    paragraphs = [line for line in article.split("\n") if len(line) > 20]
    wanted, total = _numbers_of(article.split("\n")), sum(map(len, paragraphs))

    def holds_most(child: HtmlElement) -> bool:
        if not isinstance(child.tag, str):
            return False
        text = " ".join(read.within(child))
        if 2 * len(text) < _BLOCK_SHARE * total:
            return False  # too short, whatever its words are
        return sum(len(paragraph) for paragraph in paragraphs if paragraph in text) >= _BLOCK_SHARE * total

    wanted &= _numbers_of(read.within(block))
    while total:
        inner = next(filter(holds_most, block), None)
        if inner is None or inner.tag == "p" or (inner.tag == "table" and not is_layout(inner)) or _has_twin(inner):
            break
        if wanted - _numbers_of(read.within(inner)):
            break
        block = inner
    block = _cell_of_heading(block)
    return [line for lead in _leads(tree, block) for line in block_lines(lead)] + read.within(block)


def _leads(tree: HtmlElement, block: HtmlElement) -> list[HtmlElement]:
    """What stands between the page's heading and the article's block and is named a lead."""
    found: list[HtmlElement] = []
    heading = next(tree.iter("h1"), None)
    if heading is None:
        return found
    for element in heading.xpath("following::*"):
        if element is block:
            return _outermost(found)
        if is_lead(element) and element not in block.iterancestors():
            found.append(element)
    return []


def _numbers_of(lines: Iterable[str]) -> set[str]:
    return set().union(*map(numbers, lines))


def _cell_of_heading(block: HtmlElement) -> HtmlElement:
    """The column of a layout made of tables that has the page's heading, where it has most of the text too."""
    heading = next(block.iter("h1"), None)
    cell = next(heading.iterancestors("td"), None) if heading is not None else None
    if cell is None or block not in cell.iterancestors():
        return block
    held, all_of_it = (len(clean(part.text_content())) for part in (cell, block))
    return cell if held > all_of_it / 2 else block


def _has_twin(element: HtmlElement) -> bool:
    """Whether a sibling looks the same: then it is one entry or card of several, and they belong together."""
    look = element.get("class")
    return look is not None and any(
        sibling.tag == element.tag and sibling.get("class") == look
        for sibling in (*element.itersiblings(), *element.itersiblings(preceding=True))
    )


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    chosen = set(elements)
    return [element for element in elements if not any(ancestor in chosen for ancestor in element.iterancestors())]


def _declared_language(tree: HtmlElement) -> str | None:
    lang = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").lower()[:2]
    # "kz" is the country; sites often write it for the Kazakh language.
    return {"kz": "kk"}.get(lang, lang) or None
