"""A figure as a closed interval: all the values that its words allow."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from math import ceil, floor

from nlp.claims import Figure
from nlp.contradictions.data import table

INFINITY = Decimal("Infinity")
ZERO, HUNDRED = Decimal(0), Decimal(100)
# Arithmetic for the lower and for the upper end of an interval: what is rounded off never takes a value away.
DOWN, UP = Context(prec=28, rounding=ROUND_FLOOR), Context(prec=28, rounding=ROUND_CEILING)


@dataclass(frozen=True)
class Interval:
    """All values from `low` to `high`, ends included. `high` may be infinite."""

    low: Decimal
    high: Decimal

    def gap(self, other: Interval) -> Decimal:
        """The distance between two intervals, in their unit; 0 where they share a value."""
        return max(self.low - other.high, other.low - self.high, ZERO)

    def is_within(self, other: Interval) -> bool:
        """True where the other interval holds every value of this one."""
        return other.low <= self.low and self.high <= other.high

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)


def outwards(low: Fraction, high: Fraction) -> Interval:
    """The interval to nine places, none of its values lost to the rounding."""
    return Interval(Decimal(floor(low * 10**9)).scaleb(-9), Decimal(ceil(high * 10**9)).scaleb(-9))


def interval(figure: Figure) -> Interval | None:
    """The values that the figure's precision, hedge, margin and range allow; None where it states no number.

    A count written to the last unit is that number and no other.
    """
    hedges = table("hedges")
    ceiling = HUNDRED if figure.unit == "percent" else INFINITY
    if figure.value is None:
        if figure.low is None and figure.high is None:
            return None
        return _bounded(figure.low or ZERO, ceiling if figure.high is None else figure.high, ceiling)
    value, unit = figure.value, figure.precision or unit_of(figure.value)
    if figure.margin is not None:
        return _bounded(value - figure.margin, value + figure.margin, ceiling)
    if figure.qualifier == "at_least":
        return _bounded(value - unit * hedges["at_least"]["below_units"], ceiling, ceiling)
    if figure.qualifier == "at_most":
        return _bounded(ZERO, value + unit * hedges["at_most"]["above_units"], ceiling)
    if figure.unit == "count" and unit <= 1:
        below = above = ZERO
    else:
        below, above = unit * hedges["exact"]["below_units"], unit * hedges["exact"]["above_units"]
    if figure.qualifier == "approx":
        width = (
            hedges["approx"]["percent_points"] if figure.unit == "percent" else value * hedges["approx"]["count_share"]
        )
        below, above = max(below, width), max(above, width)
    return _bounded(value - below, value + above, ceiling)


def _bounded(low: Decimal, high: Decimal, ceiling: Decimal) -> Interval:
    """Shares lie between 0 and 100, counts are not negative; a figure stated outside of that keeps what it says."""
    return Interval(max(low, ZERO), max(min(high, ceiling), low))


def unit_of(value: Decimal) -> Decimal:
    """The unit of the last digit of the number as it is written."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)
