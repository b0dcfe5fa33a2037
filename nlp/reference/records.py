"""Reference facts as values: elections, actors and places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

MatchKind = Literal["actor", "place", "country"]


@dataclass(frozen=True, slots=True)
class Result:
    """What one contestant (an actor's id or a ballot option) got: `share` in percent, `votes` and `seats` as counts."""

    id: str
    share: float | None = None
    votes: int | None = None
    seats: int | None = None
    contest: str | None = None


@dataclass(frozen=True, slots=True)
class Election:
    """One election. `id` is the country, "-" and its first voting day; `contestants` are actor ids or ballot options.

    `checked` is "source" or "memory"; what is listed in `memory` was not seen at a source either. `turnout` and
    `threshold` are percent. `base` says what the shares are of ("cast", "registered"; None: mostly valid votes).
    """

    id: str
    country: str
    day: dt.date
    last_day: dt.date
    contests: tuple[str, ...]
    contestants: tuple[str, ...]
    results: tuple[Result, ...]
    indirect: bool
    runoff_of: str | None
    early: bool
    status: str | None
    threshold: float | None
    seats_total: int | None
    turnout: float | None
    registered: int | None
    polling_stations: int | None
    base: str | None
    checked: str
    memory: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def national(self) -> bool:
        """Whether the voters of the whole country elect or decide something of the whole country."""
        return not self.indirect and bool(
            {"president", "lower_house", "upper_house", "parliament", "referendum"}.intersection(self.contests)
        )


def provisional(country: str, day: dt.date, contests: tuple[str, ...], year_only: bool = False) -> Election:
    """An election known only from a text that names its day: it helps to read, no verdict rests on it.

    With `year_only` nothing but the year of `day` is known.
    """
    known = day.year if year_only else day
    return Election(
        id=f"{country}-{known}", country=country, day=day, last_day=day, contests=contests, contestants=(), results=(),
        indirect=False, runoff_of=None, early=False, status="provisional", threshold=None, seats_total=None,
        turnout=None, registered=None, polling_stations=None, base=None, checked="memory", memory=(), sources=(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DatedName:
    """The official name by language, from a day (included) until a day (excluded); None is open or unknown."""

    names: Mapping[str, str]
    since: dt.date | None = None
    until: dt.date | None = None

    def valid(self, day: dt.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def _dated_name(dated: tuple[DatedName, ...], lang: str, day: dt.date | None) -> str | None:
    """The name in `lang` (else English, else any) on `day`, or the newest."""
    on_day = [names for names in dated if day is not None and names.valid(day)]
    for names in (*on_day, *reversed(dated)):
        for key in (lang, "en", *names.names):
            if key in names.names:
                return names.names[key]
    return None


@dataclass(frozen=True, slots=True)
class Actor:
    """A party, commission, observer body (`kind` as an organization's type) or presidential candidate.

    `country` is an ISO code, or "INT". `names` holds every known form by language, the newest official one first.
    """

    id: str
    kind: str
    country: str
    names: Mapping[str, tuple[str, ...]]
    dated: tuple[DatedName, ...]
    elections: tuple[str, ...] = ()
    party: str | None = None
    members: tuple[str, ...] = ()
    checked: str = "memory"
    sources: tuple[str, ...] = ()

    def name(self, lang: str, day: dt.date | None = None) -> str:
        """The official name in `lang` (else English, else any) on `day`, or the newest."""
        return _dated_name(self.dated, lang, day) or self.id


@dataclass(frozen=True, slots=True)
class Place:
    """A region, or a town or district below that rank (`locality` set): `code` is then the region that contains it."""

    code: str
    country: str
    kind: str
    names: Mapping[str, tuple[str, ...]]
    dated: tuple[DatedName, ...]
    locality: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    old_code: str | None = None
    checked: str = "memory"

    def name(self, lang: str, day: dt.date | None = None) -> str:
        """The name in `lang` (else English, else any) on `day`, or the newest."""
        return _dated_name(self.dated, lang, day) or self.code


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A mention of something known: `text[start:end]`.

    `id` is the actor's id, the ISO code of the region or of the country. `type` is the actor's or place's kind; for a
    country "name" or "adjective". `form` is the listed name that was met, in the nominative. A town has its name in
    `locality`, and `id` is its region.
    """

    start: int
    end: int
    id: str
    kind: MatchKind
    type: str
    form: str
    country: str
    locality: str | None = None
