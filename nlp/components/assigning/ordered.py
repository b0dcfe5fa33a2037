"""Numbers without names, in the order of the contestants that a sentence before compared."""

from __future__ import annotations

from nlp.claims import Metric
from nlp.components.assigning.found import Found, as_percent, plausible
from nlp.components.context import Context
from nlp.components.masks import mask
from nlp.components.reading import Name
from nlp.quantities import Quantity

_SUBJECT_ELSEWHERE = 9.0
"""The weight of what the order tells: no frame that finds no name in the sentence knows better."""


def add_in_their_order(here: Context, found: dict[int, Found]) -> None:
    """As many shares, or seats, as contestants were compared before: "Another poll has it 52% to 41%", "In seats it is
    83, 8 and 7". Words must tie them to votes or to those compared; two other things in a row have their own."""
    masked, words = here.masked, here.words
    if masked.all("K") or words.context["turnout"].search(masked.text):
        return
    if words.scope["of_others"].search(masked.text) or not words.scope["in_their_order"].search(masked.text):
        return
    rows = [match.span("row") for match in words.scope["in_order"].finditer(masked.text) if match["row"]]
    if not rows:
        return
    seats = words.context["seats"].search(masked.text)
    compared = _compared_before(here)
    for start, end in rows:
        row = [(at, entity) for at, entity in masked.all("PN") if start <= at < end]
        shares = "P" in masked.text[start:end]
        metric: Metric | None = "vote_share" if shares else "seats" if seats else None
        if metric is None or len(row) != len(compared):
            continue
        for (at, quantity), name in zip(row, compared, strict=True):
            counted = as_percent(quantity) if shares and isinstance(quantity, Quantity) else quantity
            if isinstance(counted, Quantity) and plausible(counted, metric):
                found[at] = Found(at, counted, metric, _SUBJECT_ELSEWHERE, "in their order", start, end, name)


def _compared_before(here: Context) -> list[Name]:
    """The contestants to whom the paragraph gave numbers before, or where it gave none, the paragraph before it; each
    once, in their order."""
    segment, paragraph = here.segment.previous, here.segment.paragraph
    names: dict[str, Name] = {}
    while segment is not None and (segment.paragraph == paragraph or not names):
        if segment.paragraph < here.segment.paragraph - 1:
            break
        paragraph = segment.paragraph
        before = mask(here.reading, segment)
        named = [before.entities[match.start()] for match in here.words.scope["with_share"].finditer(before.text)]
        names = {name.name: name for name in named if isinstance(name, Name)} | names
        segment = segment.previous
    return list(names.values()) if len(names) > 1 else []
