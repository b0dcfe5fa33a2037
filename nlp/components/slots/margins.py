"""The margin that a text states of a figure in words."""

from __future__ import annotations

from dataclasses import replace

from nlp.components.assigning import Found
from nlp.components.context import Context
from nlp.quantities import Quantity


def with_margin(here: Context, item: Found) -> Quantity:
    """The quantity of a figure, with the margin said behind it: "45.8%, margin of error 1.3%"."""
    match = here.words.scope["margin"].match(here.masked.text, item.position + 1)
    margin = here.masked.entities.get(match.end() - 1) if match else None
    if item.quantity.margin is not None or item.quantity.value is None or not isinstance(margin, Quantity):
        return item.quantity
    return replace(item.quantity, margin=margin.value, qualifier="approx")
