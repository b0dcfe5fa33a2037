"""What on a page is not its article: menus, related stories, counters, credits. The words for it are in chrome.toml."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

from lxml.html import HtmlElement

from crawler.extraction.dates import stripped_of_stamps
from crawler.extraction.lines import INVISIBLE
from crawler.extraction.text import CELL, clean

_TAGS = {
    "nav", "aside", "footer", "form", "button", "select", "dialog", "marquee", "label",
    "amp-sidebar", "amp-list", "amp-social-share", "amp-ad",
}  # fmt: skip
_NEVER = {"html", "body", "article", "main", "h1", "tbody", "tr", "th", "thead", "tfoot"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SHORT = 200  # characters of a block that short names may cut
_SHORTEST_LINK_LINE = 12
_LONGEST_CHROME_LINE = 220
_LONGEST_STAMP_BLOCK = 160
_LONG_PARAGRAPH = 160
_PARAGRAPH = 60  # characters; the first line of that length ends the head of an article
_HEAD_LINES = 6
_COUNTER = re.compile(r"\d[\d ]*(?:[.,]\d)?[KkКк]?")
_OF_A_GALLERY = re.compile(r"(?:фото|photo|слайд|slide|сурет)\s*№?\s*\d+\s*(?:из|of|/)\s*\d+", re.IGNORECASE)
_ROLES = {"navigation", "complementary", "contentinfo", "banner", "search", "dialog"}
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*)+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CARD = 200
_BESIDE_LINK = 30  # characters of a label beside the link that a card is
_LAYOUT = re.compile(r"\b(?:with|has|no|without|not|is)[-_]\w+")  # of a block beside a sidebar, not of the sidebar
_BORDER = r"(?:^|[\s_-])(?:{})(?:$|[\s_-])"


def cut_chrome(tree: HtmlElement) -> None:
    """Take the chrome out of a page, but never most of its text, nor a block that holds its heading."""
    for element in list(tree.iter(*INVISIBLE)):
        element.drop_tree()
    for element in list(tree.iterdescendants()):
        if element.getparent() is not None and isinstance(element.tag, str) and _is_hidden(element):
            element.drop_tree()
    _cut_further_articles(tree)
    page = _Page(tree)
    _cut_within(tree, page)
    for element in list(tree.iter("h2", "h3", "h4", "h5", "h6", "p", "b", "strong", "div", "span")):
        if page.still_holds(element) and _heads_links(element):
            page.cut_under(element)


def _cut_within(element: HtmlElement, page: _Page) -> None:
    for child in list(element):
        if isinstance(child.tag, str) and child.tag not in _NEVER and page.may_go(child):
            child.drop_tree()
        else:
            _cut_within(child, page)


def _cut_further_articles(tree: HtmlElement) -> None:
    """Drop what some sites put below an article for who scrolls on: the next one, in a block of the same kind."""
    heading = next(tree.iter("h1"), None)
    if heading is None or not heading.get("class"):
        return
    for around in list(heading.iterancestors()):
        for twin in list(around.itersiblings(around.tag)):
            if around.get("class") and _look(twin) == _look(around) and _has_title_and_date(twin, heading.get("class")):
                twin.drop_tree()


def _has_title_and_date(block: HtmlElement, title: str) -> bool:
    inside = [element for element in block.iterdescendants() if isinstance(element.tag, str)]
    return any(element.get("class") == title for element in inside) and any(map(_names_stamp, inside))


class _Page:
    """A page that is being cut. Lengths are those before the first cut: taking them anew would cost too much."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self._lengths: dict[HtmlElement, tuple[int, int]] = {}
        self._headed: set[HtmlElement] = set()
        for element in reversed(list(tree.iter())):
            if isinstance(element.tag, str):
                self._measure(element)
        for heading in tree.iter("h1"):
            self._headed.update((heading, *heading.iterancestors()))
        self.most = self.length(tree) / 2
        # A block that names itself chrome is believed further where the page's heading stands outside it.
        self._most_named = self.length(tree) * (0.8 if self.holds_heading(tree) else 0.5)

    @cached_property
    def _looks(self) -> Counter[str]:
        return Counter(map(_look, self._lengths))

    def _measure(self, element: HtmlElement) -> None:
        """Length of an element's text in characters, and of that part of it which is links."""
        length, links = _words_length(element.text), 0
        for child in element:
            inside, linked = self._lengths.get(child, (0, 0))
            length, links = length + inside + _words_length(child.tail), links + linked
        self._lengths[element] = (length, length if element.tag == "a" else links)

    def length(self, element: HtmlElement) -> int:
        """Of an element's text, in characters."""
        return self._lengths.get(element, (0, 0))[0]

    def holds_heading(self, element: HtmlElement) -> bool:
        """Whether the page's heading is in it."""
        return element in self._headed

    def still_holds(self, element: HtmlElement) -> bool:
        """Whether an element has not been cut with one around it."""
        return element.getparent() is not None and element.getroottree().getroot() is self._tree.getroottree().getroot()

    def may_go(self, element: HtmlElement) -> bool:
        """Whether an element is chrome and not most of the page."""
        if self.holds_heading(element):
            return False
        # A template may wrap the whole page in a form, or name it after its sidebar.
        if self._is_named(element):
            return self.length(element) < self._most_named
        return self.length(element) < self.most and (self._is_chrome(element) or self._is_single_stamp(element))

    def _is_chrome(self, element: HtmlElement) -> bool:
        """Whether an element is chrome by its tag or its links."""
        if element.tag in _TAGS or element.tag == "header" or element.get("role") in _ROLES:
            return True
        if element.tag == "figcaption":
            figure = next(element.iterancestors("figure"), None)
            return figure is None or figure.find(".//table") is None
        return self._is_linked(element)

    def _is_named(self, element: HtmlElement) -> bool:
        """Whether its class or id names it so."""
        named = _named(element)
        return named != "" and (
            _is_called("names", named) or (self.length(element) < _SHORT and _is_called("short_names", named))
        )

    def _is_linked(self, element: HtmlElement) -> bool:
        """Whether a list or line is made of links: to other articles, as articles hardly ever write themselves."""
        length, links = self._lengths.get(element, (0, 0))
        if length < _SHORTEST_LINK_LINE or not links:
            return False
        if element.tag in ("ul", "ol"):
            return links > 0.6 * length
        if element.tag in ("p", "div", "li", "h2", "h3", "h4", "h5", "section"):
            return links > 0.9 * length or (
                element.tag in ("div", "section") and length < _CARD and links >= length / 2 and _is_card(element)
            )
        return False

    def _is_single_stamp(self, element: HtmlElement) -> bool:
        """The one line that dates the page or counts its readers. The same kind several times dates entries."""
        if not _names_stamp(element):
            return False
        if self._looks[_look(element)] > 1 or self.length(element) > _LONGEST_STAMP_BLOCK:
            return False
        words = clean(element.text_content())
        in_table = next(element.iterancestors("table"), None) is not None
        return not in_table and (_is_stamp(words) or _COUNTER.fullmatch(words) is not None)

    def cut_under(self, heading: HtmlElement) -> None:
        """Drop a heading over links with what it heads: its whole block where it opens one, else what follows it."""
        parent = heading.getparent()
        if heading.tag in ("b", "strong", "span") and next(parent.iter("a"), None) is None:
            return
        before = clean("".join(parent.itertext())).split(clean(heading.text_content()))[0]
        if (
            parent.tag not in _NEVER
            and not before
            and not self.holds_heading(parent)
            and self.length(parent) < self.most
        ):
            parent.drop_tree()
            return
        for sibling in list(heading.itersiblings()):
            if isinstance(sibling.tag, str):
                long = self.length(sibling) > _LONG_PARAGRAPH and next(sibling.iter("a"), None) is None
                if long or self.holds_heading(sibling) or self.length(sibling) >= self.most:
                    break
                sibling.drop_tree()
        heading.drop_tree()


