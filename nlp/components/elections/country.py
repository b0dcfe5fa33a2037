"""The country whose election a text is about."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from urllib.parse import urlsplit

from nlp.components.elections.days import election_on
from nlp.components.frames import lexicon, table
from nlp.components.reading import ANAPHOR, LEAD, Name, Reading
from nlp.languages import fold
from nlp.reference.naming import matching

_LEADING, _TITLED, _PUBLISHED, _HOSTED, _DATED = 3, 4, 4, 3, 3
"""What a mention counts for in the beginning and the title of a text, in its publisher's name and its address, and by a
day of voting."""


def country_of(reading: Reading) -> str | None:
    """The country most spoken of: its places, its actors and institutions, each mention one vote; names in the title
    count more. A publisher or a site may report on another country: they tell only where nothing else does, and "the
    commission", which may be of any country, only after them."""
    votes: Counter[str] = Counter()
    published: Counter[str] = Counter()
    last: Counter[str] = Counter()
    low, high = reading.body
    for name in (*reading.names, *reading.inner):
        if low <= name.start < high and (country := _home(name)):
            (last if _is_any_commission(reading, name) else votes)[country] += _weight(name, low)
    votes.update(reading.peoples)
    for match in reading.reference.names(reading.document.title or "", reading.lang):
        if match.kind != "actor":
            votes[match.country] += _TITLED
    for match in reading.reference.names(reading.document.publisher or "", reading.lang):
        if match.kind != "actor":
            published[match.country] += _PUBLISHED
        elif match.country != "INT":
            votes[match.country] += _PUBLISHED
    for country, pattern in lexicon(reading.lang).institutions.items():
        votes[country] += 2 * len({m.group()[:6] for m in pattern.finditer(reading.folded, low, high)})
    hosted = _hosted(reading)
    votes = (votes + hosted if +votes else published) or hosted or last
    for country in votes:
        votes[country] += _DATED * any(election_on(reading, date, country) for date in reading.dates if date.year)
    return votes.most_common(1)[0][0] if votes else lexicon(reading.lang).home


def _hosted(reading: Reading) -> Counter[str]:
    """The country that a page's address is of, where its elections are known: a site under ".kg"."""
    host = urlsplit(reading.document.url or "").hostname or ""
    country = "" if host in _OF_EVERYBODY else host.rpartition(".")[2].upper()
    return Counter({country: _HOSTED} if reading.reference.elections_of(country) else {})


_OF_EVERYBODY = frozenset(table("any")["hosts"]["of_everybody"])


def _home(name: Name) -> str | None:
    """The country of a place or of a known actor; none for media and bodies of many countries."""
    if name.kind == "place":
        return name.place[:2] if name.place else None
    known = name.id is not None and "/" in name.id and name.kind != "media" and not name.id.startswith("int/")
    return name.id.split("/")[0].upper() if known and name.id else None


def _weight(name: Name, low: int) -> int:
    """How much a mention tells. Parties of many countries share their names: "the Democratic Party"."""
    if name.kind == "place":
        return _LEADING if name.start < low + LEAD else 1
    return 1 if name.kind == "party" else 2


def _is_any_commission(reading: Reading, name: Name) -> bool:
    if name.rule == ANAPHOR:
        return name.kind == "election_authority"
    return name.kind != "place" and reading.folded[name.start : name.end] in _commissions()


@lru_cache
def _commissions() -> frozenset[str]:
    """Names of a commission that say no country, folded."""
    return frozenset(fold(form) for forms in matching()["commission"].values() for form in forms)


def capital_of(country: str | None) -> str | None:
    """The code of the region that a country's capital is, where the reference data knows it."""
    capital: str | None = table("capitals")["capitals"].get(country or "")
    return capital
