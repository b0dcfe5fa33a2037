"""How much of the whole a figure covers, and what may still become of it."""

from __future__ import annotations

from fractions import Fraction

from nlp.contradictions.intervals import HUNDRED, INFINITY, ZERO, Interval, outwards
from nlp.contradictions.rules import Rest, the
from nlp.contradictions.said import Said
from nlp.contradictions.scope import is_monotone


def in_the_end(said: Said) -> Interval:
    """The values that the quantity may have when all is counted.

    A turnout that is still growing bounds the last one from below. A count that covers a share of the ballots leaves
    the others to nobody or to all; one that covers so many stations may leave larger ones.
    """
    ceiling = HUNDRED if said.figure.unit == "percent" else INFINITY
    if said.is_progress:
        return Interval(said.interval.low if is_monotone(said) else ZERO, ceiling)
    if not said.is_running_count:
        return said.interval
    counted = counted_share(said)
    if counted is None:
        return Interval(ZERO, ceiling)
    low, high = Fraction(said.interval.low), said.interval.high
    of_ballots = said.figure.sample is not None and said.figure.sample.share is not None
    left = (1 if of_ballots else the(Rest).station_size) * (1 - counted) / counted
    if said.figure.unit == "percent":
        return outwards(low / (1 + left), (Fraction(high) + 100 * left) / (1 + left))
    if high == INFINITY:
        return said.interval
    return outwards(low, Fraction(high) * (1 + left))


def as_sampled(whole: Said, part: Said) -> Interval:
    """The values of a whole that a sample's is held against: those of its hour, where it is of one."""
    return whole.interval if part.hour and part.hour == whole.hour else in_the_end(whole)


def counted_share(said: Said) -> Fraction | None:
    """The share of the ballots or stations that a figure covers by its own words, above 0 and up to 1."""
    sample = said.figure.sample
    if sample is None:
        return Fraction(1) if said.figure.stage == "final" else None
    if sample.share is not None and ZERO < sample.share <= HUNDRED:
        return Fraction(sample.share) / 100
    if sample.stations is not None and sample.of is not None and ZERO < sample.stations <= sample.of:
        return Fraction(sample.stations) / Fraction(sample.of)
    return None
