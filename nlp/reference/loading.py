"""Reads the TOML files of `data/` into records."""

from __future__ import annotations

import calendar
import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from nlp.claims import Contest
from nlp.reference.records import Actor, DatedName, Election, Place, Result

_DATES = frozenset({"from", "until", "note"})
_CODE, _WORLD = 2, "int"
"""The file of bodies of several countries; a country's file has the two letters of its code for a name."""
Names = dict[str, tuple[str, ...]]
LISTED = "listed region"
"""The kind of a region that is known from a list of names alone: it is looked for only where its country is named."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its names, and the words made of them, by language."""

    code: str
    names: Names
    adjectives: Names


@dataclass(frozen=True, slots=True)
class Data:
    """Everything the files say."""

    countries: dict[str, Country]
    elections: dict[str, Election]
    actors: dict[str, Actor]
    places: tuple[Place, ...]
    adjectives: dict[str, Names]
    """Words made of a country's name, also of countries that have no file of their own."""
    two_rounds: frozenset[str]
    """The countries whose parliament is elected in two rounds."""
    chambers: dict[str, Contest]
    """What a country's parliamentary elections elect, where nothing is known of one."""


def read(name: str) -> dict[str, Any]:
    """The file `data/<name>.toml`."""
    return tomllib.loads(files("nlp.reference").joinpath("data", f"{name}.toml").read_text("utf-8"))


def day_of(written: str | None, end: bool = False) -> dt.date | None:
    """An ISO day, month or year as a day: the first of it, or with `end` the last."""
    if not written:
        return None
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else (12 if end else 1)
    return dt.date(year, month, calendar.monthrange(year, month)[1] if end else 1)


def _by_language(value: Any) -> dict[str, list[str]]:
    """A string, a list or a table by language, as lists by language ("" where the language is not said)."""
    if isinstance(value, str):
        return {"": [value]}
    if isinstance(value, list):
        return {"": [v for v in value if isinstance(v, str)]}
    return {lang: [names] if isinstance(names, str) else list(names) for lang, names in (value or {}).items()}


def _merged(*values: Any) -> Names:
    names: dict[str, dict[str, None]] = {}
    for value in values:
        for lang, forms in _by_language(value).items():
            if lang not in _DATES:
                names.setdefault(lang, {}).update(dict.fromkeys(forms))
    return {lang: tuple(forms) for lang, forms in names.items()}


def _dated(rows: Iterable[Mapping[str, str]]) -> tuple[DatedName, ...]:
    return tuple(
        DatedName(
            {lang: name for lang, name in row.items() if lang not in _DATES},
            day_of(row.get("from")),
            day_of(row.get("until"), end=True),
        )
        for row in rows
    )


def _election(row: Mapping[str, Any]) -> Election:
    day = dt.date.fromisoformat(row["id"][3:])
    results = tuple(
        Result(
            c.get("id") or c.get("option") or c["name"],
            c.get("share"),
            c.get("votes"),
            c.get("seats"),
            c.get("contest"),
        )
        for c in row.get("contestants", ())
    )
    return Election(
        id=row["id"],
        country=row["id"][:2],
        day=day,
        last_day=day_of(row.get("last_day")) or day,
        contests=tuple(row["contests"]),
        contestants=tuple(dict.fromkeys(r.id for r in results)),
        results=results,
        indirect=row.get("indirect", False),
        runoff_of=row.get("runoff_of"),
        early=row.get("early", False),
        status=row.get("status"),
        threshold=row.get("threshold"),
        seats_total=row.get("seats_total"),
        turnout=row.get("turnout"),
        registered=row.get("registered"),
        polling_stations=row.get("polling_stations"),
        base=row.get("base"),
        checked=row["checked"],
        memory=tuple(row.get("memory", ())),
        sources=tuple(row.get("sources", ())),
    )


def _calendar(data: Mapping[str, Any]) -> Iterator[Election]:
    """The elections of `calendar.toml`, of which only the days and the contests are known."""
    contests: dict[tuple[str, str], list[str]] = {}
    runoffs: dict[str, str] = {}
    for country, held in data["elections"].items():
        for contest, rounds in held.items():
            for written in rounds:
                days = [f"{country}-{day}" for day in written.split(" > ")]
                runoffs.update(zip(days[1:], days, strict=False))
                for day in days:
                    contests.setdefault((country, day), []).append(contest)
    for (_, id_), named in contests.items():
        yield _election({"id": id_, "contests": named, "runoff_of": runoffs.get(id_), "checked": data["checked"]})


def _actor(row: Mapping[str, Any], kind: str, country: str) -> Actor:
    named = row.get("names") or row["name"]
    rows = named if isinstance(named, list) else [*row.get("former", ()), named]
    return Actor(
        id=row["id"],
        kind=row["kind"] if kind == "observer" else kind,
        country=country,
        names=_merged(*reversed(rows), row.get("abbr"), row.get("variants")),
        dated=_dated(rows),
        elections=tuple(row.get("elections", ())),
        party=row.get("party"),
        members=tuple(row.get("members", ())),
        checked=row.get("checked", "memory"),
        sources=tuple(row.get("sources", ())),
    )


