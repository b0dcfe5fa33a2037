"""Which election, which body, which place, which hour: the scope of what a text says."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from nlp.claims import Contest
from nlp.components.contests import LOCAL, OF_PERSONS, contests_of, most_named, named_in
from nlp.components.frames import lexicon, table
from nlp.components.reading import Name, Reading
from nlp.languages import fold
from nlp.quantities import Date, find_dates
from nlp.reference import CHAMBERS, Election, provisional
from nlp.reference.naming import matching

_LONG_BEFORE = dt.timedelta(days=240)
QUESTION = {
    "in favor", "against", "yes", "no", "за", "против", "да", "нет", "иә", "жоқ", "қарсы",
    "президенттік жүйе", "парламенттік жүйе",
}  # fmt: skip
"""Answers to the question of a referendum: elsewhere these words name no ballot line."""
_NEWS = dt.timedelta(days=7)
_NEAR = 80
"""How many characters from a word for voting its day may stand."""
_WEEKDAYS = {
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
    "дүй": 0, "сей": 1, "сәр": 2, "бей": 3, "жұм": 4, "сен": 5, "жек": 6,
}  # fmt: skip
"""Days of the week by the first three letters of their names."""
_LONG_AFTER = dt.timedelta(days=150)


def read_election(reading: Reading) -> None:
    """Decide whether the text is about a public election, and about which."""
    low, high = reading.body
    electoral = lexicon(reading.lang).electoral
    title = reading.document.title or ""
    strong = len({m.group()[:14] for m in electoral["strong"].finditer(reading.folded, low, high)})
    strong += 2 * bool(electoral["strong"].search(title.casefold()))
    strong += any(name.kind == "election_authority" for name in reading.names)
    weak = len({m.group() for m in electoral["weak"].finditer(reading.folded, low, high)})
    reading.electoral = strong >= 2 or (strong == 1 and weak >= 2)
    if not reading.electoral:
        return
    reading.contests = most_named(reading)
    country = _country(reading)
    if country is not None:
        found = _named(reading, country) or _near(reading, country) or _provisional(reading, country)
        reading.election = found and _round(reading, found)
    if reading.election is not None:
        named = most_named(reading)
        if reading.election.status == "provisional":
            reading.election = replace(reading.election, contests=named)
        held = reading.election.contests
        named = tuple(contest for contest in named if contest in held or contest in LOCAL) or named
        reading.contests = named or _meant(reading, reading.election)
        read_incumbent(reading)
    if "referendum" not in (*reading.contests, *contests_of(title, reading.lang)):
        reading.names = [name for name in reading.names if name.kind != "option" or name.name not in QUESTION]


def _meant(reading: Reading, election: Election) -> tuple[Contest, ...]:
    """What a text that names no contest is about: the post, where it speaks far more of persons than of parties."""
    kinds = Counter(name.kind for name in reading.names)
    return ("president",) if "president" in election.contests and kinds["candidate"] > 2 * kinds["party"] else ()


def _near(reading: Reading, country: str) -> Election | None:
    """The known election nearest to the publication; not where the text states a day of voting that is far nearer."""
    known = _nearest(reading, country)
    published = reading.document.published
    if known is None or published is None or abs(known.day - published) <= _MONTH:
        return known
    stated = _stated_day(reading)
    return known if stated is None or abs(stated - published) > _MONTH else None


_MONTH = dt.timedelta(days=30)
_LEAD = 400
_SUNDAY = 6


def _round(reading: Reading, found: Election) -> Election:
    """The round that is meant. A parliament's few districts that vote again make no election of their own, save in a
    text that is headed by them."""
    runoff = lexicon(reading.lang).electoral.get("runoff")
    headed = runoff is not None and runoff.search(fold(reading.document.title or ""))
    contests = set(found.contests)
    if not headed and contests & set(CHAMBERS) and not contests & OF_PERSONS:
        return reading.reference.election(found.runoff_of) or found
    return _runoff(reading, found) or found


def _runoff(reading: Reading, first: Election) -> Election | None:
    """The second round, where the headline or the beginning speaks of one that was held: known, else on the Sunday
    before."""
    published = reading.document.published
    pattern = lexicon(reading.lang).electoral.get("runoff")
    low = reading.body[0]
    if pattern is None or published is None or not _speaks_of_runoff(reading, pattern, low, low + _LEAD):
        return None
    if first.status == "provisional":
        return _unknown_runoff(reading, first, published)
    if first.runoff_of or not _SHORTLY <= published - first.day <= _LONG_AFTER:
        return None
    for election in reading.reference.elections_of(first.country):
        if election.runoff_of == first.id and election.day <= published:
            return election
    sunday = _voted_before(reading, published)
    if sunday <= first.day or reading.reference.election_on(first.country, sunday):
        return None
    return replace(provisional(first.country, sunday, first.contests), runoff_of=first.id)


_SHORTLY = dt.timedelta(days=6)


def _voted_before(reading: Reading, published: dt.date) -> dt.date:
    """The day of voting just before a publication: the weekday that the text names, else a Sunday."""
    return _weekday(reading) or published - dt.timedelta(days=(published.weekday() - _SUNDAY) % 7)


def _unknown_runoff(reading: Reading, found: Election, published: dt.date) -> Election | None:
    """The second round of an election that the reference data lacks: its first is the one on the day stated beside
    words for a first round; its own day is the last one of voting."""
    first_round = lexicon(reading.lang).electoral.get("first_round")
    stated = [
        day
        for date in reading.dates
        if first_round is not None
        and first_round.search(reading.folded, max(0, date.start - _BESIDE), date.end + _BESIDE)
        for day in _days(date, published)
        if dt.timedelta(0) < published - day < _LONG_AFTER
    ]
    if not stated:
        return None
    own = (
        found.day if found.id.endswith(str(found.day)) and found.day > stated[0] else _voted_before(reading, published)
    )
    reading.first_round = provisional(found.country, stated[0], found.contests)
    return replace(provisional(found.country, own, found.contests), runoff_of=reading.first_round.id)


_BESIDE = 30


def _speaks_of_runoff(reading: Reading, runoff: re.Pattern[str], low: int, high: int) -> bool:
    """Whether a stretch speaks of a runoff that is not merely ahead."""
    ahead = lexicon(reading.lang).electoral.get("ahead")
    ends = {match.end() for match in ahead.finditer(reading.folded, low, high)} if ahead else set()
    return any(match.end() not in ends for match in runoff.finditer(reading.folded, low, high))


def _country(reading: Reading) -> str | None:
    """The country most spoken of: its places, its actors and institutions, each mention one vote; names in the title
    count more. "The commission" alone is one of any country: it tells only where nothing else does."""
    votes: Counter[str] = Counter()
    last: Counter[str] = Counter()
    low, high = reading.body
    for name in (*reading.names, *reading.inner):
        if not low <= name.start < high:
            continue
        if name.kind == "place" and name.place:
            votes[name.place[:2]] += 3 if name.start < low + _LEAD else 1
        elif name.id and "/" in name.id and name.kind != "media" and not name.id.startswith("int/"):
            generic = reading.folded[name.start : name.end] in _commissions()
            # Parties of many countries share their names: "the Democratic Party".
            (last if generic else votes)[name.id.split("/")[0].upper()] += 1 if name.kind == "party" else 2
    votes.update(reading.peoples)
    for match in reading.reference.names(reading.document.title or "", reading.lang):
        if match.kind != "actor":
            votes[match.country] += 4
    for match in reading.reference.names(reading.document.publisher or "", reading.lang):
        if match.kind == "actor" and match.country != "INT":
            votes[match.country] += 4
        elif match.kind != "actor":
            last[match.country] += 3
    for country, pattern in lexicon(reading.lang).institutions.items():
        votes[country] += 2 * len({m.group()[:6] for m in pattern.finditer(reading.folded, low, high)})
    votes = +votes or last
    for country in list(votes):
        # A day on which that country voted speaks for it.
        votes[country] += 3 * any(election_of_date(reading, date, country) for date in reading.dates if date.year)
    if not votes and reading.lang == "kk":
        return "KZ"
    return votes.most_common(1)[0][0] if votes else None


@lru_cache
def _commissions() -> frozenset[str]:
    """Names of a commission that say no country, folded."""
    return frozenset(fold(form) for forms in matching()["commission"].values() for form in forms)


def _named(reading: Reading, country: str) -> Election | None:
    """The election whose day the text states most often, among those near the publication and, where the title names
    contests, of one of these."""
    published = reading.document.published
    titled = _with_chambers(contests_of(reading.document.title or "", reading.lang))
    votes: Counter[str] = Counter()
    for date in reading.dates:
        election = election_of_date(reading, date, country)
        if election is None or not reading.body[0] <= date.start < reading.body[1]:
            continue
        if titled and not titled & set(election.contests):
            continue
        if published and not -_LONG_AFTER <= election.day - published <= _LONG_BEFORE:
            continue
        votes[election.id] += 3 if date.start < reading.body[0] + 500 else 2
        if published and abs(election.day - published) <= _NEWS:
            votes[election.id] += 3
    best = votes.most_common(1)
    named = reading.reference.elections[best[0][0]] if best else None
    return _just_held(reading, named) or named if named else None


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


def _provisional(reading: Reading, country: str) -> Election | None:
    """An election that the reference data lacks: by the day that a sentence on voting names, or else by its year."""
    published = reading.document.published
    title = reading.document.title or ""
    contests = reading.contests
    day, weekday = _stated_day(reading), _weekday(reading)
    if day is None or (weekday is not None and published is not None and published < day):
        day = weekday
    if day is not None:
        return provisional(country, day, contests)
    if published is None:
        return None
    years = [date.year for date in find_dates(title, reading.lang) if date.year]
    day = published.replace(year=years[0], day=1) if years else published
    return provisional(country, day, contests, year_only=True)


def _stated_day(reading: Reading) -> dt.date | None:
    """The day in a sentence on voting that stands nearest to a word for it; one without a year is the nearest to the
    publication. The day of the publication itself is more often that of the page, and one long before of another
    vote."""
    announced = lexicon(reading.lang).electoral.get("announced")
    published = reading.document.published
    stated: list[tuple[int, dt.date]] = []
    for date in reading.dates:
        apart = _from_voting(reading, date)
        near = max(0, date.start - _NEAR), date.end + _NEAR
        if apart is None or (announced and announced.search(reading.folded, *near)):
            continue
        if days := _days(date, published):
            day = min(days, key=lambda day: abs(day - published) if published else dt.timedelta(0))
            other = published is not None and (day == published or abs(day - published) > _MONTH)
            stated.append((apart + (_NEAR if other else 0), day))
    return min(stated, key=lambda found: found[0], default=(0, None))[1]


_PARTED = re.compile(r"[.;:|\n–—]")


def _from_voting(reading: Reading, date: Date) -> int | None:
    """How far a date stands from a word for voting in its sentence, farther where a sign parts them; None if none is
    near."""
    segment = reading.segment_at(date.start)
    low, high = max(segment.start, date.start - _NEAR), min(segment.end, date.end + _NEAR)
    apart = []
    for match in lexicon(reading.lang).electoral["vote"].finditer(reading.folded, low, high):
        left, right = sorted((match.span(), (date.start, date.end)))
        between = reading.folded[left[1] : right[0]]
        apart.append(len(between) + (_NEAR if _PARTED.search(between) else 0))
    return min(apart, default=None)


def _days(date: Date, published: dt.date | None) -> list[dt.date]:
    """The days that a date can be: one without a year may be of the publication's, of the year before or after it."""
    if date.month is None or date.day is None:
        return []
    years = [date.year] if date.year else [published.year + step for step in (0, -1, 1)] if published else []
    days = []
    for year in years:
        with suppress(ValueError):  # No year but a leap one has a 29 February.
            days.append(dt.date(year, date.month, date.day))
    return days


