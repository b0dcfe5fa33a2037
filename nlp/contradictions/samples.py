"""Samples reasoned with: what the stations outside of a sample must have had for the whole to hold.

With the sample's weight w in the whole, whole = w·sample + (1 − w)·rest, so rest = whole + w/(1 − w)·(whole − sample).
For a share of the voters the weight is exact where both voter lists are known. Else stations may differ in size,
and the odds w/(1 − w) are taken from a declared factor smaller to the same factor larger. A running count is
in the same way a sample of its later state.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import product

from nlp.contradictions import rules
from nlp.contradictions.coverage import as_sampled, counted_share
from nlp.contradictions.finding import Basis, Rest
from nlp.contradictions.intervals import HUNDRED, INFINITY, ZERO, Interval, unit_of
from nlp.contradictions.rules import the
from nlp.contradictions.said import Said

_HUNDREDTH = Decimal("0.01")
_OPEN = Fraction(10**9)


class Totals:
    """The stations and voters that places are said to have, to weigh samples with."""

    def __init__(self, figures: list[Said]) -> None:
        self._stations: dict[tuple[str | None, tuple[str, str]], list[Said]] = defaultdict(list)
        self._voters: dict[tuple[str | None, tuple[str, str]], list[Said]] = defaultdict(list)
        for said in figures:
            if said.figure.value is None:
                continue
            if said.figure.metric == "polling_stations" and not said.is_progress:
                self._stations[(said.figure.election, said.where)].append(said)
            if said.figure.metric == "registered_voters":
                self._voters[(said.figure.election, said.where)].append(said)

    def stations(self, part: Said) -> Decimal | None:
        """The most stations that anybody gives the place of a sample, or None."""
        known = [said.figure.value for said in self._stations[(part.figure.election, part.where)] if said.figure.value]
        return max(known, default=None)

    def voters_share(self, part: Said) -> tuple[Fraction, Fraction] | None:
        """The least and the greatest share of the place's voters that the sample may hold.

        None unless its own observers state its voters, and another body those of the place.
        """
        listed = self._voters[(part.figure.election, part.where)]
        own = [
            said.interval
            for said in listed
            if said.figure.sample == part.figure.sample
            and said.figure.contest == part.figure.contest
            and said.speaker.is_same(part.speaker)
        ]
        whole = [said.interval for said in listed if said.figure.sample is None]
        unbounded = any(one.high in (0, INFINITY) for one in (*own, *whole))
        if not own or not whole or part.figure.sample is None or unbounded:
            return None
        least = min(Fraction(one.low) for one in own) / max(Fraction(one.high) for one in whole)
        most = max(Fraction(one.high) for one in own) / max(Fraction(1), min(Fraction(one.low) for one in whole))
        return (least, most) if 0 < least < 1 else None


def rest_of(part: Said, whole: Said, totals: Totals) -> Rest:
    """What the unobserved rest must have been, for a share; for a count only that it differs."""
    above = part.interval.high < whole.interval.high
    of_voters, of_stations = totals.voters_share(part), _stations_share(part, totals)
    shares = of_voters or (of_stations and (of_stations, of_stations))
    if not shares or part.figure.unit != "percent":
        return Rest(above=above)
    least, most = shares
    exact = of_voters is not None and part.figure.metric in the(rules.Rest).of_voters
    factor = 1 if exact else the(rules.Rest).station_size
    most_odds = most / (1 - most) * factor if most < 1 else _OPEN
    low, high = _bounds(part.interval, as_sampled(whole, part), least / (1 - least) / factor, most_odds)
    return _rest(low, high, (least + min(most, Fraction(1))) / 2, above, "voters" if of_voters else "stations", exact)


def rest_of_count(part: Said, whole: Said) -> Rest | None:
    """What the ballots counted between two states of one count must have had; None where their shares are not told."""
    first, second = counted_share(part), counted_share(whole)
    if part.figure.metric not in the(rules.Rest).running or first is None or second is None or first >= second:
        return None
    factor = the(rules.Rest).station_size
    earlier, later = _rounded_share(part, first), _rounded_share(whole, second)
    least = earlier[0] / (later[1] - earlier[0]) / factor
    most = earlier[1] / (later[0] - earlier[1]) * factor if later[0] > earlier[1] else _OPEN
    low, high = _bounds(part.interval, whole.interval, least, most)
    return _rest(low, high, first, part.interval.high < whole.interval.high, "count", exact=False)


def _bounds(sample: Interval, whole: Interval, least: Fraction, most: Fraction) -> tuple[Fraction, Fraction]:
    """The least and the greatest rest over all values of the sample and the whole and all odds."""
    rests = [
        Fraction(total) + odds * (Fraction(total) - Fraction(seen))
        for total, seen, odds in product((whole.low, whole.high), (sample.low, sample.high), (least, most))
    ]
    return min(rests), max(rests)


def _rest(
    low: Fraction,
    high: Fraction,
    share: Fraction,
    above: bool,
    basis: Basis,
    exact: bool,
) -> Rest:
    impossible = high < 0 or low > 100
    if not impossible:
        low, high = max(low, Fraction(0)), min(high, Fraction(100))
    return Rest(
        low=_rounded(low), high=_rounded(high), share=_rounded(share * 100), above=above, basis=basis, exact=exact,
        verdict="impossible" if impossible else "possible",
    )  # fmt: skip


def _rounded_share(said: Said, share: Fraction) -> tuple[Fraction, Fraction]:
    """The counted share from its least to its greatest value: a percentage is rounded as it is written."""
    stated = said.figure.sample.share if said.figure.sample else None
    half = Fraction(unit_of(stated)) / 200 if stated is not None else Fraction(0)
    return share - half, min(Fraction(1), share + half)


def _stations_share(part: Said, totals: Totals) -> Fraction | None:
    """The sample's share of the place's stations. What observers call "of" may be only the stations they covered."""
    sample = part.figure.sample
    if sample is None:
        return None
    of = max((n for n in (sample.of, totals.stations(part)) if n is not None), default=None)
    if sample.stations is not None and of is not None and ZERO < sample.stations < of:
        return Fraction(sample.stations) / Fraction(of)
    if sample.share is not None and ZERO < sample.share < HUNDRED:
        return Fraction(sample.share) / 100
    return None


def _rounded(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_HUNDREDTH)