def _region(row: Mapping[str, Any], country: str) -> Place:
    return Place(
        code=row["id"],
        country=country,
        kind=row.get("kind", "region"),
        names=_merged(*reversed(row["names"]), row.get("short")),
        dated=_dated(row["names"]),
        since=day_of(row.get("from")),
        until=day_of(row.get("until"), end=True),
        old_code=row.get("old_code"),
    )


def _towns(data: Mapping[str, Any]) -> Iterator[Place]:
    for row in data["town"]:
        first = {lang: names[0] for lang, names in row["names"].items()}
        for held in row["regions"]:
            yield Place(
                code=held["code"],
                country=data["country"],
                kind=row.get("kind", "town"),
                names=_merged(row["names"]),
                dated=(DatedName(first),),
                locality=first["ru"],
                since=day_of(held.get("from")),
                until=day_of(held.get("until")),
            )


def _listed_places(data: Mapping[str, Any]) -> Iterator[Place]:
    """The short rows of `places.toml`: Russian name, English name, further names."""

    def place(code: str, row: list[str], locality: str | None, kind: str) -> Place:
        names = {"ru": (row[0],), "en": (row[1],), "": tuple(row[2:])}
        return Place(code, code[:2], kind, names, (DatedName({"ru": row[0], "en": row[1]}),), locality)

    for regions in data["regions"].values():
        for code, row in regions.items():
            yield place(code, row, None, "region")
    for code, towns in data["towns"].items():
        for row in towns:
            yield place(code, row, row[0], "town")


def _listed(data: Mapping[str, Any], lang: str) -> Iterator[Place]:
    """The regions of a file of names in one language, as `world-regions.toml`."""
    for country, regions in data["regions"].items():
        for code, names in regions.items():
            forms = (names,) if isinstance(names, str) else tuple(names)
            yield Place(f"{country}-{code}", country, LISTED, {lang: forms}, (DatedName({lang: forms[0]}),))


def _bodies(data: Mapping[str, Any], everywhere: bool) -> Iterator[Actor]:
    """The short rows of `bodies.toml` and `world.toml`, by kind: Russian name, English name, further names. A body is
    looked for `everywhere`, or where a text speaks of the country that its id begins with."""
    for kind, rows in data.items():
        for id_, row in rows.items() if isinstance(rows, dict) else ():
            country = "INT" if everywhere else id_[:_CODE].upper()
            names = {"ru": (row[0],), "en": (row[1],), "": tuple(row[2:])}
            yield Actor(id_, kind, country, names, (DatedName({"ru": row[0], "en": row[1]}),), checked=data["checked"])


def _name_further(actors: dict[str, Actor], data: Mapping[str, Any]) -> None:
    """Give actors the names that `further-names.toml` has for them by language, behind those they have."""
    for lang in ("ru", "kk", "en"):
        for id_, forms in data[lang].items():
            actors[id_] = replace(actors[id_], names=_merged(actors[id_].names, {lang: forms}))


@lru_cache
def read_all() -> Data:
    """All files of `data/`, about 0.2 s the first time. Raises KeyError or ValueError where a file is malformed."""
    countries: dict[str, Country] = {}
    elections: dict[str, Election] = {}
    actors: dict[str, Actor] = {}
    places: list[Place] = []
    adjectives = read("adjectives")["adjectives"]
    names = sorted(f.name[:-5] for f in files("nlp.reference").joinpath("data").iterdir() if f.name.endswith(".toml"))
    for name in names:
        if len(name) != _CODE and name != _WORLD:
            continue
        data, code = read(name), name.upper()
        if "country" in data:
            about = data["country"]
            countries[code] = Country(
                code, _merged(about["name"], about.get("variants")), _merged(adjectives.get(code))
            )
        elections.update((row["id"], _election(row)) for row in data.get("election", ()))
        kinds = {"commission": "election_authority", "party": "party", "candidate": "candidate", "observer": "observer"}
        for table, kind in kinds.items():
            actors.update((row["id"], _actor(row, kind, code)) for row in data.get(table, ()))
        places += [_region(row, code) for row in data.get("region", ())]
    for election in _calendar(read("calendar")):
        elections.setdefault(election.id, election)
    actors.update((body.id, body) for body in _bodies(read("bodies"), everywhere=True))
    actors.update((body.id, body) for body in _bodies(read("world"), everywhere=False))
    _name_further(actors, read("further-names"))
    places += [*_towns(read("kz-towns")), *_listed_places(read("places"))]
    words = {code: _merged(row) for code, row in adjectives.items()}
    parliaments = read("parliaments")
    chambers = {code: contest for contest, codes in parliaments["chambers"].items() for code in codes}
    two_rounds = frozenset(parliaments["two_rounds"])
    for file, lang in (("world-regions", "en"), ("ru-regions", "ru"), ("kk-regions", "kk")):
        places += _listed(read(file), lang)
    return Data(countries, elections, actors, tuple(places), words, two_rounds, chambers)
