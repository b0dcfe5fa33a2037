"""When a page was published: what it says to machines, then what it says to readers in Russian, Kazakh or English."""

from __future__ import annotations

import copy
import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from crawler.extraction.metadata import json_ld
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
_PACKED = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?=T|\Z)")
_PATTERNS = (_ISO, _DAY_FIRST, _YEAR_DAY_WORD, _DAY_WORD_YEAR, _WORD_DAY_YEAR, _PACKED)

_CLOCK = re.compile(r"(?<![\d.,:])\d{1,2}[:.]\d{2}(?::\d{2})?(?![\d%]|[.,]\d)")
_ZONE = re.compile(r"\b(?:GMT|UTC)\s*[+-]?\s*\d{0,2}(?::\d{2})?|\((?:мск|UTC[+\d:]*)\)", re.IGNORECASE)
_IN_ADDRESS = re.compile(
    r"/(?P<y>(?:19|20)\d{2})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?=[/-]|$)|/(?P<packed>(?:19|20)\d{6})(?=/)"
)
_LATEST_EPOCH = 4_102_444_800  # the year 2100 in seconds; larger numbers are milliseconds

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
_STAMP_CLASSES = re.compile(r"date|time|publi|meta|\bday\b|\bago\b|when|clock|gradient|gredient", re.IGNORECASE)
# What stands before the day of publication, and no sentence.
_LABELLED = re.compile(
    r"\b(?:опубликовано|добавил\w*|добавлено|дата публикации|жарияланған күні|жарияланды|published|posted)\b",
    re.IGNORECASE,
)
_CHROME_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:footer|bottom|sidebar|related|comments?|popular|copyright)(?:$|[\s_-])", re.IGNORECASE
)
_HEAD_CLASSES = re.compile(r"(?:^|[\s_-])(?:head(?:er)?|top\w*|today|current|now)(?:$|[\s_-])", re.IGNORECASE)
_TODAY = re.compile(r"\s*(?:сегодня|бүгін|today|курс)", re.IGNORECASE)


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


def read_stamp(said: Any, fetched: dt.datetime) -> dt.date | None:
    """The day of a machine's stamp: ISO or words, or seconds or milliseconds since 1970 (UTC)."""
    if isinstance(said, str) and not said.strip().isdecimal():
        return read_date(said, fetched)
    try:
        seconds = float(said)
        day = dt.datetime.fromtimestamp(seconds / 1000 if seconds > _LATEST_EPOCH else seconds, dt.UTC).date()
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return day if is_credible(day, fetched) else None


def stripped_of_stamps(line: str) -> tuple[str, int, int]:
    """A line without the dates, clocks and zones in it, and how many dates and clocks there were."""
    dates = clocks = 0
    for pattern in _PATTERNS:
        line, times = pattern.subn(" ", line)
        dates += times
    line, clocks = _CLOCK.subn(" ", line)
    return _ZONE.sub(" ", line), dates, clocks


def find_date(tree: HtmlElement, url: str, source: Source, fetched: dt.datetime) -> dt.date | None:
    """The publication date of a page, or None where it says none that can be believed.

    In order: the source's own selector, JSON-LD, meta elements, the address, the visible date nearest to the heading,
    and htmldate's guess from the markup.
    """
    for words in (*_selected(tree, source), *_declared(tree)):
        if day := read_date(words, fetched):
            return day
    return in_address(url, fetched) or _visible(tree, fetched) or _guess(tree, url, fetched)


def in_address(url: str, fetched: dt.datetime) -> dt.date | None:
    """The day written in an address, as /2021/01/10/, /2021-01-10/ or /20210110/."""
    found = _IN_ADDRESS.search(url)
    if not found:
        return None
    packed = found["packed"]
    parts = (packed[:4], packed[4:6], packed[6:]) if packed else (found["y"], found["m"], found["d"])
    try:
        day = dt.date(*map(int, parts))
    except ValueError:
        return None
    return day if is_credible(day, fetched) else None


def _selected(tree: HtmlElement, source: Source) -> Iterator[str]:
    if source.select.date:
        for element in tree.cssselect(source.select.date):
            yield from _said_by(element)


