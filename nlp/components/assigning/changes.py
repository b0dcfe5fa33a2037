"""Numbers by which a figure changed, which are none themselves."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from nlp.components.assigning.found import Found
from nlp.components.masks import Mask
from nlp.quantities import Quantity

_CHANGE = re.compile(
    r"вырос|увелич|возрос|подня|снизи|упал|сократ|уменьш|ұлғай|өст[іі]|артты|көтеріл|төменде|азай|кеміді|rose|grew"
    r"|increased|climbed|fell|dropped|declined|decreased"
)
_TO = re.compile(r"\s*(?:до|to|–|—|-|ға|ге|қа|ке)?\s*")


def mark_changes(masked: Mask, found: dict[int, Found]) -> None:
    """A change ("rose from 1,2% to 4%"): two values of one metric, that of the election before and that of this one."""
    quantities = [at for at, _ in masked.all("P")]
    for first, second in pairwise(quantities):
        around = masked.text[max(0, first - 90) : second + 40]
        said = found.get(first) or found.get(second)
        if said is None or not _TO.fullmatch(masked.text[first + 1 : second]) or not _CHANGE.search(around):
            continue
        for position, earlier in ((first, True), (second, False)):
            quantity = masked.entities[position]
            if isinstance(quantity, Quantity):
                found[position] = replace(said, position=position, quantity=quantity, earlier=earlier)
