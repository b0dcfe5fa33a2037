"""An election told as claims: by several bodies, in pages of several days, with every rounding and hedge."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

from nlp.claims import Extraction, Figure
from nlp.statements import Statement, statements
from tests.nlp.contradictions.elections import COUNTRY, HOURS, THRESHOLD, Election, Protocol, Where, counted_so_far

DAY = "KZ-2031-01-12"
COMMISSION = {"source": "ЦИК", "source_type": "election_authority"}
SPEAKERS: tuple[dict[str, Any], ...] = (
    COMMISSION,
    COMMISSION,
    {"source": "Центральная избирательная комиссия", "source_type": "election_authority"},
    {"source": "Газета", "source_type": "media"},
    {"source": None, "source_type": "unattributed"},
    {"source": "Ашық сайлау", "source_type": "citizen_observers"},
)
_EVENING, _AFTER = dt.date(2031, 1, 12), (dt.date(2031, 1, 13), dt.date(2031, 1, 20))


def plain(made: Election) -> list[Figure]:
    """Every cell of the country and its regions and stations by the commission: counts exact, shares to two digits."""
    return [_figure(metric, value, _exact(value), {**slots, **COMMISSION}) for metric, value, slots in _cells(made)]


def told(made: Election, seed: int) -> list[Statement]:
    """The election as a random half of its cells by random speakers, rounded and hedged, over pages of several days."""
    rng = random.Random(seed)
    dated = [
        (_figure(metric, value, _hedged(rng, metric, value), {**slots, **rng.choice(SPEAKERS)}), rng.choice(_AFTER))
        for metric, value, slots in _cells(made)
        if rng.random() < 0.5
    ]
    for claims in (_earlier(rng, made), _polls(rng, made), _counting(rng, made), _samples(rng, made)):
        dated += claims
    pages: dict[tuple[dt.date, int], list[Figure]] = {}
    for claim, day in dated:
        pages.setdefault((day, rng.randint(1, 3)), []).append(claim)
    return statements(
        Extraction(id=f"{day} {number}", published=day, figures=tuple(claims))
        for (day, number), claims in pages.items()
    )


def _figure(metric: str, value: Fraction | int, number: dict[str, Any], slots: dict[str, Any]) -> Figure:
    unit = "count" if isinstance(value, int) else "percent"
    place = {"place": COUNTRY, "election": DAY, "quote": metric}
    return Figure.model_validate({"metric": metric, "unit": unit, **place, **number, **slots})


def _cells(made: Election) -> Iterator[tuple[str, Fraction | int, dict[str, Any]]]:
    for where, protocol in made.protocols.items():
        yield from _of_place(made, where, protocol)
    whole = {"place": COUNTRY, "contest": made.contest}
    yield "contestants", len(made.parties), whole
    if made.contest == "lower_house":
        yield "threshold", Fraction(THRESHOLD), whole
        yield "passed_threshold", made.passed, whole
        yield "seats_total", sum(made.seats.values()), whole
        for name, seats in made.seats.items():
            yield "seats", seats, {**whole, "subject": name}


def _of_place(made: Election, where: Where, protocol: Protocol) -> Iterator[tuple[str, Fraction | int, dict[str, Any]]]:
    slots: dict[str, Any] = {"place": where[0], "locality": where[1], "contest": made.contest}
    yield "registered_voters", protocol.registered, slots
    yield "voters_voted", protocol.voted, slots
    yield "invalid_votes", protocol.invalid, slots
    yield "invalid_share", Fraction(100 * protocol.invalid, protocol.voted), slots
    yield "turnout", protocol.turnout, slots
    yield "unused_share", 100 - protocol.turnout, slots
    if not where[1]:
        yield "polling_stations", protocol.stations, slots
    for hour, came in zip(HOURS, protocol.hours, strict=True):
        at = {**slots, "as_of": f"2031-01-12T{hour}", "stage": "progress"}
        yield "turnout", Fraction(100 * came, protocol.registered), at
        yield "voters_voted", came, at
    for name, votes in protocol.votes.items():
        yield "votes", votes, {**slots, "subject": name}
        yield "vote_share", made.share(votes, protocol), {**slots, "subject": name}


def _exact(value: Fraction | int) -> dict[str, Any]:
    return _written(round(value * 100), -2) if isinstance(value, Fraction) else _written(value, 0)


def _written(steps: int, exponent: int) -> dict[str, Any]:
    """So many units of the last digit that is written."""
    return {"value": Decimal(steps).scaleb(exponent), "precision": Decimal(1).scaleb(exponent)}


def _hedged(rng: random.Random, metric: str, value: Fraction | int) -> dict[str, Any]:
    """The value in words that allow it."""
    if metric in ("contestants", "threshold", "polling_stations"):
        return _exact(value)
    exponent = -rng.randint(0, 2) if isinstance(value, Fraction) else rng.randint(0, max(0, len(str(value)) - 2))
    unit = Fraction(10) ** exponent
    down, up, nearest = floor(value / unit), ceil(value / unit), floor(value / unit + Fraction(1, 2))
    form = rng.choice(("rounded", "cut", "at_least", "at_most", "approx", "margin", "range", "exact"))
    if form == "rounded":
        return _written(nearest, exponent)
    if form == "cut":
        return _written(down, exponent)
    if form in ("at_least", "at_most"):
        return {**_written(down if form == "at_least" else up, exponent), "qualifier": form}
    if form == "range":
        low, high = (_written(steps, exponent)["value"] for steps in (max(0, down - rng.randint(0, 9)), up + 1))
        return {"low": low, "high": high, "qualifier": "range"}
    if form == "approx":
        return {**_about(rng, value), "qualifier": "approx"}
    if form == "margin":
        off = rng.randint(-2, 2)
        return {
            **_written(max(0, nearest + off), exponent),
            "margin": Decimal(3).scaleb(exponent),
            "qualifier": "approx",
        }
    return _exact(value) if isinstance(value, int) else _written(nearest, exponent)


def _about(rng: random.Random, value: Fraction | int) -> dict[str, Any]:
    """Within 3 points of a share, within a tenth of a count."""
    if isinstance(value, Fraction):
        return _written(min(100, max(0, round(value + rng.randint(-2, 2)))), 0)
    return _written(round(value * rng.uniform(0.93, 1.07)) if value > 100 else value, 0)


def _earlier(rng: random.Random, made: Election) -> Iterator[tuple[Figure, dt.date]]:
    """What the commission said on the evening of the vote and has gone beyond since."""
    passed = Fraction(rng.random())
    for place in (COUNTRY, *{place for place, locality in made.protocols if locality}):
        if rng.random() < 0.5:
            slots = {"place": place, "contest": made.contest, "stage": rng.choice(("preliminary", None)), **COMMISSION}
            whole = made.protocols[place, None]
            least = Fraction(100 * whole.hours[-1], whole.registered)
            early = least + (whole.turnout - least) * passed
            yield _figure("turnout", early, _exact(early), slots), _EVENING
            yield _figure("turnout", whole.turnout, _exact(whole.turnout), {**slots, "stage": None}), _AFTER[0]


def _polls(rng: random.Random, made: Election) -> Iterator[tuple[Figure, dt.date]]:
    """An exit poll that misses by less than its error."""
    name, votes = rng.choice([*made.country.votes.items()])
    said = min(Fraction(100), max(Fraction(0), made.share(votes, made.country) + Fraction(rng.uniform(-2, 2))))
    poll = {"source": "Сауал", "source_type": "pollster", "subject": name, "contest": made.contest}
    yield _figure("vote_share", said, _exact(said), poll), _EVENING


def _counting(rng: random.Random, made: Election) -> Iterator[tuple[Figure, dt.date]]:
    """States of the count of a region and its end. Stations differ in size by no more than the engine is told."""
    for place in {place for place, locality in made.protocols if locality}:
        whole = made.protocols[place, None]
        for number, part in counted_so_far(made, place):
            if _alike(part.voted, whole.voted, number, whole.stations) and _alike(
                part.voted - part.invalid, whole.voted - whole.invalid, number, whole.stations
            ):
                name = rng.choice([*part.votes])
                slots = {"place": place, "contest": made.contest, "subject": name, **COMMISSION}
                states = ((part, {"stations": number, "of": whole.stations}, None), (whole, None, "final"))
                for protocol, sample, stage in states:
                    share = made.share(protocol.votes[name], protocol)
                    said = {**slots, "sample": sample, "stage": stage}
                    yield _figure("vote_share", share, _exact(share), said), _AFTER[0]


def _samples(rng: random.Random, made: Election) -> Iterator[tuple[Figure, dt.date]]:
    """Observers at the first stations of a region tell what they saw there."""
    for place in {place for place, locality in made.protocols if locality}:
        whole = made.protocols[place, None]
        for number, part in counted_so_far(made, place):
            if rng.random() < 0.5 and _alike(part.registered, whole.registered, number, whole.stations):
                slots = {
                    "place": place, "contest": made.contest, "sample": {"stations": number, "of": whole.stations},
                    "source": "Независимые", "source_type": "citizen_observers",
                }  # fmt: skip
                yield _figure("turnout", part.turnout, _exact(part.turnout), slots), _AFTER[1]
                yield _figure("voters_voted", part.voted, _exact(part.voted), slots), _AFTER[1]
                if rng.random() < 0.5:
                    yield _figure("registered_voters", part.registered, _exact(part.registered), slots), _AFTER[1]


def _alike(part: int, whole: int, stations: int, of: int) -> bool:
    """True where the part's stations are on average at most twice as large or as small as the others."""
    odds = Fraction(part, whole - part) / Fraction(stations, of - stations) if part < whole else Fraction(100)
    return Fraction(1, 2) <= odds <= 2
