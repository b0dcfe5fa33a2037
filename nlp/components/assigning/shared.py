"""Seats shared out among contestants: "76 seats went to A, 12 to B", "98 seats: A will have 76, B 12 and C 10"."""

from __future__ import annotations

from itertools import pairwise

from nlp.claims import Metric
from nlp.components.assigning.found import Found, plausible
from nlp.components.frames import Lexicon
from nlp.components.masks import Mask
from nlp.components.reading import Name
from nlp.quantities import Quantity

_LEAST = 2
_OTHERS: set[Metric] = {"votes", "voters_voted", "registered_voters", "invalid_votes", "contestants"}
"""What numbers are that stand among those of seats."""


def add_shared_out(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """Where a sentence on seats sets numbers and contestants in turn, each number is of the one beside it. One number
    more, first or last, is the whole if the others make it up; without one, words must tell that some are seats."""
    if not words.scope["of_places"].search(masked.text):
        return
    counts = [
        (at, entity)
        for at, entity in masked.all("N")
        if isinstance(entity, Quantity) and entity.value is not None and at not in masked.ignored
        and not (at in found and found[at].metric in _OTHERS)
    ]  # fmt: skip
    names = [(at, entity) for at, entity in masked.all("K") if isinstance(entity, Name)]
    for whole in (counts[:1], counts[-1:], []):
        parts = [count for count in counts if count not in whole]
        if len(parts) != len(names) or len(parts) < _LEAST or not _in_turn(parts, names):
            continue
        summed = sum(quantity.value or 0 for _, quantity in parts)
        said = {match.start() for match in words.scope["seats_said"].finditer(masked.text)}
        known = any(at in said or (at in found and found[at].metric == "seats") for at, _ in parts)
        if whole and whole[0][1].value == summed:
            _give(whole[0], "seats_total", None, found)
        elif whole or not known:
            continue
        for (name_at, name), part in zip(names, parts, strict=True):
            _give(part, "seats", (name_at, name), found)
        return


def _in_turn(parts: list[tuple[int, Quantity]], names: list[tuple[int, Name]]) -> bool:
    """Whether numbers and names alternate."""
    order = sorted([(at, True) for at, _ in parts] + [(at, False) for at, _ in names])
    return all(one[1] != other[1] for one, other in pairwise(order))


def _give(part: tuple[int, Quantity], metric: Metric, whose: tuple[int, Name] | None, found: dict[int, Found]) -> None:
    at, quantity = part
    if plausible(quantity, metric):
        start, end = sorted((at, whose[0] if whose else at))
        found[at] = Found(at, quantity, metric, 9, "shared out", start, end + 1, whose[1] if whose else None)
