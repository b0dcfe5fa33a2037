"""Figures in lists and rows of names: shares beside names, delegations, series of hours and years."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from nlp.claims import Metric
from nlp.components.assigning.found import WITH_SUBJECT, Found, as_percent, plausible
from nlp.components.assigning.tabled import context_metric
from nlp.components.frames import PERCENT_METRICS, Lexicon
from nlp.components.masks import Mask
from nlp.components.reading import GUESSED, OBSERVERS, Name
from nlp.quantities import ClockTime, Quantity

LISTED = re.compile(
    r"(?P<head>[KLO])[»\"”]?(?: of (?:the )?[^PNKL;.,()]{2,50})?(?:\s*\([^PN)]{0,60}\))?"
    r"[^PNKL;.]{0,28}?\(?(?P<target>[PN])"
)
_SERIES = re.compile(r"D\s{0,3}(?:\w+ )?[—–:-]\s{0,3}(?P<target>P)")
_SENDING = (*OBSERVERS, "other", "ngo")
"""Kinds of organizations beside whose name a number goes on with observers: "ОБСЕ – 300, СНГ – 250"."""
_ITS_OWN = re.compile(r"N\s*[—–-]\s*[«\"“]?K")


def add_delegations(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """Observers by those who sent them, behind their number: "300 observers: ОБСЕ – 200, СНГ – 100", "50 – от ШОС"."""
    if not any(f.metric == "observers" for f in found.values()) and not words.context["observers"].search(masked.text):
        return
    for pattern in (words.scope["sent"], words.scope["sent_by"]):
        for match in pattern.finditer(masked.text):
            signs = {masked.text[at]: at for at in range(match.start(), match.end()) if masked.text[at] in "NO"}
            quantity, body = masked.entities.get(signs["N"]), masked.entities.get(signs["O"])
            if not (isinstance(quantity, Quantity) and isinstance(body, Name) and body.kind in _SENDING):
                continue
            if plausible(quantity, "observers"):
                found[signs["N"]] = Found(
                    signs["N"], quantity, "observers", 5, "delegation", match.start(), match.end(), body
                )


def metric_shared_out(masked: Mask, match: re.Match[str], words: Lexicon, before: Metric | None) -> Metric | None:
    """Seats, where a sentence is on them or goes on with them and sets a number beside each party: "A (53), B 36"."""
    metric = context_metric(masked.text, words) or before
    own = words.scope["of_seats"].match(masked.text, match.start()) or _ITS_OWN.match(masked.text, match.start())
    return metric if metric == "seats" and own else None


_APART = re.compile(r"[PNK;.]")
_LONGEST_PAIR = 60


def add_parallel(masked: Mask, found: dict[int, Found]) -> None:
    """Like pairs of one sentence share its verb: "76 seats went to A, 12 to B, 10 to C"."""
    for known in [f for f in found.values() if f.metric in WITH_SUBJECT and f.subject is not None]:
        names = [(at, e) for at, e in masked.all("K") if isinstance(e, Name)]
        own = next((at for at, name in names if name is known.subject), None)
        if own is None or _APART.search(masked.text, min(own, known.position) + 1, max(own, known.position)):
            continue
        for position, quantity in masked.all(masked.text[known.position]):
            beside = _beside(masked, position, names, own < known.position)
            taken = found.get(position)
            if beside is None or (taken is not None and taken.metric != "registered_voters"):
                continue
            if any(item.subject is beside[1] and item.metric == known.metric for item in found.values()):
                continue  # It has its own already.
            if isinstance(quantity, Quantity) and plausible(quantity, known.metric):
                start, end = sorted((beside[0], position))
                found[position] = Found(position, quantity, known.metric, 0.5, "parallel", start, end + 1, beside[1])


def _beside(masked: Mask, position: int, names: list[tuple[int, Name]], before: bool) -> tuple[int, Name] | None:
    """The name right before (or behind) a quantity, with nothing else that counts between."""
    near = [(at, name) for at, name in names if (at < position) == before and abs(at - position) <= _LONGEST_PAIR]
    if not near:
        return None
    at, name = near[-1] if before else near[0]
    return None if _APART.search(masked.text, min(at, position) + 1, max(at, position)) else (at, name)


def add_against(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """The same quantity by another account: "50,7% to the commission's 50,5%", "17% against an official 30"."""
    for match in words.scope["against"].finditer(masked.text):
        position, stated = match.start("target" if match["target"] else "other"), found.get(match.start())
        other = masked.entities.get(position)
        quantity = as_percent(other) if isinstance(other, Quantity) else None
        if stated is not None and position not in found and quantity is not None:
            between = [e for at, e in masked.all("O") if match.start() < at < position and isinstance(e, Name)]
            bodies = [body for body in between if body.kind not in GUESSED]
            if between and not bodies:
                continue  # A party that nobody knows has a share of its own.
            found[position] = replace(
                stated,
                source=bodies[-1] if match["other"] and bodies else None,
                position=position,
                quantity=quantity,
                score=0.4,
                rule="against",
                start=position,
                end=position + 1,
            )


def add_series(masked: Mask, found: dict[int, Found]) -> None:
    """The same share at other elections: "в 2004 году он набрал 71,3%, в 2012 – 63,6%"."""
    for match in _SERIES.finditer(masked.text):
        position = match.start("target")
        quantity = masked.entities.get(position)
        earlier = [f for f in found.values() if f.position < position and f.metric in PERCENT_METRICS]
        if position in found or not earlier or not isinstance(quantity, Quantity):
            continue
        last = max(earlier, key=lambda f: f.position)
        found[position] = replace(
            last, position=position, quantity=quantity, rule="series", start=position, end=position + 1
        )


_HOURLY = re.compile(r"T\s*[—–:-]\s*(?P<target>[PN])(?=\s*(?:[,;.(]|$))")


def add_hourly(masked: Mask, going_on: Metric | None, found: dict[int, Found]) -> None:
    """Turnout by the hour: "10:00 – 25,4%"."""
    for match in _HOURLY.finditer(masked.text):
        position = match.start("target")
        quantity = masked.entities.get(position)
        share = as_percent(quantity) if isinstance(quantity, Quantity) else None
        clock = masked.entities.get(match.start())
        if position in found or share is None or going_on != "turnout" or not isinstance(clock, ClockTime):
            continue
        found[position] = Found(position, share, "turnout", 0.5, "hourly", match.start(), position + 1, clock=clock)


def add_same_subject(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """A share of the contestant just spoken of, at another place or by another account: "A got 38% in X and 61% in Y",
    "one poll gave A 40%, another 42%"."""
    for position, _ in masked.all("P"):
        known = found.get(position)
        match = words.scope["same_subject"].match(masked.text, position + 1)
        target = match.start("target") if match else -1
        other = masked.entities.get(target)
        if known is None or known.metric != "vote_share" or known.subject is None or target in found:
            continue
        if isinstance(other, Quantity) and plausible(other, "vote_share"):
            found[target] = replace(
                known, position=target, quantity=other, rule="same subject", start=target, end=target + 1
            )


_EACH = 0.5
"""The weight of a number of each: what a frame knows better to be of another metric stays."""


def add_each(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """One number that several contestants got each: "A has 83 seats, B and C seven each"; not what they
    spent or put up, nor what is of another kind: "spent 30% each of their funds", "nominated 29 candidates each"."""
    for match in words.scope["each"].finditer(masked.text):
        position = match.start("target")
        quantity = masked.entities.get(position)
        seats = words.context["seats"].search(masked.text) or any(f.metric == "seats" for f in found.values())
        metric: Metric | None = "vote_share" if match["target"] == "P" else "seats" if seats else None
        if metric is None or not isinstance(quantity, Quantity) or not plausible(quantity, metric):
            continue
        theirs = words.scope["each_gets"].fullmatch(match["doing"]) and words.scope["each_of"].fullmatch(match["noun"])
        if not theirs or words.scope["each_of_others"].match(masked.text, match.end()):
            continue
        known = found.get(position)
        if known is not None and known.metric != metric and known.score > _EACH:
            continue
        found.pop(position, None)
        for at, name in masked.all("K"):
            if match.start("names") <= at < match.end("names") and isinstance(name, Name):
                # Under the place of its name, since the number has but one.
                found[at] = Found(position, quantity, metric, _EACH, "each", match.start(), match.end(), name)


_COUNTED_TOGETHER = {"observers", "polling_stations", "polling_stations_observed", "protocols", "violations",
                     "contestants", "seats_total"}  # fmt: skip


def add_one_noun(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """Two numbers before one noun: "12 international and 480 local observers"."""
    counts = [at for at, _ in masked.all("N")]
    for first, second in pairwise(counts):
        known, quantity = found.get(second), masked.entities[first]
        if known is None or first in found or known.metric not in _COUNTED_TOGETHER:
            continue
        if not isinstance(quantity, Quantity) or quantity.unit not in (None, known.quantity.unit):
            continue
        if words.scope["one_noun"].fullmatch(masked.text, first + 1, second) and plausible(quantity, known.metric):
            found[first] = replace(known, position=first, quantity=quantity, rule="one noun", start=first)


def add_of_other_bodies(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """Contestants or seats of one body after another: "27 seats in the regional council, 19 in the city's"."""
    for match in words.scope["bodies"].finditer(masked.text):
        position = match.start("target")
        quantity = masked.entities.get(position)
        earlier = [f for f in found.values() if f.position < position and f.metric in ("contestants", "seats_total")]
        if earlier and isinstance(quantity, Quantity) and plausible(quantity, earlier[-1].metric):
            found[position] = Found(position, quantity, earlier[-1].metric, 0.4, "other bodies", position, match.end())


def add_respectively(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """The nth quantity belongs to the nth name: "A and B got X and Y", "A and B got X and Y respectively"."""
    for match in words.scope["paired_off"].finditer(masked.text):
        names = [at for at, _ in masked.all("K") if match.start("names") <= at < match.end("names")]
        shares = [at for at, _ in masked.all("P") if match.start("shares") <= at < match.end("shares")]
        theirs = all(at not in found or found[at].metric == "vote_share" for at in shares)
        if len(names) == len(shares) and theirs:
            _pair_off(masked, names, shares, found)
    end = words.scope["respectively"].search(masked.text)
    if end is None:
        return
    # Kazakh says the word before the quantities, the others behind them.
    shares = [at for at, _ in masked.all("P") if at < end.start()] or [at for at, _ in masked.all("P")]
    names = [at for at, _ in masked.all("K") if at < end.start()]
    places = [at for at, _ in masked.all("L") if at < end.start()]
    many = min(len(shares), len(names))
    if many > 1:
        _pair_off(masked, names[-many:], shares[-many:], found)
    elif not names and len(shares) == len(places) and words.context["turnout"].search(masked.text):
        _pair_places(masked, places, shares, found)
    elif len(shares) > 1:
        for at in shares:
            found.pop(at, None)  # Whose each is cannot be told: some names are not known for such.


def _pair_places(masked: Mask, places: list[int], shares: list[int], found: dict[int, Found]) -> None:
    """Turnout in each of several places: "Zhambyl and Almaty regions were the most active, 98.8% and 98.5%"."""
    for place, at in zip(places, shares, strict=True):
        name, quantity = masked.entities[place], masked.entities[at]
        if isinstance(quantity, Quantity) and isinstance(name, Name):
            label = name.start, name.end
            found[at] = Found(at, quantity, "turnout", 9, "respectively", place, at + 1, label=label)


def _pair_off(masked: Mask, names: list[int], shares: list[int], found: dict[int, Found]) -> None:
    for place, at in zip(names, shares, strict=True):
        name, quantity = masked.entities[place], masked.entities[at]
        if isinstance(quantity, Quantity) and isinstance(name, Name):
            found[at] = Found(at, quantity, "vote_share", 9, "respectively", min(at, names[0]), at + 1, name)
