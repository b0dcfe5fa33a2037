"""When a known page is to be looked at again: by how long ago it changed, how often, and how near a vote is.

The ladder is that of NewsDiffs (`scraper.py`): a page that changed lately is likely to change again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from crawler.documents import Link, State

_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
_LADDER = ((3 * _HOUR, _HOUR / 4), (_DAY, _HOUR), (7 * _DAY, 3 * _HOUR), (30 * _DAY, 3 * _DAY))
"""Up to which time since a page's last change it is looked at how often."""
_OLD = 30 * _DAY
_OFTEN = 3
"""A page with so many versions is looked at one rung more often."""
_BEFORE, _AFTER = 3 * _DAY, 10 * _DAY
_APART = dt.timedelta(hours=20)
"""Two looks that find nothing count as repeated from this time on: a server's bad night is no removal."""
_AGAIN = {State.FAILED: _HOUR, State.BLOCKED: _DAY, State.GONE: _DAY, State.NOT_EXTRACTED: 7 * _DAY}


class Vote(NamedTuple):
    """An election as the schedule needs it: the country's ISO code and its voting days."""

    country: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Revisit:
    """Which known pages a crawl looks at besides those that are due. `pages`: just these, no entry points."""

    older_than: dt.timedelta | None = None
    """All that were not looked at for so long; zero: all."""
    pages: tuple[Link, ...] = ()

    @property
    def is_forced(self) -> bool:
        """Whether the schedule is not all that counts."""
        return self.older_than is not None or bool(self.pages)


DUE = Revisit()
EVERYTHING = Revisit(dt.timedelta(0))


class NextLooks(NamedTuple):
    """When a page is due on a calm day, and when in the days around a vote."""

    calm: dt.datetime
    dense: dt.datetime


def next_looks(seen: dt.datetime, changed: dt.datetime, versions: int) -> NextLooks:
    """After a look that gave text. `changed`: when the text was published or last found to be another."""
    rungs = [*(rung for _, rung in _LADDER), _OLD]
    at = next((place for place, (age, _) in enumerate(_LADDER) if seen - changed < age), len(_LADDER))
    at = max(0, at - (versions >= _OFTEN))
    return NextLooks(seen + rungs[at], seen + rungs[max(0, at - 1)])


def next_try(seen: dt.datetime, state: State, *, is_removed: bool) -> NextLooks | None:
    """After a look that gave none; None where only an entry point can lead there again."""
    pause = _OLD if is_removed else _AGAIN.get(state)
    return None if pause is None else NextLooks(seen + pause, seen + pause)


def is_repeated(since: dt.datetime, seen: dt.datetime) -> bool:
    """Whether a page that was gone at two looks may be called removed."""
    return seen - since >= _APART


def is_dense(country: str | None, votes: Iterable[Vote], day: dt.date) -> bool:
    """Whether a vote of the country (of any country, where a source names none) is near."""
    return any(vote.first - _BEFORE <= day <= vote.last + _AFTER for vote in votes if country in (None, vote.country))
