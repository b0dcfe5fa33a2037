"""Numbers by which a figure changed, which are none themselves."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from nlp.components.assigning.found import Found
from nlp.components.frames import Lexicon
from nlp.components.masks import Mask
from nlp.quantities import Quantity

_BEFORE, _BEHIND = 90, 40
"""How many characters from two values the word for their change may stand."""


def mark_changes(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """A change ("rose from 1,2% to 4%"): two values of one metric, that of the election before and that of this one."""
    quantities = [at for at, _ in masked.all("P")]
    for first, second in pairwise(quantities):
        said = found.get(first) or found.get(second)
        changed = words.scope["changed"].search(masked.text, max(0, first - _BEFORE), second + _BEHIND)
        if said is None or not changed or not words.scope["to"].fullmatch(masked.text, first + 1, second):
            continue
        for position, earlier in ((first, True), (second, False)):
            quantity = masked.entities[position]
            if isinstance(quantity, Quantity):
                found[position] = replace(said, position=position, quantity=quantity, earlier=earlier)
