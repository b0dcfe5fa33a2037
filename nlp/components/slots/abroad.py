"""Figures of the polling stations in other countries."""

from __future__ import annotations

from nlp.components.assigning import Found
from nlp.components.context import Context
from nlp.components.slots.thread import Thread, clause

OPENING = 12
"""Characters that a sentence begins with."""
_HEAD = 25
"""Where foreign parts may begin to set the place of a whole sentence: "At the stations abroad, 10,900 voted"."""
_COUNTRIES = len("N foreign countries")


def holds_abroad(here: Context, thread: Thread, item: Found) -> bool:
    """Whether a figure is of the stations abroad: by its own words, or as a sentence goes on with those spoken of."""
    segment, text, scope = here.segment, here.masked.text, here.words.scope
    start, end = clause(here, item)
    near = {segment.start, segment.previous.start if segment.previous else None}
    if thread.abroad in near and (scope["there"].search(text, start, end) or _opens_abroad(here, item)):
        return True
    if scope["abroad"].match(text):
        return True  # "Abroad 11,000 voted at 68 stations"
    # "9,976 citizens in 59 countries": the number that ends a clause may count foreign countries.
    further = end + _COUNTRIES if text[end : end + 1] == "N" else end
    # "Some 280,000 voted at the 301 polling stations abroad": where they voted is counted too.
    if further > end and scope["voted_at"].search(text, item.position, end):
        further = next((at for at in here.masked.numbers if at > end), len(text))
    return _is_abroad(here, text[start:further], item.position - start)


def _is_abroad(here: Context, around: str, at: int) -> bool:
    """Whether a clause speaks of foreign parts before its quantity, or behind it with no comma between."""
    scope = here.words.scope
    match = scope["abroad"].search(around)
    return match is not None and (match.start() < at or not scope["another"].search(around, at, match.start()))


def _opens_abroad(here: Context, item: Found) -> bool:
    """Whether a sentence begins with foreign parts and names no other place up to a quantity."""
    match = here.words.scope["abroad"].search(here.masked.text, 0, item.position)
    if match is None or match.start() > _HEAD or any(at < match.start() for at, _ in here.masked.all("PN")):
        return False
    between = here.masked.text[match.end() : item.position]
    return "L" not in between and not here.words.scope["country"].search(between)
