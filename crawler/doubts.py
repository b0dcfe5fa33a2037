"""Signs that a page was not read as it should have been, and that a source no longer gives what it gave."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from crawler.documents import State
from crawler.extraction.text import numbers

SHORT = 250
"""Characters; trafilatura's own limit below which it distrusts a reading."""
_FEWEST = 3  # pages from which a share says something
_MUCH = 0.5
_SOME = 0.3
_LOOKS = (State.NEW, State.CHANGED, State.UNCHANGED, State.NOT_EXTRACTED, State.BLOCKED, State.FAILED, State.GONE)


@dataclass(frozen=True, slots=True)
class Health:
    """What a store knows of a source since a moment: looks at its pages by state, entry points that failed, with the
    reason, titles and texts of its newest documents, and when it last gave a new one (None: never)."""

    last_new: dt.datetime | None = None
    looks: Mapping[str, int] = field(default_factory=Counter)
    failed_entries: tuple[tuple[str, str], ...] = ()
    newest: tuple[tuple[str | None, str], ...] = ()


def page_doubts(title: str | None, text: str, published: dt.date | None) -> list[str]:
    """What looks wrong with one page as it was read."""
    doubts = []
    if not title:
        doubts.append("no title")
    if published is None:
        doubts.append("no date")
    if len(text) < SHORT:
        doubts.append(f"short: {len(text)} characters")
    if missing := headline_numbers_missing(title, text):
        doubts.append(f"the numbers of the headline are missing from the body: {', '.join(sorted(missing))}")
    return doubts


def headline_numbers_missing(title: str | None, text: str) -> set[str]:
    """Numbers of the headline that the body, without its repetition of the headline, does not hold."""
    if not title:
        return set()
    return numbers(title) - numbers(text.replace(title, " ", 1))


def source_doubts(health: Health, now: dt.datetime, days: int) -> list[str]:
    """What looks wrong with a source over the last days, in words; none where all is well."""
    looked = sum(health.looks.get(state, 0) for state in _LOOKS)
    if not looked and not health.failed_entries and health.last_new is None:
        return ["never crawled"]
    doubts = [f"{url}: {reason}" for url, reason in health.failed_entries]
    if health.last_new is None or now - health.last_new > dt.timedelta(days=days):
        doubts.append(f"0 articles for {days} days")
    doubts += _shares(health.looks, looked)
    wrong = sum(bool(headline_numbers_missing(title, text)) for title, text in health.newest)
    told = sum(bool(title and numbers(title)) for title, _ in health.newest)
    if told >= _FEWEST and wrong >= _SOME * told:
        doubts.append(f"the numbers of the headline are missing from the body on {wrong} of {told} pages")
    return doubts


def _shares(looks: Mapping[str, int], looked: int) -> Iterable[str]:
    if looked < _FEWEST:
        return
    for state, words in (
        (State.NOT_EXTRACTED, "body empty"),
        (State.BLOCKED, "blocked"),
        (State.FAILED, "failed"),
        (State.GONE, "gone"),
    ):
        if looks.get(state, 0) >= _MUCH * looked:
            yield f"{words} on {looks[state] / looked:.0%} of pages"
