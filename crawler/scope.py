"""Which pages a crawl keeps: those of the days and about the matters that its operator asks for.

A cheap filter, recall before precision: it looks at the title and the lead only, in three languages, by beginnings of
words (`scope.toml`), and lets pass what it cannot judge. What it drops is counted and named, never silent.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LEAD = 2_000
"""Characters of the text that are looked at beside the title. An election story names its subject there; PDF reports
have it on the cover."""

BEFORE, AFTER = dt.timedelta(days=180), dt.timedelta(days=365)
"""How long before and after an election's first day pages are about it: from the call to the courts' last word."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What to keep. Empty fields ask for nothing.

    `elections` are first voting days: a dated page must lie around one of them, and speak of elections at all. `since`
    and `until` bound the publication, both included. One of `words` must stand in the title or lead, in any ending.
    """

    elections: tuple[dt.date, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    words: tuple[str, ...] = ()

    def refuses_day(self, published: dt.date | None) -> str | None:
        """Why a page of that day is not kept, None where it may be. An unknown day is never a reason."""
        if published is None:
            return None
        if self.since and published < self.since:
            return f"published {published}, before {self.since}"
        if self.until and published > self.until:
            return f"published {published}, after {self.until}"
        if self.elections and not any(day - BEFORE <= published <= day + AFTER for day in self.elections):
            return f"published {published}, far from the elections asked for"
        return None

    def refuses(self, title: str | None, text: str, published: dt.date | None) -> str | None:
        """Why a page is not kept, None where it is."""
        if reason := self.refuses_day(published):
            return reason
        opening = f"{title or ''}\n{text[:LEAD]}".lower()
        if self.words and not _any_of(self.words).search(opening):
            return "none of the words asked for in title and lead"
        if self.elections and not self.words and not _election_words().search(opening):
            return "no word of elections in title and lead"
        return None


EVERYTHING = Scope()


@cache
def _election_words() -> re.Pattern[str]:
    table = tomllib.loads(Path(__file__).with_name("scope.toml").read_text("utf-8"))
    return _begins(table["words"])


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return _begins([_stem(word.lower()) for word in words])


def _stem(word: str) -> str:
    """A word without the letter that Russian endings change: "явка" also finds "явку"."""
    return word[:-1] if len(word) > 3 and word[-1] in "аеёиоуыэюяьй" else word


def _begins(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})")
