"""The day of an hour that a text says."""

from __future__ import annotations

import datetime as dt

from nlp.components.context import Context
from nlp.components.elections import last_weekday
from nlp.components.reading import Reading
from nlp.quantities import ClockTime, Date
from nlp.reference import Election

_WEEK = dt.timedelta(days=7)


def day_of(here: Context, clock: ClockTime, election: Election | None) -> dt.date | None:
    """The date or weekday that stands with an hour: "by 8 a.m. on October 7", "at noon on Sunday"; a date without a
    year is of the election's."""
    published, masked = here.reading.document.published, here.masked
    if election is None:
        return None
    for match in here.words.scope["hour_of"].finditer(masked.text):
        at = match.end() - 1 if match["before"] else match.start()
        date = masked.entities.get(match.start("before") if match["before"] else match.start("day"))
        if masked.entities.get(at) is clock and isinstance(date, Date) and date.month and date.day:
            return dt.date(date.year or election.day.year, date.month, date.day)
    if published is None:
        return None
    for match in here.words.scope["hour_of_weekday"].finditer(masked.text):
        ends = match.start(), match.end() - 1
        day = last_weekday(match["after"] or match["before"], here.words, published)
        if clock in map(masked.entities.get, ends) and abs(day - election.day) <= _WEEK:
            return day
    return None


def votes_now(reading: Reading, election: Election) -> bool:
    """Whether a text was published while an election was held."""
    published = reading.document.published
    return published is not None and election.day <= published <= election.last_day


def counting_day(election: Election, clock: ClockTime) -> dt.date:
    """The day of an hour at which a count of votes stood, said without one: when the last day of voting was over, after
    midnight the next."""
    return election.last_day + dt.timedelta(days=clock.hour < _MORNING)


_MORNING = 8
"""Before this hour no station opens: what is counted then was cast the day before."""


def voting_day(reading: Reading, election: Election) -> dt.date:
    """The day of an hour said without one: of several days of voting, that of the publication."""
    published = reading.document.published
    return published if published is not None and votes_now(reading, election) else election.day
