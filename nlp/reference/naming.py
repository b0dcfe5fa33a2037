"""Every way in which a known actor, place or country may be named, with what guards each name."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from nlp.languages.folding import fold, without_marks
from nlp.reference.loading import Data, read
from nlp.reference.records import Actor, DatedName, MatchKind, Place

WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[«“\"]([^«»“”\"]{3,})[»”\"]")
PATRONYMIC = re.compile(r"(?:вич|вна|ұлы|қызы|uly|qyzy)$", re.IGNORECASE)
_SPELLINGS = (("Organization", "Organisation"), ("Organisation", "Organization"), ("Co-operation", "Cooperation"))
_OF_REGION = re.compile(r" (?:область|край|велаят|район)$")
_KAZAKH_REGION = " облысы"
_LONGEST_ABBREVIATION = 6
_NATIONAL = ("party", "election_authority")
_STEM, _MANY = 6, 3
"""Letters that show a word in any case and language form; how many countries make a word common."""
_LANGUAGES = ("ru", "kk", "en")


@dataclass(frozen=True, slots=True)
class Name:
    """One name to look for: its folded words, which of them are abbreviations, and whom or what it names."""

    words: tuple[str, ...]
    upper: tuple[bool, ...]
    form: str
    id: str
    kind: MatchKind
    type: str
    country: str
    weak: bool = False
    surname: bool = False
    shared: bool = False
    """A name of words that such bodies of many countries bear: it tells no country."""
    locality: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def abbreviation(self) -> bool:
        return any(self.upper)


@lru_cache
def matching() -> dict[str, Any]:
    """The file `data/matching.toml`."""
    return read("matching")


@lru_cache
def _folded(guard: str) -> frozenset[str]:
    return frozenset(fold(name) for name in matching()["guards"][guard])


def _name(form: str, **of: Any) -> Name | None:
    raw, folded = WORD.findall(form), fold(form)
    if len("".join(raw)) < 2 or folded in _folded("never"):
        return None
    weak = of.pop("weak", False) or folded in _folded("weak")
    upper = tuple(not weak and w.isupper() and w.isalpha() and 1 < len(w) <= _LONGEST_ABBREVIATION for w in raw)
    return Name(tuple(WORD.findall(without_marks(folded))), upper, form, weak=weak, **of)


def _forms(names: Iterable[str]) -> Iterator[str]:
    """The names, their other English spelling, what stands in their quotes, and two short words as one (AqJol)."""
    for form in names:
        yield form
        for one, other in _SPELLINGS:
            if one in form:
                yield form.replace(one, other)
        quoted = _QUOTED.findall(form)
        yield from quoted
        for short in (form, *quoted):
            words = short.split()
            if len(words) == 2 and len(short) <= 12 and not short.isupper() and all(w.isalpha() for w in words):
                yield "".join(words)


def _validity(dated: Iterable[DatedName], form: str) -> tuple[dt.date | None, dt.date | None]:
    """When `form` was in use: as long as the official names that hold it."""
    spans = [(d.since, d.until) for d in dated if any(form in name for name in d.names.values())]
    if not spans:
        return None, None
    since = None if any(s is None for s, _ in spans) else min(s for s, _ in spans if s)
    until = None if any(u is None for _, u in spans) else max(u for _, u in spans if u)
    return since, until


def _person_forms(name: str) -> Iterator[tuple[str, bool]]:
    """A person's name in full, without patronymic or middle names, turned round, and the surname (True) alone."""
    words = name.split()
    yield name, False
    plain = [w for w in words if not PATRONYMIC.search(w)] if len(words) > 2 else words
    if len(plain) > 1:
        yield " ".join(plain), False
        yield " ".join([plain[-1], *plain[:-1]]), False
        yield f"{plain[0]} {plain[-1]}", False
        yield plain[-1], True


def _of_actor(actor: Actor) -> Iterator[Name | None]:
    of: dict[str, Any] = {"id": actor.id, "kind": "actor", "type": actor.kind, "country": actor.country}
    every = dict.fromkeys(form for forms in actor.names.values() for form in forms)
    if actor.kind == "candidate":
        for form, surname in dict.fromkeys(pair for name in every for pair in _person_forms(name)):
            yield _name(form, surname=surname, **of)
        return
    for form in dict.fromkeys(_forms(every)):
        since, until = _validity(actor.dated, form)
        yield _name(form, since=since, until=until, **of)


