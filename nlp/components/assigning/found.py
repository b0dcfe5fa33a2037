"""A quantity that a metric was found for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nlp.claims import Contest, Metric
from nlp.components.frames import HIGHEST, PERCENT_METRICS, PLAUSIBLE, never_counted
from nlp.components.reading import Name
from nlp.quantities import ClockTime, Quantity

WITH_SUBJECT = {"vote_share", "votes", "seats"}


@dataclass(slots=True)
class Found:
    """A quantity with the metric it was given, before its slots are resolved."""

    position: int
    quantity: Quantity
    metric: Metric
    score: float
    rule: str
    start: int
    end: int
    subject: Name | None = None
    earlier: bool | None = None
    """Of a change, the value before it (True: it belongs to the election before) or after it (False)."""
    clock: ClockTime | None = None
    """In a table, the hour of the column."""
    label: tuple[int, int] | None = None
    """In a table, the stretch of the row that names what it is about."""
    contest: Contest | None = None
    source: Name | None = None
    """In a table, whose column it is."""


def plausible(quantity: Quantity, metric: Metric) -> bool:
    """Hard limits: percentages within 0–100, counts whole and large enough for what they count, and of its noun."""
    values = [v for v in (quantity.value, quantity.low, quantity.high) if v is not None]
    if not values:
        return False
    if quantity.unit == "percent":
        return metric not in _COUNTED and all(0 <= v <= 100 for v in values)
    if metric in PERCENT_METRICS or quantity.unit in never_counted().get(metric, ()):
        return False
    whole = all(v == v.to_integral_value() for v in values)
    least = 1 if metric == "votes" and quantity.unit in _VOTE else PLAUSIBLE.get(metric, 0)
    return whole and least <= min(values) and max(values) <= HIGHEST.get(metric, 10**10)


_COUNTED = {"observers", "voters_voted", "votes", "registered_voters", "contestants", "passed_threshold", "detained",
            "invalid_votes", "unused_ballots", "seats_total"}  # fmt: skip
"""Metrics that are no shares of anything."""
_VOTE = ("дауыс", "голос", "vote")
"""A number of votes that says so itself may be small."""


SHARES: dict[Metric, Metric] = {
    "votes": "vote_share", "voters_voted": "turnout",
    "invalid_votes": "invalid_share", "unused_ballots": "unused_share",
}  # fmt: skip
COUNTS: dict[Metric, Metric] = {share: count for count, share in SHARES.items()}
LEAST_VOTERS = 100
"""A smaller number beside a place in a list by turnout is a share without its sign."""


def as_percent(quantity: Quantity) -> Quantity | None:
    """A number in a list of percentages is one too: "Шымкент – 56,5"."""
    if quantity.unit == "percent":
        return quantity
    if quantity.unit is None and quantity.value is not None and quantity.value <= 100:
        return replace(quantity, unit="percent")
    return None
