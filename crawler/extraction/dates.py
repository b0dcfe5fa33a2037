"""When a page was published: what it says to machines, then what it says to readers in Russian, Kazakh or English."""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from crawler.sources import Source

_EARLIEST = dt.date(1991, 1, 1)
# The day of a page is written in its own time; the sites read here lie up to six hours east of UTC.
_EASTERNMOST = dt.timedelta(hours=6)
_LONGEST_STAMP = 60

_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<![\d.])(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})(?!\d)")
_WORD = r"(?P<w>[^\W\d_]{3,}(?:-[^\W\d_]+)?)\.?"
_DAY_WORD_YEAR = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:-?(?:го|st|nd|rd|th|шы|ші))?\s+{_WORD},?\s+(?P<y>\d{{4}})(?!\d)"
)
_YEAR_DAY_WORD = re.compile(
    rf"(?<!\d)(?P<y>\d{{4}})\s*(?:жылғы|жылы|жылдың|ж\.|jylǵy|jylğy|,)?\s*(?P<d>\d{{1,2}})\s+{_WORD}"
)
_WORD_DAY_YEAR = re.compile(rf"\b{_WORD}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)")
_PATTERNS = (_ISO, _DAY_FIRST, _YEAR_DAY_WORD, _DAY_WORD_YEAR, _WORD_DAY_YEAR)

_META = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "date",
)
_STAMP_CLASSES = re.compile(r"date|time|publi|\bday\b", re.IGNORECASE)


def read_date(words: str, fetched: dt.datetime) -> dt.date | None:
    """The first full date in words such as «18 Октября 2022», «2019 жылғы 9 маусым», 09.06.2019 (day first), ISO.

    None for relative words ("6 лет назад"), dates without a year, impossible ones, and dates after `fetched`.
    """
    found: list[tuple[int, dt.date]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(words):
            day = _day(match)
            if day and is_credible(day, fetched):
                found.append((match.start(), day))
                break
    return min(found)[1] if found else None


def is_credible(day: dt.date, fetched: dt.datetime) -> bool:
    """Whether a page fetched then can have been published on that day."""
    return _EARLIEST <= day <= (fetched.astimezone(dt.UTC) + _EASTERNMOST).date()


def is_stamp(line: str, fetched: dt.datetime) -> bool:
    """Whether a line is a date (and perhaps a time) and nothing else."""
    if len(line) > _LONGEST_STAMP or read_date(line, fetched) is None:
        return False
    rest = line
    for pattern in _PATTERNS:
        rest = pattern.sub("", rest, count=1)
    words = re.findall(r"[^\W\d_]{3,}", rest)
    return len(words) <= 1 and not re.search(r"\d{3,}", rest)


def find_date(tree: HtmlElement, url: str, source: Source, fetched: dt.datetime) -> dt.date | None:
    """The publication date of a page, or None where it says none that can be believed."""
    for words in _stamps(tree, source):
        if day := read_date(words, fetched):
            return day
    return _guess(tree, url, fetched)


def _stamps(tree: HtmlElement, source: Source) -> Iterator[str]:
    """Where a page writes its date, the surest places first."""
    if source.select.date:
        for element in tree.cssselect(source.select.date):
            yield from _said_by(element)
    yield from _json_ld_dates(tree)
    yield from _meta_dates(tree)
    # A <time> outside the article dates the header's clock or another article.
    articles = tree.xpath("//article | //main") or [tree]
    for element in articles[0].iter("time"):
        yield from _said_by(element)
    for element in tree.xpath("//body//*[@class or @id]"):
        if _STAMP_CLASSES.search(f"{element.get('class', '')} {element.get('id', '')}") and not _is_chrome(element):
            yield from _if_short(element)
    for element in tree.xpath("//body//*[not(*)]"):
        if _stands_alone(element) and not _is_chrome(element):
            yield from _if_short(element)


def _if_short(element: HtmlElement) -> Iterator[str]:
    words = _words(element)
    if 8 <= len(words) <= _LONGEST_STAMP:
        yield words


def _stands_alone(element: HtmlElement) -> bool:
    """Whether an element without children is a date and hardly more, and no date in a sentence or a table."""
    words = _words(element)
    if not 8 <= len(words) <= 40 or len(re.findall(r"[^\W\d_]{3,}", words)) > 2 or element.tag in ("td", "th"):
        return False
    return element.tag in ("p", "div", "li", "dd") or len(_words(element.getparent())) <= _LONGEST_STAMP


def _is_chrome(element: HtmlElement) -> bool:
    """Whether an element lies in a part of the page whose dates are today's or other articles'."""
    return any(
        ancestor.tag in ("header", "footer", "nav", "aside") for ancestor in element.iterancestors()
    ) and not any(ancestor.tag == "article" for ancestor in element.iterancestors())


def _said_by(element: HtmlElement) -> Iterable[str]:
    return [words for words in (element.get("datetime"), element.get("content"), _words(element)) if words]


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _meta_dates(tree: HtmlElement) -> Iterator[str]:
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        said.setdefault(key.lower(), meta.get("content") or "")
    yield from (said[key] for key in _META if said.get(key))
    for element in tree.xpath("//*[@itemprop='datePublished' and not(self::meta)]"):
        yield from _said_by(element)


def _json_ld_dates(tree: HtmlElement) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            stamp = node.get("datePublished")
            if isinstance(stamp, str):
                yield stamp


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, dict):
        yield data
        yield from _nodes(data.get("@graph"), depth + 1)
        yield from _nodes(data.get("mainEntity"), depth + 1)
    elif isinstance(data, list):
        for node in data:
            yield from _nodes(node, depth + 1)


def _guess(tree: HtmlElement, url: str, fetched: dt.datetime) -> dt.date | None:
    """htmldate's guess, by the address and the markup only: in free text it takes footers and Kazakh dates wrongly."""
    import htmldate

    tree = copy.deepcopy(tree)
    for element in list(tree.iter("header", "footer", "nav", "aside")):
        if element.getparent() is not None:
            element.drop_tree()
    try:
        guess = htmldate.find_date(
            tree, url=url, original_date=True, extensive_search=False, max_date=fetched.date().isoformat()
        )
    except Exception:
        return None
    return read_date(guess, fetched) if guess else None


def _day(match: re.Match[str]) -> dt.date | None:
    parts = match.groupdict()
    month = int(parts["m"]) if parts.get("m") else _month(parts.get("w") or "")
    try:
        return dt.date(int(parts["y"]), month, int(parts["d"]))
    except ValueError:
        return None


def _month(word: str) -> int:
    """The number of a month named in a word, 0 for another word. Kazakh «маусымдағы» and the like are months too."""
    word = word.lower()
    for beginnings, number in _months():
        # A short form stands alone ("окт."); a full one takes endings.
        if word == beginnings or (
            len(beginnings) > 4 and word.startswith(beginnings) and len(word) <= len(beginnings) + 5
        ):
            return number
        if word in (beginnings + "я", beginnings + "ь", beginnings + "а", beginnings + "е"):
            return number
    return 0


@cache
def _months() -> tuple[tuple[str, int], ...]:
    table: dict[str, list[list[str]]] = tomllib.loads(Path(__file__).with_name("months.toml").read_text("utf-8"))
    return tuple(
        (beginning, number)
        for months in table.values()
        for number, beginnings in enumerate(months, start=1)
        for beginning in beginnings
    )
