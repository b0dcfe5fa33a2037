"""The round of an election that a text is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from nlp.components.contests import OF_PERSONS
from nlp.components.elections.days import day_before, days_of
from nlp.components.frames import lexicon
from nlp.components.reading import LEAD, Reading
from nlp.languages import fold
from nlp.reference import CHAMBERS, Election, provisional

_BESIDE = 30
"""How many characters from words for a first round its day may stand."""
_SHORTLY = dt.timedelta(days=6)
_LONG_AFTER = dt.timedelta(days=150)
"""Within this time after a first round a runoff is held."""


def first_round(reading: Reading) -> Election | None:
    """The first round of the text's election, where that is a runoff."""
    runoff_of = reading.election.runoff_of if reading.election else None
    return reading.reference.election(runoff_of) or reading.first_round


def round_meant(reading: Reading, found: Election) -> Election:
    """The round that is meant of an election. A parliament's few districts that vote again make no election of their
    own, save in a text that is headed by them."""
    headed = lexicon(reading.lang).electoral["runoff"].search(fold(reading.document.title or ""))
    contests = set(found.contests)
    own = headed or reading.reference.votes_twice(found.country)
    if not own and contests & set(CHAMBERS) and not contests & OF_PERSONS:
        return reading.reference.election(found.runoff_of) or found
    return (_runoff(reading, found) if _speaks_of_runoff(reading) else None) or found


def _speaks_of_runoff(reading: Reading) -> bool:
    """Whether a text begins with a runoff that is not merely ahead."""
    words, low = lexicon(reading.lang).electoral, reading.body[0]
    ahead = {match.end() for match in words["ahead"].finditer(reading.folded, low, low + LEAD)}
    return any(match.end() not in ahead for match in words["runoff"].finditer(reading.folded, low, low + LEAD))


def _runoff(reading: Reading, first: Election) -> Election | None:
    """The second round of an election, held before the publication: known, else on the Sunday before."""
    published = reading.document.published
    if published is None:
        return None
    if first.status == "provisional":
        return _unknown_runoff(reading, first, published)
    if first.runoff_of or not _SHORTLY <= published - first.day <= _LONG_AFTER:
        return None
    held = reading.reference.elections_of(first.country)
    known = next((election for election in held if election.runoff_of == first.id), None)
    if known is not None and known.day <= published:
        return known
    voted = day_before(reading, published)
    if voted <= first.day or reading.reference.election_on(first.country, voted):
        return None
    return replace(provisional(first.country, voted, first.contests), runoff_of=first.id)


def _unknown_runoff(reading: Reading, found: Election, published: dt.date) -> Election | None:
    """The second round of an election that the reference data lacks: its first is the one on the day stated beside
    words for a first round; its own day is the last one of voting."""
    words = lexicon(reading.lang).electoral["first_round"]
    stated = [
        day
        for date in reading.dates
        if words.search(reading.folded, max(0, date.start - _BESIDE), date.end + _BESIDE)
        for day in days_of(date, published)
        if dt.timedelta(0) < published - day < _LONG_AFTER
    ]
    if not stated:
        return None
    dated = found.id.endswith(str(found.day)) and found.day > stated[0]
    reading.first_round = provisional(found.country, stated[0], found.contests)
    own = found.day if dated else day_before(reading, published)
    return replace(provisional(found.country, own, found.contests), runoff_of=reading.first_round.id)
