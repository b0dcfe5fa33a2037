"""The place that the words around a figure name."""

from __future__ import annotations

import re

from nlp.components.assigning import Found
from nlp.components.context import Context
from nlp.components.elections import capital_of
from nlp.components.reading import Name
from nlp.components.slots.thread import clause

COUNTRY = Name(0, 0, "place", "the whole country")
_OF_NEXT = re.compile(r"L[»\"”]?\s*(?:\(|[—–:-])?\s*(?=[PN])")
"""A place behind a quantity and right before the next one, where that one holds: "28 members saw 45 in Bishkek"."""
_NATIONWIDE = {"contestants", "passed_threshold", "threshold", "seats_total"}
"""What a place in another clause narrows not."""


def named_nearby(here: Context, item: Found, country: str | None) -> Name | None:
    """The place named before a quantity in its clause, behind it without a comma, or alone in the segment."""
    masked, text, scope = here.masked, here.masked.text, here.words.scope
    start, end = clause(here, item)
    # "Lower than in the country (53%)": what it is compared with has a figure of its own.
    compared = scope["than"].search(text, item.position, end) if end < len(text) else None
    end = compared.start() if compared else end
    around = text[start:end]
    others = [(m.start(), m.end()) for m in scope["clock_of"].finditer(text)]
    others += [(m.start(), m.end()) for m in _OF_NEXT.finditer(text, item.position)]
    others += [(at, at + 1) for at, _ in masked.all("L") if scope["of_office"].match(text, at + 1)]
    places = [(at, e) for at, e in masked.all("L") if isinstance(e, Name) and not any(a <= at < b for a, b in others)]
    before = [(at, e) for at, e in places if start <= at < item.position]
    after = [(at, e) for at, e in places if item.position < at < end]
    capital = capital_of(country)
    if not before and capital and scope["capital"].search(around):
        return Name(0, 0, "place", "the capital", place=capital)
    if before and scope["several"].search(text, start, item.position):
        return _region_of([name for _, name in before]) or COUNTRY
    if len(before) > 1 and scope["enumerated"].search(text, start, item.position):
        return None
    if before and not scope["country"].search(text, before[-1][0], item.position):
        return before[-1][1]
    if scope["country"].search(around) or (after and scope["both"].search(text, item.position, end)):
        return COUNTRY
    if after and not re.search("[,;:)]", text[item.position : after[0][0]]):
        return after[0][1]
    if len(places) != 1 or (item.metric in _NATIONWIDE and not start <= places[0][0] < end):
        return None
    return None if "," in text[item.position : places[0][0]] else places[0][1]


def _region_of(places: list[Name]) -> Name | None:
    """The one region in which all of several places lie."""
    codes = {place.place for place in places if place.locality}
    region = next(iter(codes)) if len(codes) == 1 and all(place.locality for place in places) else None
    return Name(0, 0, "place", "the region of all", place=region) if region else None
