"""The days of voting that a text states."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from itertools import chain

from nlp.components.frames import Lexicon, lexicon
from nlp.components.reading import Reading
from nlp.quantities import Date
from nlp.reference import Election

MONTH = dt.timedelta(days=30)
"""A vote no farther from the publication is the one that it reports."""
_NEAR = 80
"""How many characters from a word for voting its day may stand."""
_ABOUT = 30
"""Characters by which one day stands no nearer to such a word than another."""
_SUNDAY = 6
_PARTED = re.compile(r"[.;:|\n–—]")


def days_of(date: Date, published: dt.date | None) -> list[dt.date]:
    """The days that a date can be: one without a year may be of the publication's, of the year before or after it."""
    if date.month is None or date.day is None:
        return []
    years = [date.year] if date.year else [published.year + step for step in (0, -1, 1)] if published else []
    days = []
    for year in years:
        with suppress(ValueError):  # No year but a leap one has a 29 February.
            days.append(dt.date(year, date.month, date.day))
    return days


def election_on(reading: Reading, date: Date, country: str) -> Election | None:
    """The election held on a date; one without a year is that of the publication, where it is near it."""
    published = reading.document.published
    days = days_of(date, published)
    near = [day for day in days if published and not date.year and abs(day - published) <= MONTH]
    held = (reading.reference.election_on(country, day) for day in near or days)
    return next(filter(None, held), None)


def stated_day(reading: Reading) -> dt.date | None:
    """The day in a sentence on voting that stands near a word for it, the first of them; one without a year is the
    nearest to the publication. The day of the publication itself is more often that of the page, a later one that of
    the next vote, and one long before of another."""
    announced = lexicon(reading.lang).electoral["announced"]
    published = reading.document.published
    stated: list[tuple[int, dt.date]] = []
    for date in reading.dates:
        apart = from_voting(reading, date)
        if apart is None or announced.search(reading.folded, max(0, date.start - _NEAR), date.end + _NEAR):
            continue
        if days := days_of(date, published):
            day = min(days, key=lambda day: abs(day - published) if published else dt.timedelta(0))
            other = published is not None and (day >= published or abs(day - published) > MONTH)
            stated.append((apart + (_NEAR if other else 0), day))
    nearest = min((apart for apart, _ in stated), default=0)
    return next((day for apart, day in stated if apart - nearest <= _ABOUT), None)


def from_voting(reading: Reading, date: Date) -> int | None:
    """How far a date stands from a word for voting in its sentence, farther where a sign parts them; None if none is
    near."""
    segment = reading.segment_at(date.start)
    low, high = max(segment.start, date.start - _NEAR), min(segment.end, date.end + _NEAR)
    apart = []
    electoral = lexicon(reading.lang).electoral
    for match in chain(*(electoral[word].finditer(reading.folded, low, high) for word in ("vote", "elected"))):
        left, right = sorted((match.span(), (date.start, date.end)))
        between = reading.folded[left[1] : right[0]]
        apart.append(len(between) + (_NEAR if _PARTED.search(between) else 0))
    return min(apart, default=None)


def told_day(reading: Reading) -> dt.date | None:
    """The day of "Sunday's election" or "yesterday's vote": the last such day before the publication, or on it."""
    published = reading.document.published
    words = lexicon(reading.lang)
    match = words.electoral["weekday"].search(reading.folded, *reading.body)
    if published is None or match is None:
        return None
    day = next(day for day in match.groups() if day)
    ago = next((ago for ago, name in enumerate(words.days_ago) if day.startswith(name)), None)
    return last_weekday(day, words, published) if ago is None else published - dt.timedelta(days=ago)


def last_weekday(word: str, words: Lexicon, published: dt.date) -> dt.date:
    """The last day of that name before a publication, or on it."""
    weekday = next(number for number, name in enumerate(words.week) if word.startswith(name))
    return published - dt.timedelta(days=(published.weekday() - weekday) % 7)


def day_before(reading: Reading, published: dt.date) -> dt.date:
    """The day of voting just before a publication: the weekday that the text names, else a Sunday."""
    return told_day(reading) or published - dt.timedelta(days=(published.weekday() - _SUNDAY) % 7)
