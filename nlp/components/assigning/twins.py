"""A count and its share told together: "1 204 votes, or 51%"."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.claims import Metric
from nlp.components.assigning.found import COUNTS, SHARES, Found, plausible
from nlp.components.frames import PERCENT_METRICS, Lexicon
from nlp.components.masks import Mask
from nlp.components.reading import Name
from nlp.quantities import Quantity


def add_paired(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """A count with its share: "Иванов – 487 685, 24,5%"; of seats, where the sentence speaks of these."""
    in_seats = words.context["seats"].search(masked.text) or any(item.metric == "seats" for item in found.values())
    counted: Metric = "seats" if in_seats else "votes"
    for match in words.scope["paired"].finditer(masked.text):
        head = masked.entities.get(match.start("head"))
        for group, metric in (("count", counted), ("share", "vote_share")):
            position = match.start(group)
            quantity = masked.entities.get(position)
            if isinstance(quantity, Quantity) and isinstance(head, Name) and plausible(quantity, metric):
                found[position] = Found(position, quantity, metric, 4, "pair", match.start(), position + 1, head)


_OF_SOME = ("votes", "invalid_votes", "unused_ballots")
"""Counts whose shares are of some ballots, whatever else words for the voters beside them tell."""


def add_twins(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """A count beside a share says the same, and the other way round: "51,2% (5 150 092)", "5,150,092, or 51.2%"."""
    for rule, twin in (("share_of", SHARES), ("makes", SHARES), ("bracket", COUNTS)):
        for match in words.scope[rule].finditer(masked.text):
            position = match.start("target")
            stated, quantity = _stated(masked, match.start(), found), masked.entities.get(position)
            metric = twin.get(stated.metric) if stated else None
            other = found.get(position)
            if (
                stated is None
                or metric is None
                or not isinstance(quantity, Quantity)
                or not plausible(quantity, metric)
            ):
                continue
            theirs = stated.metric in _OF_SOME and other is not None and other.metric == "turnout"
            if other is not None and (other.metric != metric or twin is COUNTS) and not theirs:
                continue
            if metric in PERCENT_METRICS or (quantity.value or 0) > 100:
                found[position] = replace(
                    stated, position=position, quantity=quantity, metric=metric, score=0.5, rule="pair", end=match.end()
                )


def _stated(masked: Mask, position: int, found: dict[int, Found]) -> Found | None:
    """The figure that a share or count behind a position says again; behind the whole it is that of the part before it:
    "1,182,291 of 3,703,420 voters came, which is 31.9%"."""
    stated = found.get(position)
    if stated is None or stated.metric != "registered_voters":
        return stated
    part = max((at for at in masked.numbers if at < position), default=-1)
    before = found.get(part)
    joined = before is not None and before.metric == "voters_voted" and not _APART.search(masked.text, part, position)
    return before if joined else stated


_APART = re.compile(r"[.;]")


def add_restated(masked: Mask, last: Found | None, found: dict[int, Found], words: Lexicon) -> None:
    """The share that a sentence calls the count just given, and the other way round: "15 287 voted. That is 53.8%"."""
    match = words.scope["that_is"].match(masked.text)
    position = match.start("target") if match else -1
    quantity, taken = masked.entities.get(position), found.get(position)
    if match is None or last is None or not isinstance(quantity, Quantity):
        return
    metric = (SHARES if quantity.unit == "percent" else COUNTS).get(last.metric)
    # "9,274,111 voters" alone may be those who came; "that is 4% of the voters" may be those who chose somebody.
    free = taken is None or taken.metric in ("registered_voters", "turnout")
    if free and metric is not None and plausible(quantity, metric):
        found[position] = replace(
            last, position=position, quantity=quantity, metric=metric, score=0.4, rule="restated", start=0,
            end=match.end(), label=None, clock=None,
        )  # fmt: skip


_SEATS_TOO = re.compile(r"(?P<head>K)[^PNK;.]{0,30}P(?: and |,? ?\((?:also )?|, )(?P<target>N)(?=\W|$)")


def add_seats_too(masked: Mask, before: Metric | None, found: dict[int, Found]) -> None:
    """A number beside each share is of seats, where the sentence, or the line before, says so: "A 38% and 48 seats,
    B 34% and 43"."""
    if before != "seats" and not any(f.metric == "seats" for f in found.values()):
        return
    for match in _SEATS_TOO.finditer(masked.text):
        position = match.start("target")
        quantity, head = masked.entities.get(position), masked.entities.get(match.start("head"))
        if position in found or not isinstance(quantity, Quantity) or not isinstance(head, Name):
            continue
        if plausible(quantity, "seats"):
            found[position] = Found(position, quantity, "seats", 0.5, "seats too", match.start(), match.end(), head)