def _declared(tree: HtmlElement) -> Iterator[str]:
    for node in json_ld(tree):
        if isinstance(node.get("datePublished"), str):
            yield node["datePublished"]
    yield from _meta_dates(tree)
    # Pangea, the system of RFE/RL's sites, tells its analytics.
    for script in tree.xpath("//script[contains(text(), 'pub_year')]"):
        parts = [re.search(rf"pub_{part}\W+(\d+)", script.text or "") for part in ("year", "month", "day")]
        yield "-".join(part[1] for part in parts if part)


def _visible(tree: HtmlElement, fetched: dt.datetime) -> dt.date | None:
    """The date that stands nearest to the page's heading, in characters of text between them."""
    here, heading = 0, 0
    found: list[tuple[int, dt.date]] = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        if element.tag == "h1":
            heading = here
        if (day := _day_of(element, fetched)) is not None:
            found.append((here, day))
        here += len((element.text or "").strip()) + len((element.tail or "").strip())
    return min(found, key=lambda pair: abs(pair[0] - heading))[1] if found else None


def _day_of(element: HtmlElement, fetched: dt.datetime) -> dt.date | None:
    """The date that an element is there to tell: none in a sentence or a table, nor today's in the page's head."""
    named = f"{element.get('class', '')} {element.get('id', '')}"
    tells = element.tag == "time" or bool(_STAMP_CLASSES.search(named)) or (not len(element) and _stands_alone(element))
    if element.tag == "td" or not tells:
        tells = not len(element) and bool(_LABELLED.search(_words(element)))
    if not tells or _is_chrome(element):
        return None
    for words in _said_by(element):
        if 8 <= len(words) <= _LONGEST_STAMP and not _TODAY.match(words) and (day := read_date(words, fetched)):
            return None if day == fetched.date() and _is_clock(element) else day
    return None


def _is_clock(element: HtmlElement) -> bool:
    """Whether an element lies where sites show what day it is."""
    return any(
        _HEAD_CLASSES.search(f"{part.get('class', '')} {part.get('id', '')}") and next(part.iter("h1"), None) is None
        for part in (element, *element.iterancestors())
    )


def _stands_alone(element: HtmlElement) -> bool:
    """Whether an element without children is a date and hardly more, and no date in a sentence or a table."""
    words = _words(element)
    if not 8 <= len(words) <= 40 or len(re.findall(r"[^\W\d_]{3,}", words)) > 2 or element.tag in ("td", "th"):
        return False
    if element.tag in ("p", "div", "li", "dd", "h4", "h5", "h6"):
        return True
    around = _words(element.getparent())
    return len(around) <= _LONGEST_STAMP or bool(element.tag in ("i", "em", "small", "font") and around.find(words) >= 0
                                                  and not (element.tail or "").strip())  # fmt: skip


def _is_chrome(element: HtmlElement) -> bool:
    """Whether an element lies in a part of the page whose dates are today's or other articles'."""
    for part in (element, *element.iterancestors()):
        if part.tag == "article":
            return False
        named = f"{part.get('class', '')} {part.get('id', '')}"
        if part.tag in ("header", "footer", "nav", "aside") or _CHROME_CLASSES.search(named):
            return next(part.iter("h1"), None) is None
    return False


def _said_by(element: HtmlElement) -> Iterable[str]:
    inside = next((time.get("datetime") for time in element.iterdescendants("time") if time.get("datetime")), None)
    return [words for words in (element.get("datetime"), element.get("content"), inside, _words(element)) if words]


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


def _guess(tree: HtmlElement, url: str, fetched: dt.datetime) -> dt.date | None:
    """htmldate's guess, by the markup only: in free text it takes footers and Kazakh dates wrongly.

    The day of the fetch is none: that is what a page's clock shows.
    """
    import htmldate

    tree = copy.deepcopy(tree)
    for element in list(tree.iterdescendants()):
        if isinstance(element.tag, str) and element.getparent() is not None and _is_chrome(element):
            element.drop_tree()
    try:
        guess = htmldate.find_date(
            tree, url=url, original_date=True, extensive_search=False, max_date=fetched.date().isoformat()
        )
    except Exception:
        return None
    return read_date(guess, fetched) if guess and guess != fetched.date().isoformat() else None


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
