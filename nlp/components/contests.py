"""Which bodies and posts a text says are voted on.

Every mention is read once, with the day that stands beside it. What stands in the name of a commission or a law
("elections and referendums") names no vote. The text's own contests are those with most evidence: mentions in the
title and the beginning tell more, and a body named with a word for voting more than the body alone.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import cast

from nlp.claims import Contest
from nlp.components.frames import Lexicon, lexicon
from nlp.components.reading import DATELINE, LEAD, ContestMention, Name, Reading, beginning_in, overlapping
from nlp.languages import fold
from nlp.quantities import Date
from nlp.reference import CHAMBERS, Election, NameMatch

OF_PERSONS: frozenset[Contest] = frozenset({"president", "regional_head", "mayor"})
"""Contests that one person wins."""
LOCAL: tuple[Contest, ...] = ("local_council", "mayor", "regional_council", "regional_head")
"""What is voted on in parts of a country, on the day of a national election too."""
_LOCAL_VOTE = "local"
"""Local elections, of which a text does not say who is elected in them."""
_OPEN: tuple[Contest, ...] = ("local_council", "mayor")
_NO_VOTE = ""
_COUNCIL = "council"
"""Councils, of which a text does not say here whether they are of regions or of towns."""
_COUNCILS: tuple[Contest, ...] = ("local_council", "regional_council")
_BESIDE = 25
"""How many characters from a contest its day or a word for voting may stand."""
_APART = dt.timedelta(days=75)
_LONG_APART = dt.timedelta(days=240)
_TITLED, _LEADING, _VOTED, _BARE = 6.0, 3.0, 1.0, 0.3
_LEAST_LOCAL = 1.0
_LEAST_PART, _LEAST_KNOWN = 0.35, 0.15
"""A contest with less evidence than this part of what the foremost one has is mentioned in passing; one known to
be held on that day needs less."""


def mentions(folded: str, lang: str) -> list[ContestMention]:
    """The contests that a text names, in its order; bodies and laws on voting name none."""
    words = lexicon(lang)
    asides = [ContestMention(*match.span(), _NO_VOTE) for match in words.no_vote.finditer(folded)]
    found = [
        ContestMention(match.start(), match.end(), cast(Contest, contest))
        for contest, match in chain(_voted_on(folded, words), _filled(folded, words))
        if not overlapping(asides, match.start(), match.start() + 1)
    ]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    longest = max((mention.length for mention in found), default=0)
    return [
        mention for mention in found
        if not _within_another(mention, beginning_in(found, mention.start - longest, mention.end))
    ]  # fmt: skip


def _voted_on(folded: str, words: Lexicon) -> Iterator[tuple[str, re.Match[str]]]:
    """The words for contests."""
    for contest, pattern in words.contests.items():
        yield from ((contest, match) for match in pattern.finditer(folded))


def _filled(folded: str, words: Lexicon) -> Iterator[tuple[str, re.Match[str]]]:
    """The offices that somebody is elected to: those with a word for electing in their clause, before or behind."""
    for contest, office in words.offices.items():
        for match in office.finditer(folded):
            low, high = match.start() - _WITHIN, match.end() + _WITHIN
            before = _CLAUSE.split(folded[max(low, 0) : match.start()])[-1]
            behind = _CLAUSE.split(folded[match.end() : high], maxsplit=1)[0]
            if any(words.electoral["elect"].search(beside) for beside in (before, behind)):
                yield contest, match


_WITHIN = 50
"""How many characters from an office a word for electing somebody to it may stand."""
_CLAUSE = re.compile(r"[.,;:!?()«»“”\"\n]")


def _within_another(mention: ContestMention, near: Sequence[ContestMention]) -> bool:
    """Whether a body is named only as a part of a local one's longer name: the council in "regional council", the
    assembly in "city assembly"."""
    for other in near:
        if other.contest not in LOCAL or other.contest == mention.contest:
            continue
        whole = other.start <= mention.start and mention.end <= other.end and other.length > mention.length
        if mention.contest in (*LOCAL, _LOCAL_VOTE, _COUNCIL) and whole:
            return True
        if mention.contest in CHAMBERS and other.start < mention.end <= other.end:
            return True  # "elections of the city | assembly": the noun is of the local body.
    return False


_end = attrgetter("end")


def _all(reading: Reading) -> list[ContestMention]:
    """The mentions of the whole text, by where they end."""
    if reading.contest_mentions is None:
        reading.contest_mentions = sorted(mentions(reading.folded, reading.lang), key=_end)
        for mention in reading.contest_mentions:
            mention.date = _date_beside(reading, mention)
    return reading.contest_mentions


_BEHIND = 2
"""How many characters behind words for a post the place stands that it is of."""


def _of_town(reading: Reading, mention: ContestMention, places: Iterable[NameMatch | Name]) -> bool:
    """Whether whoever heads the place right behind words for a post heads a town, and no region."""
    if mention.contest != "regional_head":
        return False
    named = next((n for n in places if n.kind == "place" and 0 <= n.start - mention.end <= _BEHIND), None)
    region = reading.reference.place(named.place if isinstance(named, Name) else named.id) if named else None
    return named is not None and (named.locality is not None or (region is not None and region.kind == "city"))


def tell_mayors(reading: Reading) -> None:
    """Once places are known: whoever heads a town is elected its mayor."""
    for mention in _all(reading):
        if _of_town(reading, mention, beginning_in(reading.names, mention.end, mention.end + _BEHIND + 1)):
            mention.contest = "mayor"


def _titled(reading: Reading) -> set[str]:
    """The contests that the title names."""
    title = reading.document.title or ""
    named = mentions(fold(title), reading.lang)
    places = reading.reference.names(title, reading.lang) if named else []
    return {"mayor" if _of_town(reading, mention, places) else mention.contest for mention in named}


_PARTED = re.compile(r"[.;:\n]")


def _date_beside(reading: Reading, mention: ContestMention) -> Date | None:
    """The date that stands with a contest: "the 2022 referendum"."""
    apart = []
    for date in overlapping(reading.dates, mention.start - _BESIDE - 1, mention.end + _BESIDE + 1):
        start, end = sorted((mention.start, mention.end, date.start, date.end))[1:3]
        if date.year and end - start <= _BESIDE and not _PARTED.search(reading.text, start, end):
            apart.append((end - start if date.start >= mention.end or date.end <= mention.start else 0, date))
    return min(apart, key=lambda found: found[0], default=(0, None))[1]


def _is_of(mention: ContestMention, day: dt.date | None, limit: dt.timedelta) -> bool:
    """Whether a mention can be of a vote at about that day: not if a date beside it says another time."""
    date = mention.date
    if date is None or day is None or date.year is None:
        return True
    try:
        first = dt.date(date.year, date.month or 1, date.day or 1)
        last = dt.date(date.year, date.month or 12, date.day or 28)
    except ValueError:
        return True
    return first - limit <= day <= last + limit if date.month else date.year == day.year


def named_in(reading: Reading, start: int, end: int) -> tuple[Contest, ...]:
    """The contests that a stretch of the text names, whatever election they are of."""
    return _resolved(reading, [mention.contest for mention in _between(reading, start, end)])


def contests_in(reading: Reading, start: int, end: int, election: Election | None = None) -> tuple[Contest, ...]:
    """The contests of an election (the main one if none is given) that a stretch of the text names, each once."""
    election = election or reading.election
    key = start, end, election.id if election else None
    if key not in reading.contests_named:
        day = election.day if election else None
        found = [m.contest for m in _between(reading, start, end) if _is_of(m, day, _APART)]
        reading.contests_named[key] = _resolved(reading, found)
    return reading.contests_named[key]


def _between(reading: Reading, start: int, end: int) -> list[ContestMention]:
    """The mentions that end in a stretch: a label's first word may stand on the line above it."""
    found = _all(reading)
    first = bisect_right(found, start, key=_end)
    return found[first : bisect_right(found, end, lo=first, key=_end)]