def _of_place(place: Place) -> Iterator[Name | None]:
    of: dict[str, Any] = {
        "id": place.code, "kind": "place", "type": place.kind, "country": place.country, "locality": place.locality,
    }  # fmt: skip
    every = dict.fromkeys(form for forms in place.names.values() for form in forms)
    for form in every:
        since, until = _validity(place.dated, form) if place.locality is None else (place.since, place.until)
        dates = {"since": since or place.since, "until": until or place.until}
        vague = all(word in _folded("vague") for word in fold(form).split())
        yield _name(form, weak=vague, **of, **dates)
        if form.endswith(_KAZAKH_REGION):
            yield _name(f"{form[:-1]}тық", **of, **dates)  # "Қостанай облыстық мәслихаты"
        adjective = _OF_REGION.sub("", form)  # "в Минской и Брестской областях"
        if adjective != form and " " not in adjective and adjective not in every:
            yield _name(adjective, weak=True, **of, **dates)


def _of_countries(data: Data) -> Iterator[Name | None]:
    for country in data.countries.values():
        of: dict[str, Any] = {"id": country.code, "kind": "country", "country": country.code}
        for form in dict.fromkeys(f for forms in country.names.values() for f in forms):
            yield _name(form, type="name", **of)
        for form in dict.fromkeys(f for forms in country.adjectives.values() for f in forms):
            yield _name(form, type="name" if form.isupper() else "adjective", **of)
    for code, forms in world().items():
        of = {"id": code, "kind": "country", "country": code}
        told = data.countries[code].names if code in data.countries else {}
        for form in dict.fromkeys(form for lang, form in forms.items() if lang not in told):
            yield _name(form, type="name", **of)
        if code not in data.countries:
            for form in dict.fromkeys(f for forms in data.adjectives.get(code, {}).values() for f in forms):
                yield _name(form, type="adjective", **of)
    for code, names in read("adjectives")["other_names"].items():
        for form in dict.fromkeys(f for forms in names.values() for f in forms):
            yield _name(form, id=code, kind="country", country=code, type="name")


def _commissions(data: Data) -> Iterator[Name | None]:
    """A country's commission under the names that say no country."""
    generic = dict.fromkeys(form for forms in matching()["commission"].values() for form in forms)
    for actor in data.actors.values():
        if actor.kind == "election_authority" and not actor.id.endswith("/crc"):
            for form in generic:
                yield _name(form, id=actor.id, kind="actor", type=actor.kind, country=actor.country)


@lru_cache
def world() -> dict[str, dict[str, str]]:
    """Names of the world's countries by language, by ISO 3166-1 alpha-2 code."""
    from babel import Locale

    codes: dict[str, dict[str, str]] = {}
    for lang in _LANGUAGES:
        for code, name in Locale(lang).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"):
                codes.setdefault(code, {})[lang] = str(name).replace("’", "'")
    return codes


def all_names(data: Data) -> Iterator[Name]:
    """Every name to look for, each once."""
    made: dict[Name, None] = {}
    for actor in data.actors.values():
        made.update(dict.fromkeys(n for n in _of_actor(actor) if n))
    for place in data.places:
        made.update(dict.fromkeys(n for n in _of_place(place) if n))
    made.update(dict.fromkeys(n for n in _of_countries(data) if n))
    made.update(dict.fromkeys(n for n in _commissions(data) if n))
    yield from _with_shared(made)


def _with_shared(names: Collection[Name]) -> Iterator[Name]:
    """The names, those marked that might be any country's, as a list tells or, of parties and commissions, their words:
    "Social Democratic Party"."""
    bearing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in names:
        if name.type in _NATIONAL:
            for word in name.words:
                bearing[name.type, word[:_STEM]].add(name.country)
    common = {of for of, countries in bearing.items() if len(countries) >= _MANY}
    for name in names:
        shared = name.type in _NATIONAL and all((name.type, word[:_STEM]) in common for word in name.words)
        if fold(name.form) in _folded("shared"):
            yield replace(name, shared=True, country=name.id.partition("/")[0].upper())
        else:
            yield replace(name, shared=True) if shared and not name.abbreviation else name