def _is_card(element: HtmlElement) -> bool:
    """Whether a block is a link with hardly more beside it than a label and a date."""
    rest, *_ = stripped_of_stamps(clean(" ".join(_outside_links(element))))
    return len(rest.strip()) <= _BESIDE_LINK and not re.search(r"[\d.!?%:;]", rest.strip(" ,.:|"))


def _outside_links(element: HtmlElement) -> Iterator[str]:
    if element.tag != "a" and not _names_stamp(element):
        yield element.text or ""
        for child in element:
            yield from _outside_links(child)
            yield child.tail or ""


def is_lead(element: HtmlElement) -> bool:
    """Whether an element is named the lead of an article."""
    named = _named(element)
    return named != "" and _is_called("leads", named)


def without_chrome_lines(lines: Iterable[str], title: str | None = None) -> list[str]:
    """The clean lines of an article without those that are chrome by their words, and without its head's stamps.

    What stands above the title is the page's, what stands below a line such as "Related stories" is of others.

    A line of a date, a clock or a count alone is cut where it stands before the first paragraph or ends the text;
    further down it dates an entry or belongs to a table.
    """
    kept = list(_without_chrome(_between(list(lines), title)))
    stamps = {rank for rank, line in enumerate(kept) if _is_stamp(line)}
    clocks = sorted(rank for rank in stamps if re.search(r"\d[:.]\d\d", kept[rank]))
    if sum(after - before > 1 for before, after in pairwise(clocks)) > 1:
        return kept  # a live blog: its entries are dated, whichever comes first
    head = next((rank for rank, line in enumerate(kept) if len(line) >= _PARAGRAPH and rank not in stamps), len(kept))
    cut = {rank for rank in stamps if rank < min(head, _HEAD_LINES) or rank == len(kept) - 1}
    counters = {rank for rank in range(min(head, _HEAD_LINES)) if _COUNTER.fullmatch(kept[rank])}
    cut |= {rank for rank in counters if cut & {rank - 1, rank + 1}}
    return [line for rank, line in enumerate(kept) if rank not in cut]


