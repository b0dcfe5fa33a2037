"""Figures that go on from the one before them: the order in which the ways of going on are tried."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.claims import Metric
from nlp.components.assigning.direct import is_cast
from nlp.components.assigning.found import (
    LEAST_VOTERS,
    SHARES,
    WITH_SUBJECT,
    Found,
    as_percent,
    plausible,
)
from nlp.components.assigning.lists import (
    LISTED,
    add_against,
    add_delegations,
    add_each,
    add_hourly,
    add_of_other_bodies,
    add_one_noun,
    add_parallel,
    add_respectively,
    add_same_subject,
    add_series,
    metric_shared_out,
)
from nlp.components.assigning.ordered import add_in_their_order
from nlp.components.assigning.shared import add_shared_out
from nlp.components.assigning.tabled import above_metric
from nlp.components.assigning.twins import add_paired, add_restated, add_seats_too, add_twins
from nlp.components.context import Context
from nlp.components.frames import PERCENT_METRICS, Lexicon
from nlp.components.masks import Mask
from nlp.components.reading import ON_BALLOT, Name, Reading
from nlp.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Spoken:
    """The metrics that a segment may go on with: the one spoken of before it, and that of what stands above it."""

    before: Metric | None
    above: Metric | None


def continued(here: Context, before: Metric | None, last: Found | None, found: dict[int, Found]) -> None:
    """Give a metric to quantities without words of their own, from what stands before or above them."""
    masked, words = here.masked, here.words
    if not masked.numbers:
        return
    add_shared_out(masked, words, found)
    add_parallel(masked, found)
    add_one_noun(masked, words, found)
    add_delegations(masked, words, found)
    add_restated(masked, last, found, words)
    spoken = Spoken(before, above_metric(here.reading, here.segment, words))
    _listed(here, spoken, found)
    add_hourly(masked, spoken.above or before, found)
    add_seats_too(masked, before, found)
    add_paired(masked, words, found)
    add_twins(masked, words, found)
    add_series(masked, found)
    _resumed(here, spoken, found)
    add_against(masked, words, found)
    add_same_subject(masked, words, found)
    _part_of_before(here, before, found)
    _alone(here, spoken, found)
    _same_again(here, found)
    add_respectively(masked, words, found)
    add_in_their_order(here, found)
    add_parallel(masked, found)
    add_of_other_bodies(masked, words, found)
    for position in masked.ignored & found.keys():
        del found[position]
    add_each(masked, words, found)


def _listed(here: Context, spoken: Spoken, found: dict[int, Found]) -> None:
    """Numbers beside names: of contestants, places, bodies, one after another."""
    masked, words = here.masked, here.words
    matches = [*LISTED.finditer(masked.text), *words.scope["reversed"].finditer(masked.text)]
    # Shares written as such come first: a list may write its percent sign at its last item alone.
    for match in sorted(matches, key=lambda m: m["target"] != "P"):
        position = match.start("target")
        quantity, head = masked.entities.get(position), masked.entities.get(match.start("head"))
        if position in found or not isinstance(quantity, Quantity) or not isinstance(head, Name):
            continue
        if head.kind == "place" and masked.text.find("O", match.start("head"), position) >= 0:
            continue  # "In Germany the Union got 30%"
        metric = _metric_listed(here, spoken, found, match, head, quantity)
        if metric is None or any(f.subject is head and f.metric == metric for f in found.values()):
            continue  # "16% went to A, and 10% to another"
        if metric == "turnout" and (is_cast(masked, position, position, words) or _has_turnout(masked, found)):
            continue
        as_share = as_percent(quantity) if metric in PERCENT_METRICS else quantity
        if as_share is None or not plausible(as_share, metric):
            continue
        subject = head if head.kind in ON_BALLOT else None
        found[position] = Found(position, as_share, metric, 0.5, "list", match.start(), match.end(), subject)


def _has_turnout(masked: Mask, found: dict[int, Found]) -> bool:
    """Whether a row of one place has its turnout already: "Astana – 93.1% for the winner, turnout 97.4%"."""
    told = any(item.metric == "turnout" and item.rule != "list" for item in found.values())
    return told and len(masked.all("L")) == 1 and not masked.all("T")


def _metric_listed(
    here: Context, spoken: Spoken, found: dict[int, Found], match: re.Match[str], head: Name, quantity: Quantity
) -> Metric | None:
    """What a number beside a name counts, as its list goes on with it."""
    masked, words, prose = here.masked, here.words, here.segment.kind == "sentence"
    position = match.start("target")
    bare = match["target"] == "N" and as_percent(quantity) is not None
    earlier = [f for f in found.values() if (bare or f.position < position) and f.metric in PERCENT_METRICS]
    if head.kind == "place" and not earlier and any(f.metric in WITH_SUBJECT for f in found.values()):
        return None  # "In Seoul one got 47%, another 41%": where votes are shared out, the first is of these too.
    counted = any(f.metric == "votes" for f in found.values())
    # A bare number beside one place goes on with nothing: "in Brest they saw 312 people".
    going_on = spoken.before if quantity.unit == "percent" or not prose or len(masked.all("L")) > 1 else None
    going_on = metric_shared_out(masked, match, words, spoken.before) or going_on
    # "A won with 4,310,552 votes. B got 2,907,118."
    counted = counted or (prose and spoken.before == "votes" and _can_be_votes(here, match, quantity))
    metric = _inherited(head, quantity, earlier, Spoken(going_on, spoken.above), counted)
    by_default = metric == "turnout" and "turnout" not in (spoken.above, going_on) and not earlier
    if by_default and len(masked.all("L")) == 1 and _of_votes(masked, words):
        return None  # One place among contestants is no list by turnout.
    return None if metric == "vote_share" and bare and prose and not _of_shares(masked) else metric


_MANY = 1000
"""So large a number beside a contestant is of votes, where nothing else is said to be counted."""


def _can_be_votes(here: Context, match: re.Match[str], quantity: Quantity) -> bool:
    """Whether a large number beside a contestant goes on with votes: "B got 11,262,978"; not "B has 5,000 members"."""
    text, scope, position = here.masked.text, here.words.scope, match.start("target")
    if (quantity.value or 0) < _MANY or scope["bare_votes"].match(text, position) is None:
        return False
    between = text[match.start("head") + 1 : position]
    return scope["gaining"].fullmatch(between) is not None


_LINE = re.compile(r"\W*K\w*\W{1,5}N\W*")


def _of_shares(masked: Mask) -> bool:
    """Whether whole numbers beside contestants can be shares: beside one that is written as such, or in a list's line;
    not in "5 from A and 6 from B"."""
    return bool(masked.all("P")) or _LINE.fullmatch(masked.text) is not None


def _inherited(head: Name, quantity: Quantity, earlier: list[Found], spoken: Spoken, counted: bool) -> Metric | None:
    """The metric that a number beside a contestant or a place goes on with; `counted`: where votes are counted."""
    if head.kind in ON_BALLOT:
        if quantity.unit != "percent" and counted:
            return "votes"
        shared = spoken.above == "vote_share" or any(f.metric == "vote_share" for f in earlier)
        if quantity.unit == "percent" or shared:
            return "vote_share"
        return next((metric for metric in (spoken.above, spoken.before) if metric in ("votes", "seats")), None)
    if head.kind != "place":
        return None
    inherited = earlier[-1].metric if earlier else spoken.above or spoken.before
    if quantity.unit == "percent":
        inherited = SHARES.get(inherited, inherited) if inherited else None
        inherited = "turnout" if inherited == "registered_voters" else inherited
    if inherited in ("turnout", "invalid_share", "unused_share") and as_percent(quantity):
        return inherited
    if quantity.unit == "percent" and inherited in (None, "vote_share"):
        return "turnout" if inherited is None else None
    if inherited == "turnout" and (quantity.value or 0) > LEAST_VOTERS:
        return "voters_voted"
    return inherited if inherited in ("registered_voters", "voters_voted", "polling_stations", "observers") else None


def _of_votes(masked: Mask, words: Lexicon) -> bool:
    """Whether the shares of a sentence are of votes, so that those without a name are of no turnout."""
    return words.scope["of_votes"].search(masked.text) is not None


def _resumed(here: Context, spoken: Spoken, found: dict[int, Found]) -> None:
    """A share that no name takes is of turnout, where that is spoken of, or where an hour or a place stands with it:
    "two hours earlier, at 20:00, it was 63,1%", "observers arrived at 17.9%", "Oni was the most active with 51%". Where
    contestants are named too, a pronoun must say so: "in 2019 it was 51%, and A led with 29%"."""
    reading, masked, words = here.reading, here.masked, here.words
    contested = bool(masked.all("K")) or any(item.metric in WITH_SUBJECT for item in found.values())
    going_on = spoken.before == "turnout"
    if not going_on and (contested or _of_votes(masked, words)):
        return
    again = words.scope["it_was" if contested else "resumed"]
    hourly = words.scope["hourly"]
    resumed = {match.end() - 1 for pattern in (again, hourly) for match in pattern.finditer(masked.text)}
    told = going_on or spoken.above == "turnout"
    for position, quantity in masked.all("P"):
        if position in found or not isinstance(quantity, Quantity) or _has_turnout(masked, found):
            continue
        bracketed = reading.text.endswith("(", 0, quantity.start)
        if bracketed and _names_unknown(reading, quantity.start - _NEAR, quantity.start):
            continue  # "ahead of N. (46%)"
        if (going_on and not contested and masked.all("T")) or (position in resumed and (told or masked.all("TL"))):
            found[position] = Found(position, quantity, "turnout", 0.3, "resumed", position, position + 1)


def _alone(here: Context, spoken: Spoken, found: dict[int, Found]) -> None:
    """A share alone on its line, or with foreign parts, is of what the heading above names: "Abroad – 17,4%"."""
    masked = here.masked
    above = spoken.above or (spoken.before if here.segment.kind == "item" else None)
    position = masked.text.find("P")
    quantity = masked.entities.get(position)
    label = here.words.scope["abroad"].sub("", masked.text).replace("P", "", 1)
    alone = not re.search(r"\w", label) and not found
    if alone and above is not None and above in PERCENT_METRICS and isinstance(quantity, Quantity):
        found[position] = Found(position, quantity, above, 0.4, "alone", 0, position + 1)


_NEAR = 20
_CAPITALISED = re.compile(r"(?<=[\w,] )[A-ZА-ЯӘІҢҒҮҰҚӨҺ][\w-]+")


def _names_unknown(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch names somebody or some place that is not known."""
    return any(not reading.is_named(*m.span()) for m in _CAPITALISED.finditer(reading.text, max(0, start), end))