def _resolved(reading: Reading, found: Iterable[str]) -> tuple[Contest, ...]:
    """Contests, each once: a parliament is the chamber that the country elects, a local vote the one of the text."""
    named = set(found)
    if not named:
        return ()
    order = [contest for contest in lexicon(reading.lang).contests if contest in named]
    if _LOCAL_VOTE in order:
        order.remove(_LOCAL_VOTE)
        order += [] if set(order) & set(LOCAL) else _voted_locally(reading)
    if _COUNCIL in order:
        order.remove(_COUNCIL)
        order += [] if set(order) & set(_COUNCILS) else _councils(reading, reading.contests)
    main = reading.election
    chamber = reading.reference.chamber(main.country, main.day) if main and set(order) & set(CHAMBERS) else None
    return tuple(dict.fromkeys(chamber if chamber and c in CHAMBERS else cast(Contest, c) for c in order))


def votes_locally(reading: Reading) -> bool:
    """Whether a text is about local votes alone, whose results hold in a part of the country."""
    contests = reading.contests or contests_of(reading.document.title or "", reading.lang)
    return bool(contests) and set(contests) <= set(LOCAL)


def _voted_locally(reading: Reading) -> list[Contest]:
    """Who is elected in local elections: as the text is about them, or as they are known; else that stays open."""
    held = reading.election.contests if reading.election else ()
    own = [contest for contest in LOCAL if contest in reading.contests]
    return own or [contest for contest in LOCAL if contest in held] or list(_OPEN)


