"""One changed cell in a plainly told election, and an independent reckoning of what it breaks.

The reckoning knows only the numbers: counts are exact, shares cut or rounded to a hundredth. It states the relations
and the slacks of `relations.toml` anew, in plain fractions.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from nlp.claims import Figure
from tests.nlp.contradictions.elections import AGAINST_ALL, COUNTRY, THRESHOLD, Election, election
from tests.nlp.contradictions.tellings import plain

Cell = tuple[str, str, str | None, str | None, str | None]
SLACK, SLACK_AT_ONCE = Fraction(1, 100), Fraction(1, 1000)
CHANGED = {
    "turnout", "voters_voted", "registered_voters", "votes", "vote_share", "invalid_votes", "invalid_share",
    "unused_share", "seats", "seats_total", "passed_threshold", "polling_stations",
}  # fmt: skip
ADDITIVE = ("voters_voted", "registered_voters", "votes", "invalid_votes", "polling_stations")


def changed(seed: int) -> tuple[list[Figure], Figure, str]:
    """The claims of an election with one cell changed, that cell, and the relation that it breaks ("" for none)."""
    rng = random.Random(seed + 1)
    made = election(seed)
    claims = plain(made)
    place = rng.choice([i for i, claim in enumerate(claims) if claim.metric in CHANGED and claim.value])
    claims[place] = _moved(rng, claims[place])
    reckoning = _Reckoning(made, claims)
    return claims, claims[place], next(reckoning.broken(_cell(claims[place])), "")


def _moved(rng: random.Random, claim: Figure) -> Figure:
    """The claim with another number, up to ten times as large or as small: farther off, it is taken for a part."""
    value = claim.value or Decimal(0)
    sign = rng.choice((-1, 1))
    if claim.unit == "count":
        moved = value + sign * max(1, int(value * Decimal(10 ** rng.uniform(-3, 0.3))))
        least, most = (value / 10).to_integral_value(ROUND_CEILING), value * 10
    else:
        moved = value + sign * Decimal(10 ** rng.uniform(-2, 1.7)).quantize(Decimal("0.01"))
        least, most = max(Decimal("0.01"), value / 10), min(Decimal(100), value * 10)
    moved = min(most, max(least, moved)).quantize(Decimal(1) if claim.unit == "count" else Decimal("0.01"))
    return claim.model_copy(update={"value": moved if moved != value else value + claim.precision})


def _cell(claim: Figure) -> Cell:
    return claim.metric, claim.place or "", claim.locality, claim.subject, claim.as_of


class _Reckoning:
    """The relations over one telling. `low` and `high` are the ends of what a cell's number may stand for."""

    def __init__(self, made: Election, claims: list[Figure]) -> None:
        self.made = made
        self.low: dict[Cell, Fraction] = {}
        self.high: dict[Cell, Fraction] = {}
        for claim in claims:
            value, percent = Fraction(claim.value or 0), claim.unit == "percent"
            self.low[_cell(claim)] = max(Fraction(0), value - Fraction(5, 1000)) if percent else value
            self.high[_cell(claim)] = min(Fraction(100), value + Fraction(1, 100)) if percent else value

    def broken(self, culprit: Cell) -> Iterator[str]:
        """The names of the relations that are broken and that the culprit takes part in."""
        for name, members, holds in self.relations():
            if culprit in members and not holds:
                yield name

    def relations(self) -> Iterator[tuple[str, list[Cell], bool]]:
        """Every relation with its members, and whether it holds."""
        for place, locality in self.made.protocols:
            yield from self.of_place(place, locality)
        for place in {place for place, _ in self.made.protocols}:
            yield from self.around(place)
        yield from self.of_seats()

    def hours(self, metric: str, place: str, locality: str | None) -> list[Cell]:
        return sorted(
            (cell for cell in self.low if cell[:3] == (metric, place, locality)),
            key=lambda cell: cell[4] or "~",
        )

    def of_place(self, place: str, locality: str | None) -> Iterator[tuple[str, list[Cell], bool]]:
        low, high = self.low, self.high

        def cell(metric: str, subject: str | None = None, hour: str | None = None) -> Cell:
            return metric, place, locality, subject, hour

        listed, voted, invalid = cell("registered_voters"), cell("voters_voted"), cell("invalid_votes")
        turnout, unused, spoiled = cell("turnout"), cell("unused_share"), cell("invalid_share")
        names = [*self.made.country.votes]
        votes, shares = [cell("votes", name) for name in names], [cell("vote_share", name) for name in names]

        used = low[turnout] + low[unused] <= 100 <= high[turnout] + high[unused]
        yield "used and unused", [turnout, unused], used
        for came in self.hours("voters_voted", place, locality):
            yield "on the lists", [came, listed], low[came] <= high[listed] * (1 + SLACK)
            share = cell("turnout", hour=came[4])
            yield "turnout", [came, listed, share], self.is_share(came, listed, share, Fraction(0))
        for metric in ("voters_voted", "turnout"):
            states = self.hours(metric, place, locality)
            for i, first in enumerate(states):
                for second in states[i + 1 :]:
                    yield "running total", [first, second], low[first] * (1 - SLACK) <= high[second]
        yield "invalid", [invalid, voted], low[invalid] <= high[voted]
        yield "share of invalid", [invalid, voted, spoiled], self.is_share(invalid, voted, spoiled, Fraction(0))
        most_invalid = max(high[spoiled] / 100, high[invalid] / low[voted] if low[voted] else Fraction(0))
        for vote, share in zip(votes, shares, strict=True):
            yield "votes of voters", [vote, voted], low[vote] <= high[voted]
            yield "votes of lists", [vote, listed], low[vote] <= high[listed] * (1 + SLACK)
            holds = self.is_share(vote, voted, share, min(most_invalid, Fraction(999999, 1000000)))
            yield "share of votes", [vote, voted, share], holds
        # The number of contestants is told of the country alone, and bounds only its lists from below.
        options = Fraction(0) if AGAINST_ALL in names else Fraction(1, 10)
        yield "all shares", shares, sum(low[share] for share in shares) <= 100
        missing = options + most_invalid
        yield "no fewer shares", shares, place != COUNTRY or sum(high[s] for s in shares) >= 100 * (1 - missing)
        ballots = [*votes, invalid]
        yield "all ballots", [*ballots, voted], sum(low[b] for b in ballots) <= high[voted]
        least = low[voted] * (1 - options - SLACK)
        yield "no fewer ballots", [*ballots, voted], place != COUNTRY or sum(high[b] for b in ballots) >= least

    def is_share(self, part: Cell, whole: Cell, share: Cell, invalid: Fraction) -> bool:
        low, high = self.low, self.high
        if not low[whole]:
            return True
        least = 100 * (1 - SLACK_AT_ONCE) * low[part] / high[whole]
        most = min(Fraction(100), 100 * (1 + SLACK_AT_ONCE) * high[part] / low[whole] / (1 - invalid))
        return least <= high[share] and low[share] <= max(least, most)

    def around(self, place: str) -> Iterator[tuple[str, list[Cell], bool]]:
        """A place and what lies directly in it."""
        low, high = self.low, self.high
        for whole in [c for c in self.low if c[1] == place and c[2] is None and c[0] in ADDITIVE]:
            parts = [c for c in self.low if c[0] == whole[0] and c[3] == whole[3] and self.is_in(c, place)]
            slack = SLACK if whole[0] in ("registered_voters", "polling_stations") else Fraction(0)
            for part in parts:
                if (part[4] or "~") <= (whole[4] or "~"):
                    yield "part", [part, whole], low[part] <= high[whole] * (1 + slack)
            same = [part for part in parts if part[4] == whole[4]]
            if len(same) > 1 and all(low[part] <= high[whole] for part in same):
                yield "places", [*same, whole], sum(low[part] for part in same) <= high[whole] * (1 + SLACK)
        if place == COUNTRY:
            for whole in self.hours("turnout", COUNTRY, None):
                yield from self.weighted(whole)

    def is_in(self, cell: Cell, place: str) -> bool:
        if place == COUNTRY:
            return cell[1] != COUNTRY and cell[2] is None
        return cell[1] == place and cell[2] is not None

    def weighted(self, whole: Cell) -> Iterator[tuple[str, list[Cell], bool]]:
        low, high = self.low, self.high
        shares = [c for c in self.low if c[0] == "turnout" and c[4] == whole[4] and self.is_in(c, COUNTRY)]
        lists: list[Cell] = [("registered_voters", c[1], None, None, None) for c in shares]
        listed: Cell = ("registered_voters", COUNTRY, None, None, None)
        if len(shares) < 2:
            return
        everybody = high[listed] * (1 + SLACK)
        came = sum(low[n] * low[s] for n, s in zip(lists, shares, strict=True)) / everybody
        stayed = sum(low[n] * (100 - high[s]) for n, s in zip(lists, shares, strict=True)) / everybody
        holds = came <= high[whole] and low[whole] <= 100 - stayed
        yield "weighted", [*shares, *lists, listed, whole], holds

    def of_seats(self) -> Iterator[tuple[str, list[Cell], bool]]:
        if self.made.contest != "lower_house":
            return
        low, high = self.low, self.high
        seats = [c for c in self.low if c[0] == "seats"]
        total: Cell = ("seats_total", COUNTRY, None, None, None)
        won = sum(low[c] for c in seats)
        yield "seats", [*seats, total], won <= high[total] or high[total] < won * Fraction(8, 10)
        count: Cell = ("passed_threshold", COUNTRY, None, None, None)
        shares: list[Cell] = [("vote_share", COUNTRY, None, name, None) for name in self.made.parties]
        over = [c for c in shares if low[c] >= THRESHOLD]
        yield "passed", [*over, count], len(over) <= high[count]
        near = [c for c in shares if high[c] >= THRESHOLD]
        yield "passed no fewer", [*(near or shares), count], low[count] <= len(near)
