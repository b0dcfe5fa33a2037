"""The reference facts with the questions that are asked of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cached_property, lru_cache

from nlp.claims import Contest
from nlp.reference.loading import Data, read_all
from nlp.reference.matcher import find
from nlp.reference.naming import Name, all_names, world
from nlp.reference.records import Actor, Election, NameMatch, Place
from nlp.reference.runs import Node, build

CHAMBERS: tuple[Contest, ...] = ("lower_house", "parliament")
"""What parliamentary elections elect."""
_ALIKE = {"parliament": {*CHAMBERS, "upper_house"}, "lower_house": set(CHAMBERS)}

_LINE, _REMEMBERED = 200, 1000
"""Titles and names, of so few characters, are looked up again and again: so many of them are remembered."""
_MOST = 2
"""A name is that of an actor where the actor's name makes up at least half of it."""


class Reference:
    """Known elections, actors and places. Immutable; all look-ups are in memory."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._find_again = lru_cache(_REMEMBERED)(self._find)
        self._trees: dict[str, Node] = {}
        self._by_country: dict[str, list[Election]] = defaultdict(list)
        for election in sorted(data.elections.values(), key=lambda e: e.day):
            self._by_country[election.country].append(election)

    # ------------------------------------------------------------------ names

    def names(self, text: str, lang: str, country: str | None = None, day: dt.date | None = None) -> list[NameMatch]:
        """All mentions of known actors, places and countries in `text`, in reading order, without overlaps.

        Word forms of `lang` are understood. Where a name fits several actors, those of `country` (else of the countries
        that the text mentions) win, then those that bore the name on `day`.
        """
        key = lang if lang in ("ru", "kk") else "en"
        find = self._find_again if len(text) <= _LINE else self._find
        return list(find(text, key, country, day))

    def _find(self, text: str, lang: str, country: str | None, day: dt.date | None) -> list[NameMatch]:
        if lang not in self._trees:
            self._trees[lang] = build(self._names, lang)
        return find(text, lang, self._trees[lang], country, day)

    @cached_property
    def _names(self) -> list[Name]:
        return list(all_names(self._data))

    # ------------------------------------------------------------------ elections

    @property
    def elections(self) -> dict[str, Election]:
        """All elections by id."""
        return self._data.elections

    def election(self, election_id: str | None) -> Election | None:
        """The election of that id, or None."""
        return self._data.elections.get(election_id or "")

    def elections_of(self, country: str) -> tuple[Election, ...]:
        """A country's elections, oldest first."""
        return tuple(self._by_country.get(country, ()))

    def chamber(self, country: str, day: dt.date) -> Contest | None:
        """What the parliament of a country goes by in elections about that day: as in the nearest one known, else as
        the country's chambers are; None where neither is known."""
        held = [e for e in self._by_country.get(country, ()) if not set(CHAMBERS).isdisjoint(e.contests)]
        if not held:
            return self._data.chambers.get(country)
        nearest = min(held, key=lambda e: abs(e.day - day))
        return "lower_house" if "lower_house" in nearest.contests else "parliament"

    def votes_twice(self, country: str) -> bool:
        """Whether the parliament of a country is elected in two rounds."""
        return country in self._data.two_rounds

    def election_on(self, country: str, day: dt.date) -> Election | None:
        """The election with a voting day on `day`."""
        return next((e for e in self._by_country.get(country, ()) if e.day <= day <= e.last_day), None)

    def previous(self, country: str, before: dt.date, contests: Collection[str] | None = None) -> Election | None:
        """The last election whose voting began before `before`: national, or with one of `contests`."""
        for election in reversed(self._by_country.get(country, ())):
            wanted = election.national if contests is None else _has_any(election, contests)
            if election.day < before and wanted:
                return election
        return None

    def find(
        self, country: str, year: int | None = None, month: int | None = None, day: int | None = None,
        contest: str | None = None,
    ) -> Election | None:  # fmt: skip
        """The one election that fits all that is given, or None where none or several do.

        National elections go before local and indirect ones, and first rounds before runoffs.
        """
        fitting = [
            e
            for e in self._by_country.get(country, ())
            if (year is None or e.day.year == year)
            and (month is None or e.day.month == month)
            and (day is None or e.day.day <= day <= e.last_day.day or e.day.day == day)
            and (contest is None or _has_any(e, (contest,)))
        ]
        for keep in (lambda e: e.runoff_of is None, lambda e: e.national):
            fitting = [e for e in fitting if keep(e)] or fitting
        return fitting[0] if len(fitting) == 1 else None

    # ------------------------------------------------------------------ actors and places

    @property
    def actors(self) -> dict[str, Actor]:
        """All actors by id."""
        return self._data.actors

    def actor(self, actor_id: str | None) -> Actor | None:
        """The actor of that id, or None."""
        return self._data.actors.get(actor_id or "")

    def identify(self, name: str, kind: str, country: str | None) -> str | None:
        """The id of the actor that a name by itself names, or None. `kind` is its role, as a source type."""
        for match in self._named(name, country):
            if match.kind == "actor" and (match.end - match.start) * _MOST >= len(name):
                return None if kind == "election_authority" and self.has_place(name) else match.id
        return None

    def has_place(self, name: str) -> bool:
        """True where a name holds that of a region or town, as the central commission of an autonomy does."""
        return any(match.kind == "place" for match in self._named(name, None))

    def _named(self, name: str, country: str | None) -> Iterator[NameMatch]:
        """What a name names, as it is read in each language."""
        for lang in ("ru", "kk", "en"):
            yield from self.names(f"«{name}»", lang, country)

    def actor_name(self, actor_id: str, lang: str, day: dt.date | None = None) -> str | None:
        """The official name of an actor in `lang` on `day`, or None where there is none in that language."""
        actor = self.actor(actor_id)
        return actor.name(lang, day) if actor and actor.names.get(lang) else None

    def threshold(self, election_id: str, contest: str) -> Decimal | None:
        """The share in percent that a party needed to enter the parliament, or None."""
        election = self.election(election_id)
        if election is None or election.threshold is None or contest not in CHAMBERS:
            return None
        return Decimal(str(election.threshold))

    @property
    def places(self) -> tuple[Place, ...]:
        """All regions and towns."""
        return self._data.places

    @cached_property
    def _regions(self) -> dict[str, Place]:
        # Of a region told by several files the first knows most.
        regions = {p.code: p for p in reversed(self._data.places) if p.locality is None}
        return {p.old_code: p for p in regions.values() if p.old_code} | regions

    def place(self, code: str | None) -> Place | None:
        """The region of an ISO 3166-2 code (for Kazakhstan of the old letters too), or None."""
        return self._regions.get(code or "")

    def place_name(self, code: str, lang: str, day: dt.date | None = None) -> str:
        """The name of a region or country by its ISO code; the code where it is not known."""
        if region := self.place(code):
            return region.name(lang, day)
        if (country := self._data.countries.get(code)) and (names := country.names.get(lang)):
            return names[0]
        return world().get(code, {}).get(lang, code)


def _has_any(election: Election, contests: Collection[str]) -> bool:
    wanted = set(contests).union(*(_ALIKE.get(contest, ()) for contest in contests))
    return bool(wanted.intersection(election.contests))


@lru_cache
def load() -> Reference:
    """The reference facts, read once."""
    return Reference(read_all())
