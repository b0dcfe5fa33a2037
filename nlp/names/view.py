"""A view of a text in which what is known already stands as rows of one sign, so that patterns can speak of it."""

from __future__ import annotations

import re

from nlp.components.reading import Reading

# A sign repeated further than any name or number is long stands for nothing, and patterns would try all its parts.
_ENDLESS = re.compile(r"([%#@¶])\1{300,}")
_SIGNS = {"percent": "%", "count": "#", "date": "@"}


def view_of(reading: Reading) -> str:
    """The text of the body with quantities, dates and known names blotted out, each offset kept."""
    low, high = reading.body
    letters = list(" " * low + reading.text[low:high])
    for quantity in reading.quantities:
        sign = _SIGNS["percent" if quantity.unit == "percent" else "count"]
        letters[quantity.start : quantity.end] = sign * (quantity.end - quantity.start)
    for start, end in [(d.start, d.end) for d in reading.dates] + [(t.start, t.end) for t in reading.times]:
        letters[start:end] = _SIGNS["date"] * (end - start)
    for name in reading.names:
        letters[name.start : name.end] = "¶" * (name.end - name.start)
    return _ENDLESS.sub(lambda run: " " * len(run.group()), "".join(letters[:high]))