def _weekday(reading: Reading) -> dt.date | None:
    """The day of "Sunday's election": the last such day before the publication, or on it."""
    published = reading.document.published
    pattern = lexicon(reading.lang).electoral.get("weekday")
    if published is None or pattern is None:
        return None
    match = pattern.search(reading.folded, *reading.body)
    if match is None:
        return None
    day = match.lastgroup or next(day for day in match.groups() if day)[:3]
    if day in _DAYS_AGO:
        return published - dt.timedelta(days=_DAYS_AGO[day])
    return published - dt.timedelta(days=(published.weekday() - _WEEKDAYS[day]) % 7)


_DAYS_AGO = {"to": 0, "yes": 1}
"""Days told from the day of publication, by the first three letters of their names."""


def election_of_date(reading: Reading, date: Date, country: str) -> Election | None:
    """The election held on a date; one without a year is that of the publication, where it is near it."""
    published = reading.document.published
    days = _days(date, published)
    near = [day for day in days if published and not date.year and abs(day - published) <= _MONTH]
    held = (reading.reference.election_on(country, day) for day in near or days)
    return next(filter(None, held), None)


def _nearest(reading: Reading, country: str) -> Election | None:
    """The election of that country nearest to the publication whose contests the text speaks of."""
    published = reading.document.published
    if published is None:
        return None
    near = [
        e for e in reading.reference.elections_of(country) if -_LONG_AFTER <= e.day - published <= _LONG_BEFORE
    ]  # fmt: skip
    wanted = set(reading.contests)
    fitting = [e for e in near if not wanted or wanted & set(e.contests)]
    if not fitting and wanted <= set(LOCAL):
        return None  # Local elections are held all the year round, and no list has them all.
    fitting = fitting or near
    return min(fitting, key=lambda e: abs(e.day - published), default=None)


