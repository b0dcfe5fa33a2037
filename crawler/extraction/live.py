"""Live blogs: many dated entries on one page, each a section of its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from crawler.extraction.dates import stripped_of_stamps
from crawler.extraction.text import SECTION, clean

_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})")
_FEWEST = 2


def date_entries(tree: HtmlElement) -> None:
    """Write the day beside the clock of each entry whose <time> tells it to machines alone."""
    times = [time for time in tree.iter("time") if _ISO.match(time.get("datetime") or "")]
    looks = Counter(time.get("class") for time in times)
    for time in times:
        said = _ISO.match(time.get("datetime") or "")
        words = clean(time.text_content())
        if said and looks[time.get("class")] >= _FEWEST and _CLOCK.fullmatch(words):
            year, month, day, _ = said.groups()
            for child in list(time):
                child.drop_tree()
            time.text = f"{day}.{month}.{year} {words}"


def parted(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with a mark before each dated entry where there are several."""
    kept = list(lines)
    entries = {rank for rank, line in enumerate(kept) if _opens_entry(line)}
    for rank, line in enumerate(kept):
        if len(entries) >= _FEWEST and rank in entries and rank > 0:
            yield SECTION
        yield line


def _opens_entry(line: str) -> bool:
    if len(line) > 40 or not _CLOCK.search(line):
        return False
    rest, *_ = stripped_of_stamps(line)
    return not re.search(r"\d", rest) and len(re.findall(r"[^\W\d_]{2,}", rest)) <= 2