def _without_chrome(lines: list[str]) -> Iterator[str]:
    """The lines that are no chrome by their words, nor a count behind such a one ("Share:", "14")."""
    is_behind = False
    for line in lines:
        is_behind = is_chrome_line(line) or (is_behind and _COUNTER.fullmatch(line) is not None)
        if not is_behind:
            yield line


def _between(lines: list[str], title: str | None) -> list[str]:
    total = sum(map(len, lines))
    begin = lines.index(title) if title in lines else 0
    if 2 * sum(map(len, lines[:begin])) > total:
        begin = 0
    for rank in range(begin + 1, len(lines)):
        words = re.sub(r"[\d\s()\[\]:.…]+", " ", lines[rank].lower()).strip() if len(lines[rank]) < _PARAGRAPH else ""
        is_end = words in _words()["comments"] or (
            words in _words()["endings"] and max(map(len, lines[rank:])) <= _LONG_PARAGRAPH
        )
        if is_end and 3 * sum(map(len, lines[begin:rank])) > total:
            return lines[begin:rank]
    return lines[begin:]


def is_chrome_line(line: str) -> bool:
    """Whether a line is site chrome or a credit by the words it begins with."""
    if len(line) > _LONGEST_CHROME_LINE:
        return False
    lower, phrases = line.lower(), _words()["lines"]
    return any(whole.fullmatch(line) for whole in (_HASHTAGS, _OF_A_GALLERY)) or (
        lower.startswith(phrases)
        and any(lower.startswith(phrase) and _ends_there(phrase, lower[len(phrase) :]) for phrase in phrases)
    )


def _ends_there(phrase: str, rest: str) -> bool:
    """Whether a single word stands for itself, and does not begin a sentence ("Популярное мнение …")."""
    is_word = phrase.isalpha()
    return not is_word or not rest or re.match(r"\s*(?:[:—–|-]|\d+$)", rest) is not None


def _is_stamp(line: str) -> bool:
    """Whether a line is a date, a clock, or a count of readers and nothing else."""
    if len(line) > _LONGEST_STAMP_BLOCK or "%" in line or not re.search(r"\d", line):
        return False
    rest, dates, clocks = stripped_of_stamps(line)
    if CELL in line and not dates:
        return False
    rest, counted = _counts().subn(" ", rest)
    rest = re.sub(r"\b\d[\d ]*\b", " ", rest)
    return bool(dates or clocks or counted) and len(re.findall(r"[^\W\d_]{2,}", rest)) <= 2


def _is_hidden(element: HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    ) and element.tag not in _NEVER


def _named(element: HtmlElement) -> str:
    """The words by which an element's template calls it."""
    return " ".join(filter(None, map(element.get, ("class", "id", "data-block", "data-component"))))


def _names_stamp(element: HtmlElement) -> bool:
    named = _named(element)
    return element.tag == "time" or (named != "" and _is_called("stamp_names", named))


@lru_cache(maxsize=10_000)
def _is_called(kind: str, named: str) -> bool:
    """Whether one of the names of a list in chrome.toml is among an element's; sites repeat theirs on every page."""
    if kind != "stamp_names":
        named = _CAMEL.sub("-", _LAYOUT.sub(" ", named))
    return _names(kind).search(named) is not None


def _words_length(text: str | None) -> int:
    return len(" ".join(text.split())) if text else 0


def _look(element: HtmlElement) -> str:
    return f"{element.tag}.{element.get('class', '')}"


def _heads_links(element: HtmlElement) -> bool:
    words = clean(element.text_content()).lower().rstrip(":")
    if not 2 < len(words) <= 60 or (element.tag in ("div", "span") and len(element)):
        return False
    return any(
        words == head or (words.startswith(head) and len(words) < len(head) + 25 and element.tag[0] == "h")
        for head in _words()["over_links"]
    )


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("chrome.toml").read_text("utf-8"))


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in _table().items()}


@cache
def _names(kind: str) -> re.Pattern[str]:
    parts = [re.escape(name).replace(r"\*", r"\w*") for name in _table()[kind] if name[0] != "="]
    whole = [re.escape(name[1:]) for name in _table()[kind] if name[0] == "="]
    exact = rf"|(?:^|\s)(?:\w[\w-]*__)?(?:{'|'.join(whole)})(?:$|\s)" if whole else ""
    return re.compile(_BORDER.format("|".join(parts)) + exact, re.IGNORECASE)


@cache
def _counts() -> re.Pattern[str]:
    words = "|".join(_table()["counts"])
    return re.compile(rf"(?:\d[\d ]*\s*(?:{words})|(?:{words})\s*:?\s*\d[\d ]*)", re.IGNORECASE)
