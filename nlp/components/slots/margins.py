"""The margin that a text states of a figure in words."""

from __future__ import annotations

from dataclasses import replace

from nlp.components.assigning import Found
from nlp.components.frames import Lexicon
from nlp.components.masks import Mask
from nlp.quantities import Quantity


def with_margin(masked: Mask, words: Lexicon, item: Found) -> Quantity:
    """The quantity of a figure, with the margin said behind it: "45.8%, margin of error 1.3%"."""
    match = words.scope["margin"].match(masked.text, item.position + 1)
    margin = masked.entities.get(match.end() - 1) if match else None
    if item.quantity.margin is not None or item.quantity.value is None or not isinstance(margin, Quantity):
        return item.quantity
    return replace(item.quantity, margin=margin.value, qualifier="approx")
