"""Where the body of a page begins and ends: what stands outside it is site chrome and makes no claims."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from nlp.segments import Segment
from nlp.statements import folded

EARLIEST_END = 0.3
"""A "subscribe" line in the first part of a page stands in the article, not after it."""


@lru_cache
def _endings() -> re.Pattern[str]:
    raw = tomllib.loads((Path(__file__).parent / "body.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(raw["after_body"]))


def body_of(text: str, low: str, segments: list[Segment], title: str | None) -> tuple[int, int]:
    """The stretch of the text that is the article: from its title on, up to the site's own lists of other pages."""
    start = _title_start(text, segments, title)
    for segment in segments:
        if segment.start < start + (len(text) - start) * EARLIEST_END:
            continue
        if _endings().match(low, segment.start, segment.end):
            return start, segment.start
    return start, len(text)


def _title_start(text: str, segments: list[Segment], title: str | None) -> int:
    """Where the title stands alone on a line: the menu ends there. A page that repeats it counts from the first."""
    wanted = folded(title)
    for segment in segments[: len(segments) // 2 + 1]:
        if wanted and folded(text[segment.start : segment.end]) == wanted:
            return segment.start
    return 0
