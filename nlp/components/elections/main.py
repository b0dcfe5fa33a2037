"""The election that a text is about: a known one, else one that the text itself tells of."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

from nlp.claims import Contest
from nlp.components.contests import LOCAL, contests_of, most_named, named_in, tell_mayors
from nlp.components.elections.capital import name_capital
from nlp.components.elections.country import country_of
from nlp.components.elections.days import MONTH, election_on, stated_day, told_day
from nlp.components.elections.incumbent import name_incumbent
from nlp.components.elections.rounds import round_meant
from nlp.components.frames import lexicon
from nlp.components.reading import Reading
from nlp.quantities import find_dates
from nlp.reference import CHAMBERS, Election, provisional

_LONG_BEFORE = dt.timedelta(days=240)
_LONG_AFTER = dt.timedelta(days=150)
"""How long before an election and after it texts report on it."""
_NEWS = dt.timedelta(days=7)
_BEGINNING = 500


def read_election(reading: Reading) -> None:
    """Decide whether the text is about a public election, and about which."""
    reading.electoral = _is_electoral(reading)
    if not reading.electoral:
        return
    tell_mayors(reading)
    reading.contests = most_named(reading)
    country = country_of(reading)
    if country is not None:
        found = _named(reading, country) or _near(reading, country) or _provisional(reading, country)
        reading.election = found and round_meant(reading, found)
    if reading.election is not None:
        reading.contests = _contests(reading, reading.election)
        name_incumbent(reading, reading.election)
        name_capital(reading, reading.election)
    held = reading.election.contests if reading.election is not None else ()
    if "referendum" not in (*reading.contests, *held, *contests_of(reading.document.title or "", reading.lang)):
        answers = lexicon(reading.lang).answers
        reading.names = [name for name in reading.names if name.kind != "option" or name.name not in answers]


def _is_electoral(reading: Reading) -> bool:
    """Whether a text has words enough that only texts on elections have."""
    low, high = reading.body
    electoral = lexicon(reading.lang).electoral
    title = reading.document.title or ""
    strong = len({m.group()[:14] for m in electoral["strong"].finditer(reading.folded, low, high)})
    strong += 2 * bool(electoral["strong"].search(title.casefold()))
    strong += any(name.kind == "election_authority" for name in reading.names)
    weak = len({m.group() for m in electoral["weak"].finditer(f"{title.casefold()}\n{reading.folded[low:high]}")})
    return strong >= 2 or (strong == 1 and weak >= 2)


def _contests(reading: Reading, main: Election) -> tuple[Contest, ...]:
    """Which contests of its election the text is about: where it names none, the post, if it speaks far more of persons
    than of parties."""
    named = most_named(reading)
    if main.status == "provisional":
        reading.election = main = replace(main, contests=named)
    named = tuple(contest for contest in named if contest in main.contests or contest in LOCAL) or named
    kinds = Counter(name.kind for name in reading.names)
    local = set(LOCAL).intersection(named_in(reading, *reading.body))
    held = "president" in main.contests or not (main.contests or local)
    return named or (("president",) if held and kinds["candidate"] > 2 * kinds["party"] else ())


def _named(reading: Reading, country: str) -> Election | None:
    """The election whose day the text states most often, among those near the publication and, where the title names
    contests, of one of these."""
    published = reading.document.published
    low, high = reading.body
    titled = _with_chambers(contests_of(reading.document.title or "", reading.lang))
    votes: Counter[str] = Counter()
    for date in reading.dates:
        election = election_on(reading, date, country)
        if election is None or not low <= date.start < high:
            continue
        if titled and not titled & set(election.contests):
            continue
        if published and not _reported(election.day, published):
            continue
        votes[election.id] += 3 if date.start < low + _BEGINNING else 2
        if published and abs(election.day - published) <= _NEWS:
            votes[election.id] += 3
    best = votes.most_common(1)
    named = reading.reference.elections[best[0][0]] if best else None
    return _just_held(reading, named) or named if named else None


def _reported(day: dt.date, published: dt.date) -> bool:
    """Whether a text published then may report on a vote of a day."""
    return -_LONG_AFTER <= day - published <= _LONG_BEFORE


def _just_held(reading: Reading, named: Election) -> Election | None:
    """The first round held days ago, where a text only names the day of the runoff to come."""
    published = reading.document.published
    first = reading.reference.election(named.runoff_of)
    if first is None or published is None or not dt.timedelta(0) <= published - first.day <= _NEWS:
        return None
    return first if named.day > published else None


def _with_chambers(contests: tuple[Contest, ...]) -> set[Contest]:
    """Contests, with the chambers that a parliament may go by."""
    return {*contests, *(CHAMBERS if set(CHAMBERS) & set(contests) else ())}


def _near(reading: Reading, country: str) -> Election | None:
    """The known election nearest to the publication; not where the text states a day of voting that is far nearer."""
    published = reading.document.published
    known = _nearest(reading, country, published) if published else None
    if known is None or published is None or abs(known.day - published) <= MONTH:
        return known
    stated = stated_day(reading) or told_day(reading)
    return known if stated is None or abs(stated - published) > MONTH else None


def _nearest(reading: Reading, country: str, published: dt.date) -> Election | None:
    """The election of that country nearest to the publication whose contests the text speaks of."""
    near = [election for election in reading.reference.elections_of(country) if _reported(election.day, published)]
    wanted = set(reading.contests)
    fitting = [election for election in near if not wanted or wanted & set(election.contests)]
    nearest = min(fitting or near, key=lambda election: abs(election.day - published), default=None)
    if nearest is not None and wanted and wanted <= set(LOCAL):
        # Local elections are held all the year round, and no list has them all.
        just_held = dt.timedelta(0) <= published - nearest.day <= _NEWS
        return nearest if just_held or (fitting and abs(nearest.day - published) <= 2 * MONTH) else None
    return nearest


def _provisional(reading: Reading, country: str) -> Election | None:
    """An election that the reference data lacks: by the day that a sentence on voting names, or else by its year. A day
    too far from the publication for a report is that of another vote, unless the title names its year."""
    published = reading.document.published
    titled = [date.year for date in find_dates(reading.document.title or "", reading.lang) if date.year]
    day, told = stated_day(reading), told_day(reading)
    other = day is not None and published is not None and not _reported(day, published) and day.year not in titled
    if day is None or other or (told is not None and published is not None and published < day):
        day = told
    if day is not None:
        return provisional(country, day, reading.contests)
    if published is None:
        return None
    day = published.replace(year=titled[0], day=1) if titled else published
    return provisional(country, day, reading.contests, year_only=True)