def _same_again(here: Context, found: dict[int, Found]) -> None:
    """A share with nobody's name is of the metric said before it: "по районам 12–31%, а по всему краю 22%"."""
    masked, words = here.masked, here.words
    for position, quantity in masked.all("P"):
        earlier = [f for f in found.values() if f.position < position]
        if position in found or not earlier or not isinstance(quantity, Quantity):
            continue
        before = max(earlier, key=lambda f: f.position)
        between = masked.text[before.position + 1 : position]
        if before.metric == "turnout" and is_cast(masked, position, position, words):
            continue
        if _names_unknown(here.reading, before.quantity.end, quantity.start):
            continue
        for_others = before.metric == "threshold" and words.scope["for_others"].match(between)
        if (before.metric in _GOING_ON or for_others) and not re.search("[KPN.;]", between):
            found[position] = Found(position, quantity, before.metric, 0.4, "same again", before.position, position + 1)


_GOING_ON = ("turnout", "invalid_share", "unused_share")
_OF_PLACES = ("polling_stations", "registered_voters", "voters_voted", "observers")


def _part_of_before(here: Context, before: Metric | None, found: dict[int, Found]) -> None:
    """The part of what was counted last that is at some place: "Of these, 77 are abroad"."""
    masked, words = here.masked, here.words
    match = words.scope["of_these"].search(masked.text)
    if match is None:
        return
    position = match.end() - 1
    quantity = masked.entities.get(position)
    earlier = [f for f in found.values() if f.position < position]
    metric = max(earlier, key=lambda f: f.position).metric if earlier else before
    elsewhere = words.scope["abroad"].search(masked.text, position) or masked.text.find("L", position) >= 0
    if metric not in _OF_PLACES or position in found or not elsewhere or not isinstance(quantity, Quantity):
        return
    if quantity.unit != "percent" and plausible(quantity, metric):
        found[position] = Found(position, quantity, metric, 0.4, "of these", match.start(), position + 1)