def read_incumbent(reading: Reading) -> None:
    """Name the sitting president: the winner of the presidential election before, where that is known."""
    if reading.election is None:
        return
    last = reading.reference.previous(reading.election.country, reading.election.day, ("president",))
    winner = max(last.results, key=lambda r: r.share or 0, default=None) if last else None
    actor = reading.reference.actor(winner.id) if winner and winner.share else None
    if actor is None:
        return
    name = next((n.name for n in reading.names if n.id == actor.id), actor.name(reading.lang, reading.election.day))
    taken = [(n.start, n.end) for n in reading.names]
    for match in lexicon(reading.lang).incumbent.finditer(reading.folded):
        named = any(match.end() <= name.start <= match.end() + 2 for name in reading.names if name.kind == "candidate")
        if not named and all(match.end() <= start or end <= match.start() for start, end in taken):
            reading.names.append(Name(match.start(), match.end(), "candidate", name, actor.id, rule="incumbent"))
    reading.names.sort(key=lambda n: n.start)


def election_of_year(reading: Reading, date: Date, named: tuple[Contest, ...] = ()) -> Election | None:
    """The one election of the country in the year (and month) of a date; of several, one with the same contests.

    Of a year with no known election the text itself tells that there was one.
    """
    assert reading.election is not None
    contests = [*named, *reading.contests, *reading.election.contests, None]
    found = (
        reading.reference.find(reading.election.country, year=date.year, month=date.month, contest=contest)
        for contest in contests
    )
    known = next(filter(None, found), None)
    if known is None and date.year and not any(e.day.year == date.year for e in _held(reading)):
        held = named or reading.contests or reading.election.contests
        return provisional(reading.election.country, dt.date(date.year, date.month or 1, 1), held, year_only=True)
    return known


