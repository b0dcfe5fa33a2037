"""What is found in a text before anything is known of elections: quantities, dates, clock times and labelled numbers.

Offsets count Unicode code points of the text that was searched; `text[start:end] == quote` always holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from nlp.claims import Qualifier

Kind = Literal["plain", "ordinal"]
NonQuantity = Literal[
    "date", "time", "phone", "money", "number_label", "score", "url", "age", "duration", "temperature"
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text with what is written around it.

    `value` is exact; a range has `low` and `high` instead. `unit` is "percent", "percentage_points", the noun counted
    (as written, lower case) or None. `precision` is the unit of the last digit written (0.1 for "63,3%", 1000 for
    "574 тысячи"), None for ranges. `margin` is m of "X ± m". `alternative` is the other reading of "20,000".
    `start:end` spans hedge, number, scale and percent word; `number_start:number_end` the number with its scale alone.
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    qualifier: Qualifier
    precision: Decimal | None
    margin: Decimal | None
    quote: str
    start: int
    end: int
    number_start: int
    number_end: int
    alternative: Decimal | None = None
    in_words: bool = False
    kind: Kind = "plain"


@dataclass(frozen=True, slots=True)
class Span:
    """A number that is no quantity of anything counted, and what it is instead."""

    start: int
    end: int
    kind: NonQuantity


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date as far as it is written: "10 января" has no year, "2016 года" no month."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None


@dataclass(frozen=True, slots=True)
class ClockTime:
    """An hour of the day, 0–24."""

    start: int
    end: int
    hour: int
    minute: int


def plain_number(number: Decimal | None) -> int | float | None:
    """The number as JSON writes it: whole numbers without a fraction."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def as_json(quantity: Quantity) -> dict[str, Any]:
    """The object of CLAIMS.md for one quantity."""
    return {
        "value": plain_number(quantity.value),
        "low": plain_number(quantity.low),
        "high": plain_number(quantity.high),
        "unit": quantity.unit,
        "qualifier": quantity.qualifier,
        "quote": quantity.quote,
        "start": quantity.start,
        "end": quantity.end,
    }
