"""Made-up elections whose figures are consistent by construction, from polling stations to the country.

Everything comes from a seeded random generator, so that a number names an election for good.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

PARTIES = ("Альфа", "Бета", "Гамма", "Дельта", "Омега")
AGAINST_ALL = "против всех"
REGIONS = ("KZ-71", "KZ-75", "KZ-39")
COUNTRY = "KZ"
HOURS = ("10:00", "14:00", "18:00")
THRESHOLD = 5

Where = tuple[str, str | None]


@dataclass(frozen=True)
class Protocol:
    """The counts of one place; `hours` holds the voters who had come by each hour."""

    registered: int
    voted: int
    invalid: int
    votes: dict[str, int]
    hours: tuple[int, ...]
    stations: int = 1

    def __add__(self, other: Protocol) -> Protocol:
        return Protocol(
            self.registered + other.registered,
            self.voted + other.voted,
            self.invalid + other.invalid,
            {name: count + other.votes[name] for name, count in self.votes.items()},
            tuple(a + b for a, b in zip(self.hours, other.hours, strict=True)),
            self.stations + other.stations,
        )

    @property
    def turnout(self) -> Fraction:
        return Fraction(100 * self.voted, self.registered)


@dataclass(frozen=True)
class Election:
    """Protocols by place, a whole country's. `of_valid`: shares are of the valid votes, else of all ballots cast."""

    protocols: dict[Where, Protocol]
    contest: str
    of_valid: bool
    seats: dict[str, int]

    def share(self, votes: int, protocol: Protocol) -> Fraction:
        """A contestant's share in percent."""
        base = protocol.voted - protocol.invalid if self.of_valid else protocol.voted
        return Fraction(100 * votes, base)

    def stations_of(self, region: str) -> list[Where]:
        return [(place, locality) for place, locality in self.protocols if place == region and locality]

    @property
    def country(self) -> Protocol:
        return self.protocols[COUNTRY, None]

    @property
    def parties(self) -> list[str]:
        return [name for name in self.country.votes if name != AGAINST_ALL]

    @property
    def passed(self) -> int:
        country = self.country
        return sum(self.share(country.votes[name], country) >= THRESHOLD for name in self.parties)


def election(seed: int) -> Election:
    """The election of that number."""
    rng = random.Random(seed)
    names = [*PARTIES[: rng.randint(2, len(PARTIES))], *([AGAINST_ALL] if rng.random() < 0.5 else [])]
    weights = [rng.random() ** 2 + 0.02 for _ in names]
    if names[-1] == AGAINST_ALL:
        weights[-1] = 0.08 * sum(weights[:-1])
    protocols: dict[Where, Protocol] = {}
    for region in REGIONS[: rng.randint(1, len(REGIONS))]:
        stations = [_station(rng, names, weights) for _ in range(rng.randint(1, 3))]
        for number, station in enumerate(stations, 1):
            protocols[region, f"участок № {number}"] = station
        protocols[region, None] = _total(stations)
    protocols[COUNTRY, None] = _total([protocols[place, None] for place, locality in [*protocols] if not locality])
    return Election(
        protocols, rng.choice(("president", "lower_house")), rng.random() < 0.5, _seats(rng, names, weights)
    )


def _station(rng: random.Random, names: list[str], weights: list[float]) -> Protocol:
    registered = rng.randint(40, rng.choice((400, 3000, 200000)))
    voted = rng.randint(20, registered)
    invalid = int(voted * rng.random() * 0.12)
    local = [weight * rng.uniform(0.7, 1.3) for weight in weights]
    votes = {name: int((voted - invalid) * weight / sum(local)) for name, weight in zip(names, local, strict=True)}
    votes[names[0]] += voted - invalid - sum(votes.values())
    hours = sorted(rng.randint(0, voted) for _ in HOURS)
    return Protocol(registered, voted, invalid, votes, tuple(hours))


def _total(protocols: list[Protocol]) -> Protocol:
    first, *others = protocols
    for other in others:
        first = first + other
    return first


def _seats(rng: random.Random, names: list[str], weights: list[float]) -> dict[str, int]:
    return {name: rng.randint(0, int(100 * weight)) for name, weight in zip(names, weights, strict=True)}


def counted_so_far(made: Election, region: str) -> Iterator[tuple[int, Protocol]]:
    """The states of a region's count, station by station, with the number of stations counted."""
    stations = [made.protocols[where] for where in made.stations_of(region)]
    for number in range(1, len(stations)):
        yield number, _total(stations[:number])