def _held(reading: Reading) -> tuple[Election, ...]:
    assert reading.election is not None
    return reading.reference.elections_of(reading.election.country)


def earlier_election(reading: Reading, start: int, end: int, comparing: re.Pattern[str]) -> Election | None:
    """The other election that a stretch of the text speaks of: by its date, its year, or as the one before."""
    main = reading.election
    if main is None:
        return None
    published = reading.document.published
    first = reading.reference.election(main.runoff_of) or reading.first_round
    first_round = lexicon(reading.lang).electoral.get("first_round")
    if first is not None and first_round is not None and first_round.search(reading.folded, start, end):
        return first
    for date in reading.dates:
        if not start <= date.start < end:
            continue
        if date.day and date.month:
            found = election_of_date(reading, date, main.country)
            found = found or _unknown(reading, main, date)
            if found and found.id != main.id and not (published and found.day > published):
                return found
        elif (
            date.year
            and date.year != main.day.year
            and not _SINCE.search(reading.folded, max(0, date.start - 8), date.start)
            and not _EVER_SINCE.match(reading.folded, date.end)
        ):
            found = election_of_year(reading, date, named_in(reading, start, end))
            if found:
                return found
    if comparing.search(reading.folded, start, end):
        contests = named_in(reading, start, end) or reading.contests or main.contests
        return reading.reference.previous(main.country, main.day, contests)
    return None


def _unknown(reading: Reading, main: Election, date: Date) -> Election | None:
    """The election of another year that a sentence on voting dates to the day, where the reference data knows of none
    about that day."""
    segment = reading.segment_at(date.start)
    voted = _from_voting(reading, date) is not None or named_in(reading, segment.start, segment.end)
    if date.year in (None, main.day.year) or not voted:
        return None
    day = next(iter(_days(date, None)), None)
    if day is None or any(abs(election.day - day) <= _MONTH for election in _held(reading)):
        return None
    return provisional(main.country, day, reading.contests or main.contests)


_EVER_SINCE = re.compile(r"\s?(?:жылдан )?бер[іг]")
_SINCE = re.compile(r"(?:\bс|\bsince)\s(?:the\s)?$")
"""A record "since 1989" tells of no election of that year."""


def capital_of(country: str | None) -> str | None:
    """The code of the region that a country's capital is, where the reference data knows it."""
    capital: str | None = table("capitals")["capitals"].get(country or "")
    return capital
