"""The article of an HTML page as lines of text: paragraphs, list items, table rows; no site chrome.

trafilatura finds the article. Because it loses figures on one page in eight, its reading is compared with the page's
main block, and a reading that keeps more of the block's numbers is preferred.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
from collections.abc import Iterator

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.dates import find_date, is_stamp
from crawler.extraction.records import Extracted, NotExtracted
from crawler.extraction.text import clean, decode, join_lines, language, numbers, row
from crawler.sources import Source

_SHORT = 250  # trafilatura's own limit below which it distrusts a reading
_BLOCK_SHARE = 0.8

_INVISIBLE = ("script", "style", "noscript", "template", "svg", "iframe", "object")
_CHROME_TAGS = ("nav", "aside", "footer", "form", "button", "select", "dialog")
_CHROME_NAMES = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|share|sharing|social|comments?|breadcrumbs?|banner|advert\w*|ads?|popular|"
    r"most-?read|read-?more|sidebar|cookie\w*|subscribe|newsletter|pagination|pager|menu|views?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS = re.compile(
    r"address|article|blockquote|body|caption|cell|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|h[1-6]|"
    r"head|header|hr|item|li|list|main|ol|p|pre|quote|row|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)


def extract_html(payload: bytes, content_type: str, url: str, source: Source, fetched: dt.datetime) -> Extracted:
    """Read an HTML page, whole or cut short. Raises NotExtracted with the reason where it holds no text."""
    tree = parse(decode(payload, content_type))
    title, declared = _title(tree, source), _declared_language(tree)
    published = find_date(tree, url, source, fetched)
    for selector in source.cut:
        for element in tree.cssselect(selector):
            if element.getparent() is not None:
                element.drop_tree()
    _cut_chrome(tree)
    text = _article_text(tree, source, fetched)
    if not any(map(str.isalnum, text)):
        raise NotExtracted("no article text found in the page")
    return Extracted(text, title, published, language(text, declared, source.languages))


def parse(markup: str) -> HtmlElement:
    """A tree of whatever markup there is; NotExtracted where there is none."""
    # lxml refuses text with an encoding declaration or a NUL, and shows other control characters as U+FFFD.
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", markup))
    # A page cut in the middle of a tag would show the tag's beginning as text.
    markup = re.sub(r"<[^<>]*\Z", "", markup)
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


def _article_text(tree: HtmlElement, source: Source, fetched: dt.datetime) -> str:
    if source.select.body:
        blocks = tree.cssselect(source.select.body)
        if text := join_lines(line for block in _outermost(blocks) for line in block_lines(block)):
            return text
    standard = _trafilatura(tree, recall=False)
    block = _main_block(tree, standard)
    if len(standard) < _SHORT:
        return join_lines(block_lines(block)) or standard
    wanted = numbers("\n".join(line for line in block_lines(block) if not is_stamp(clean(line), fetched)))
    readings = [standard]
    if wanted - numbers(standard):
        readings.append(_trafilatura(tree, recall=True))
    if all(wanted - numbers(reading) for reading in readings):
        readings.append(join_lines(block_lines(block)))
    return max(readings, key=lambda reading: len(wanted & numbers(reading)))


def _trafilatura(tree: HtmlElement, *, recall: bool) -> str:
    import trafilatura

    try:
        document = trafilatura.bare_extraction(
            copy.deepcopy(tree), include_tables=True, include_comments=False, favor_recall=recall, with_metadata=False
        )
    except Exception:
        # Broken markup breaks it now and then; the page's main block still stands.
        return ""
    body = getattr(document, "body", None)
    return join_lines(block_lines(body)) if body is not None else ""


def block_lines(block: HtmlElement) -> list[str]:
    """The lines of a block: one for each paragraph, heading, list item and table row, in their order."""
    lines: list[str] = []
    pending: list[str] = []

    def flush() -> None:
        lines.append("".join(pending))
        pending.clear()

    def walk(element: HtmlElement) -> None:
        if not isinstance(element.tag, str) or element.tag in _INVISIBLE:
            return
        if element.tag in ("tr", "row"):
            flush()
            lines.extend(_row_lines(element))
            return
        block_like = _BLOCKS.fullmatch(element.tag) is not None
        if block_like or element.tag in ("br", "lb"):
            flush()
        pending.append(element.text or "")
        for child in element:
            walk(child)
            pending.append(child.tail or "")
        if block_like:
            flush()

    walk(block)
    flush()
    return lines


def _row_lines(element: HtmlElement) -> Iterator[str]:
    """A data row as one line. A row that only lays out the page (one cell, or tables in its cells) as its parts."""
    cells = [cell for cell in element if cell.tag in ("td", "th", "cell")]
    if len(cells) <= 1 or element.xpath(".//table"):
        for cell in cells:
            yield from block_lines(cell)
        return
    yield row(" ".join(block_lines(cell)) for cell in cells)


def _main_block(tree: HtmlElement, article: str) -> HtmlElement:
    """The smallest part of the page that holds most of an article's text."""
    marked = tree.xpath("//article | //main")
    body = tree.find("body")
    block = marked[0] if len(marked) == 1 else body if body is not None else tree
    paragraphs = [line for line in article.split("\n") if len(line) > 20]
    total = sum(map(len, paragraphs))
    while total:
        inner = next((child for child in block if _held(child, paragraphs) >= _BLOCK_SHARE * total), None)
        if inner is None or inner.tag in ("p", "tr", "table", "tbody"):
            break
        block = inner
    return block