def _councils(reading: Reading, told: Container[str]) -> list[Contest]:
    """The councils that are elected: those that the text names elsewhere, else the town's or district's that it is
    about, else it stays open which."""
    named = [contest for contest in _COUNCILS if contest in told]
    return named or (["local_council"] if _of_a_town(reading) else list(_COUNCILS))


def _of_a_town(reading: Reading) -> bool:
    """Whether the places of the headline, else the first of the beginning, are a town or district, or a city of a
    region's rank."""
    title, low = reading.document.title or "", reading.body[0]
    told: list[tuple[str | None, str | None]] = [
        (m.id, m.locality) for m in reading.reference.names(title, reading.lang) if m.kind == "place"
    ]
    if not told:
        named = (*beginning_in(reading.names, low, low + LEAD), *beginning_in(reading.inner, low, low + LEAD))
        lead = [name for name in named if name.within_country and name.rule != DATELINE]
        told = [(name.place, name.locality) for name in sorted(lead, key=lambda name: name.start)[:1]]
    places = [(reading.reference.place(code), town) for code, town in told]
    return any(town or (place is not None and place.kind == "city") for place, town in places)


def contests_of(text: str, lang: str) -> tuple[Contest, ...]:
    """The contests that a title names."""
    named = dict.fromkeys(mention.contest for mention in mentions(fold(text), lang))
    found = [contest for contest in lexicon(lang).contests if contest in named]
    open_ = (_LOCAL_VOTE, _COUNCIL)
    return tuple(dict.fromkeys(cast(Contest, "local_council" if contest in open_ else contest) for contest in found))


def most_named(reading: Reading) -> tuple[Contest, ...]:
    """The contests that the text is about: all those for which it has not much less evidence than for the foremost, or
    less of those that are known to be held on that day.

    A body of a part of the country, named in passing, makes no text one on local elections.
    """
    evidence = _evidence(reading)
    main = reading.election
    known = set(main.contests) if main and main.status != "provisional" else set()
    # On a day of local votes alone these are held somewhere: nothing tells that they are where the text is about.
    known = known if known - set(LOCAL) else set()
    known |= {_LOCAL_VOTE} if known & set(LOCAL) else set()
    known |= set(CHAMBERS) if known & set(CHAMBERS) else set()
    foremost, most = max(evidence.items(), key=lambda pair: pair[1], default=("", 0))
    named = [
        contest
        for contest, weight in evidence.items()
        if weight >= (_LEAST_KNOWN if contest in known else _LEAST_PART) * most
    ]
    if foremost == _LOCAL_VOTE:
        named = [contest for contest in named if contest not in _OPEN]
    return () if most < _LEAST_LOCAL and set(named) <= {*LOCAL, _LOCAL_VOTE} else _resolved(reading, named)


def _evidence(reading: Reading) -> dict[str, float]:
    """How much speaks for each contest, in mentions with a word for voting."""
    low, high = reading.body
    words = lexicon(reading.lang)
    main, published = reading.election, reading.document.published
    day, limit = (main.day, _APART) if main else (published, _LONG_APART)
    evidence: defaultdict[str, float] = defaultdict(float)
    # A title helps to find the election; of the figures it makes no claims.
    for contest in () if main else _titled(reading):
        evidence[contest] += _TITLED
    for mention in _between(reading, low, high):
        if not _is_of(mention, day, limit):
            continue
        acts = {"vote": _BESIDE, "elect": _WITHIN} if mention.contest in words.offices else {"vote": _BESIDE}
        voted = any(
            words.electoral[act].search(reading.folded, max(low, mention.start - reach), min(high, mention.end + reach))
            for act, reach in acts.items()
        )
        weight = (_VOTED if voted else _BARE) * (_LEADING if mention.start < low + LEAD else 1)
        evidence[mention.contest] += weight
    named = _councils(reading, evidence)
    councils = evidence.pop(_COUNCIL, 0.0)
    for contest in named if councils else ():
        evidence[contest] += councils
    return evidence


def questions_in(reading: Reading) -> Callable[[int], bool] | None:
    """Whether a place of a text speaks of a referendum: its sentence does, or the text does no less than of
    elections; None where no place does."""
    named = Counter(mention.contest for mention in _all(reading))
    if not named["referendum"]:
        return None
    everywhere = named["referendum"] == max(named.values())

    def asks(at: int) -> bool:
        segment = reading.segment_at(at)
        told = _between(reading, segment.start, segment.end)
        return everywhere or any(mention.contest == "referendum" for mention in told)

    return asks
