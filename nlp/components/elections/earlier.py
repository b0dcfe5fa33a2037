"""The elections before the one that a text is about, where it speaks of them."""

from __future__ import annotations

import datetime as dt

from nlp.claims import Contest
from nlp.components.contests import named_in
from nlp.components.elections.days import MONTH, days_of, election_on, from_voting
from nlp.components.elections.rounds import first_round
from nlp.components.frames import lexicon
from nlp.components.reading import Reading, beginning_in
from nlp.quantities import Date
from nlp.reference import Election, provisional

_BESIDE = 8
"""How many characters before a year the word for "since" may begin."""


def earlier_election(reading: Reading, start: int, end: int) -> Election | None:
    """The other election that a stretch of the text speaks of: by its round, its date, its year, or as the one
    before."""
    main = reading.election
    if main is None:
        return None
    words = lexicon(reading.lang)
    first = first_round(reading)
    if first is not None and words.electoral["first_round"].search(reading.folded, start, end):
        return first
    for date in beginning_in(reading.dates, start, end):
        if found := _dated(reading, main, date, start, end):
            return found
    if words.scope["earlier"].search(reading.folded, start, end):
        contests = named_in(reading, start, end) or reading.contests or main.contests
        return reading.reference.previous(main.country, main.day, contests)
    return None


def _dated(reading: Reading, main: Election, date: Date, start: int, end: int) -> Election | None:
    """The election of a date in a stretch of the text, if that is not the main one or still ahead."""
    published = reading.document.published
    if date.day and date.month:
        found = election_on(reading, date, main.country) or _unknown(reading, main, date)
        ahead = found is not None and published is not None and found.day > published
        return None if found is None or found.id == main.id or ahead else found
    words = lexicon(reading.lang).electoral
    since = words["since"].search(reading.folded, max(0, date.start - _BESIDE), date.start)
    record = since or words["ever_since"].match(reading.folded, date.end)
    if not date.year or date.year == main.day.year or record:
        return None
    return election_of_year(reading, date, named_in(reading, start, end))


def election_of_year(reading: Reading, date: Date, named: tuple[Contest, ...] = ()) -> Election | None:
    """The one election of the country in the year (and month) of a date; of several, one with the same contests.

    Of a year with no known election the text itself tells that there was one.
    """
    assert reading.election is not None
    country = reading.election.country
    contests: tuple[str | None, ...] = named or (*reading.contests, *reading.election.contests, None)
    found = (reading.reference.find(country, year=date.year, month=date.month, contest=contest) for contest in contests)
    known = next(filter(None, found), None)
    held = reading.reference.elections_of(country)
    if known is None and date.year and (named or not any(election.day.year == date.year for election in held)):
        meant = named or reading.contests or reading.election.contests
        return provisional(country, dt.date(date.year, date.month or 1, 1), meant, year_only=True)
    return known


def _unknown(reading: Reading, main: Election, date: Date) -> Election | None:
    """The election of another year that a sentence on voting dates to the day, where the reference data knows of none
    about that day."""
    if date.year in (None, main.day.year) or not _of_voting(reading, date):
        return None
    day = next(iter(days_of(date, None)), None)
    held = reading.reference.elections_of(main.country)
    if day is None or any(abs(election.day - day) <= MONTH for election in held):
        return None
    span = reading.segment_at(date.start)
    return provisional(main.country, day, named_in(reading, span.start, span.end) or reading.contests or main.contests)


def _of_voting(reading: Reading, date: Date) -> bool:
    """Whether the sentence of a date is on a vote: by a word for one, by a contest, a round, or a share."""
    span = reading.segment_at(date.start)
    rounds = (lexicon(reading.lang).electoral[name] for name in ("first_round", "runoff"))
    return (
        from_voting(reading, date) is not None
        or bool(named_in(reading, span.start, span.end))
        or any(words.search(reading.folded, span.start, span.end) for words in rounds)
        or any(quantity.unit == "percent" for quantity in beginning_in(reading.quantities, span.start, span.end))
    )