def _held(element: HtmlElement, paragraphs: list[str]) -> int:
    text = clean(" ".join(block_lines(element)))
    return sum(len(paragraph) for paragraph in paragraphs if paragraph in text)


def _cut_chrome(tree: HtmlElement) -> None:
    """Drop navigation, forms, blocks named as chrome and lists that are mostly links, but never most of the page."""
    for element in list(tree.iter(*_INVISIBLE)):
        element.drop_tree()
    most = len(tree.text_content()) / 2
    for element in list(tree.iterdescendants()):
        if (
            element.getparent() is None
            or not isinstance(element.tag, str)
            or element.tag in ("body", "article", "main")
        ):
            continue
        is_chrome = element.tag in _CHROME_TAGS or _is_named_chrome(element) or _is_link_list(element)
        # A template may wrap the whole page in a form, or name it after its sidebar.
        if is_chrome and len(element.text_content()) < most:
            element.drop_tree()


def _is_named_chrome(element: HtmlElement) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in ("div", "section", "ul", "p", "span", "header") and bool(_CHROME_NAMES.search(names))


def _is_link_list(element: HtmlElement) -> bool:
    if element.tag not in ("ul", "ol"):
        return False
    links = sum(len(clean(link.text_content())) for link in element.iter("a"))
    return links > 0.6 * max(1, len(clean(element.text_content())))


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    chosen = set(elements)
    return [element for element in elements if not any(ancestor in chosen for ancestor in element.iterancestors())]


def _title(tree: HtmlElement, source: Source) -> str | None:
    if source.select.title:
        for element in tree.cssselect(source.select.title):
            if title := clean(element.text_content()):
                return title
    said = [clean(meta.get("content") or "") for meta in tree.xpath("//meta[@property='og:title' or @name='og:title']")]
    heading = next((words for element in tree.iter("h1") if (words := clean(element.text_content()))), "")
    shared = next((words for words in said if words), "")
    # og:title often carries the site's name after the heading's words.
    if heading and (not shared or shared.startswith(heading)):
        return heading
    return shared or _json_ld_headline(tree) or clean(tree.findtext(".//title") or "") or None


def _json_ld_headline(tree: HtmlElement) -> str:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        if isinstance(data, dict) and isinstance(data.get("headline"), str):
            return clean(data["headline"])
    return ""


def _declared_language(tree: HtmlElement) -> str | None:
    lang = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").lower()[:2]
    # "kz" is the country; sites often write it for the Kazakh language.
    return {"kz": "kk"}.get(lang, lang) or None
