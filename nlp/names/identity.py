"""Names that the reference data has in another form: which known actor a name found by its shape is."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from nlp.components.reading import Name, Reading, beginning_in
from nlp.names.english import CAPITALISED, LOWER_HEAD
from nlp.names.kazakh import HEAD_LAST
from nlp.statements import folded


def crosses(name: Name, bodies: list[Name]) -> bool:
    """Whether a name begins or ends within a known body: "RL's Kazakh Service" of "RFE/RL's Kazakh Service"."""

    def within(at: int) -> Name | None:
        before = bisect_left(bodies, at, key=lambda body: body.start) - 1
        return bodies[before] if before >= 0 and at < bodies[before].end else None

    first, last = within(name.start), within(name.end)
    return bool((first and first.end < name.end) or (last and name.start < last.start))


def identified(name: Name, bodies: list[Name]) -> Name:
    """A name built around a known one of its own kind is that actor: "партия «Ауыл»"."""
    within = [body for body in beginning_in(bodies, name.start, name.end) if body.end <= name.end]
    sending = [body for body in within if body.kind == "international_observers"]
    if name.kind == "international_observers" and sending:
        return _mission(name, sending)
    if name.rule.startswith(HEAD_LAST) and within:
        if within[0].kind == name.kind in _OWNERS:
            return replace(name, id=within[0].id, name=_without_head(name, within[0]))
        if _only_headed(name, within[0]):
            return replace(name, id=within[0].id, kind=within[0].kind)
    if len(within) == 1 and name.rule == LOWER_HEAD:
        return replace(name, id=within[0].id, kind=within[0].kind)
    if len(within) != 1 or within[0].end < name.end - 1:
        return name
    if _apart(within[0].kind, name.kind) and not _only_headed(name, within[0]):
        return name
    if within[0].kind == "party" and name.rule == CAPITALISED and not _described(name, within[0]):
        return name
    return replace(name, id=within[0].id, kind=within[0].kind)


def _mission(name: Name, sending: list[Name]) -> Name:
    """A mission is the body that sent it, by that body's own name; of one that several sent each is named alone."""
    first = sending[0]
    shared = len(sending) > 1 and not name.rule.startswith(HEAD_LAST)
    return replace(name, end=first.end if shared else name.end, id=first.id, name=first.name)


_BRACKET, _BRACKET_END = re.compile(r"\s\(\s*[«“\"]?"), re.compile(r"[»”\"]?[),]")


def by_bracket(reading: Reading, name: Name, starting: dict[int, Name]) -> Name:
    """A name whose known short form stands in brackets behind it is that actor: "Shanghai Cooperation … (SCO)"."""
    bracket = _BRACKET.match(reading.text, name.end)
    short = starting.get(bracket.end()) if bracket else None
    if short is None or _BRACKET_END.match(reading.text, short.end) is None:
        return name
    return replace(name, id=short.id, kind=short.kind)


def short_forms(names: list[Name], known: list[Name]) -> list[Name]:
    """The beginning of a known name is short for it: "the People's Party", after "the People's Party of Kazakhstan"."""
    full: dict[tuple[str, str], dict[str, str]] = {}
    for name in (*known, *names):
        if name.id is not None:
            words = folded(name.name)
            full.setdefault((name.kind, words.split(" ", 1)[0]), {})[words] = name.id
    return [replace(name, id=_begun(name, full)) if name.id is None else name for name in names]


def _begun(name: Name, full: dict[tuple[str, str], dict[str, str]]) -> str | None:
    """The one actor of the name's kind whose name begins with it."""
    words = folded(name.name)
    if " " not in words:
        return None
    alike = full.get((name.kind, words.split(" ", 1)[0]), {})
    ids = {actor for other, actor in alike.items() if other.startswith(f"{words} ")}
    return ids.pop() if len(ids) == 1 else None


_CONTRACTED = re.compile(r"(\w{3,})избирком")


def contracted(names: list[Name]) -> list[Name]:
    """A commission by its contracted name is the one that the text names in full: "облизбирком" of a region's."""
    full = [(folded(name.name), name) for name in names if name.kind == "election_authority"]
    made = []
    for name in names:
        short = _CONTRACTED.match(folded(name.name)) if name.kind == "election_authority" else None
        meant = (other for words, other in full if short and re.search(rf"\b{short[1]}.*комисс", words))
        whole = next(meant, name)
        made.append(replace(name, name=whole.name, id=whole.id))
    return made


def _without_head(name: Name, known: Name) -> str:
    """A party by its own name alone: "Аманат партиясы" is Аманат."""
    return known.name if folded(name.name) == f"{folded(known.name)} партиясы" else name.name


def _described(name: Name, known: Name) -> bool:
    """Whether the words before a party say what it is ("Kurdish DEM Party"), and do not make another's name with it
    ("Social Democratic Party")."""
    return known.start == name.start or known.name.split()[0].isupper()


def _only_headed(name: Name, known: Name) -> bool:
    """Whether a body is a known one under a head of its own: «Говори правду» as a campaign, "ТАСС агенттігі"."""
    quoted = _QUOTED.match(name.name)
    whole = quoted is not None and folded(quoted[1]) == folded(known.name)
    rest = folded(name.name).replace(folded(known.name), " ").split()
    return name.kind in ("ngo", "other", "government", known.kind) and (whole or len(rest) <= 1)


_QUOTED = re.compile('[«“"]([^»”"]+)[»”"]')
_OWNERS = ("party", "citizen_observers", "pollster")


def _apart(known: str, unknown: str) -> bool:
    """A party's institute is not the party, nor a city's commission the city's court."""
    return "party" in (known, unknown) and known != unknown
