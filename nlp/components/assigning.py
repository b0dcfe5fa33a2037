"""Give the quantities of a segment their metrics: each at most one.

All quantities of a segment compete for the frames of the lexicon at once; the heaviest frame wins, the shorter match
among equals. What no frame claims may continue what came before it: the next region of a list, the next party, the
number in brackets behind a share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

from nlp.claims import Contest, Metric
from nlp.components.contests import contests_in
from nlp.components.frames import HIGHEST, PERCENT_METRICS, PLAUSIBLE, Lexicon
from nlp.components.masks import Mask
from nlp.components.reading import Name, Reading
from nlp.components.tables import Cell
from nlp.quantities import ClockTime, Quantity
from nlp.segments import Segment

WITH_SUBJECT = {"vote_share", "votes", "seats"}


@dataclass(slots=True)
class Found:
    """A quantity with the metric it was given, before its slots are resolved."""

    position: int
    quantity: Quantity
    metric: Metric
    score: float
    rule: str
    start: int
    end: int
    subject: Name | None = None
    earlier: bool | None = None
    """Of a change, the value before it (True: it belongs to the election before) or after it (False)."""
    clock: ClockTime | None = None
    label: tuple[int, int] | None = None
    contest: Contest | None = None
    source: Name | None = None
    """In a table: the hour of the column, the stretch of the row that names what it is about, whose column it is."""


def plausible(quantity: Quantity, metric: Metric) -> bool:
    """Hard limits: percentages within 0–100, counts whole and large enough for what they count."""
    values = [v for v in (quantity.value, quantity.low, quantity.high) if v is not None]
    if not values:
        return False
    if quantity.unit == "percent":
        return all(0 <= v <= 100 for v in values)
    if metric in PERCENT_METRICS:
        return False
    whole = all(v == v.to_integral_value() for v in values)
    least = 1 if metric == "votes" and quantity.unit in _VOTE else PLAUSIBLE.get(metric, 0)
    return whole and least <= min(values) and max(values) <= HIGHEST.get(metric, 10**10)


_VOTE = ("дауыс", "голос", "vote")
"""A number of votes that says so itself may be small."""


def _ignored(masked: Mask, words: Lexicon) -> set[int]:
    return {match.start("target") for pattern in words.ignored for match in pattern.finditer(masked.text)}


def direct(masked: Mask, words: Lexicon) -> dict[int, Found]:
    """What the frames claim by themselves: the best frame for each quantity, where the words between its arguments
    may stand aside: "A, whom polls had seen at 5%, won with 23%"."""
    best: dict[int, Found] = {}
    if not masked.all("PN"):
        return best
    _claimed(masked.text, range(len(masked.text)), masked, words, best)
    text, places = masked.without(words.scope.get("aside"))
    if len(text) < len(masked.text):
        found: dict[int, Found] = {}
        _claimed(text, places, masked, words, found)
        best = {**found, **best}
    return best


def _claimed(text: str, places: Sequence[int], masked: Mask, words: Lexicon, best: dict[int, Found]) -> None:
    """Fill in the best frame for each quantity of a text whose letters stand at `places` of the masked one."""
    ignored = _ignored(masked, words)
    for frame in words.frames:
        at = 0
        while match := frame.pattern.search(text, at):
            at = match.start() + 1
            position = places[match.start("target")]
            quantity = masked.entities.get(position)
            if position in ignored or not isinstance(quantity, Quantity) or not plausible(quantity, frame.metric):
                continue
            score = frame.weight - 0.006 * (match.end() - match.start())
            if position in best and best[position].score >= score:
                continue
            group = match.groupdict().get("subject")
            subject = masked.entities.get(places[match.start("subject")]) if group else None
            end = places[match.end() - 1] + 1
            if frame.metric in _VOTING and _is_cast(masked, position, end, words):
                continue
            if frame.only and not (isinstance(subject, Name) and subject.kind == frame.only):
                continue
            best[position] = Found(
                position, quantity, frame.metric, score, frame.name, places[match.start()], end,
                subject if isinstance(subject, Name) else None,
            )  # fmt: skip


_VOTING = ("turnout", "voters_voted")
_TURNOUT = re.compile("явк|активност")


def _is_cast(masked: Mask, at: int, end: int, words: Lexicon) -> bool:
    """Whether the clause of a quantity, or the words up to `end` that give it its metric, tell for what votes were
    cast, so that it does not count all who voted."""
    cast_for = words.scope.get("cast_for")
    if cast_for is None:
        return False
    start = max((masked.text.rfind(sign, 0, at) for sign in "PN"), default=-1) + 1
    stops = [stop for sign in "PN.,;" if (stop := masked.text.find(sign, at + 1)) >= 0]
    clause = masked.text[start : max(end, min(stops, default=len(masked.text)))]
    return not _TURNOUT.search(clause) and cast_for.search(clause) is not None


_LISTED = re.compile(r"(?P<head>[KLO])[»\"”]?(?:\s*\([^PN)]{0,60}\))?[^PNKL;.]{0,28}?\(?(?P<target>[PN])")
_REVERSED = re.compile(r"(?P<target>[PN])\s*(?:в|у|за|–|-|in|for)\s*(?:\w+\s)?(?P<head>[KL])")
_PAIRED = re.compile(
    r"(?P<head>K)[»\"”]?\s*(?:\([^PN)]{0,60}\))?\s*[—–:\t-]?\s*(?P<count>N)(?: голос\w*)?\s*[,(;\t/—–-]{1,2}\s*"
    r"(?P<share>P)"
)
_SHARE_OF = re.compile(r"N(?: \w+)?(?:,? (?:or|яғни)|\s*\(|,)\s*(?:about |около |шамамен )?(?P<target>P)(?!\s*[KL(])")
_MAKES = re.compile(
    r"N[^PNK.;]{0,45}?(?:\(|что составля\w+|что составил\w*|то есть|или|это|что равно|соответству\w+"
    r"|[—–-](?= P (?:от|из|всех) )|\bбұл|яғни|немесе|былайша айтқанда)[\s—–:-]*(?:\w+ ){0,2}?(?P<target>P)"
)
_SHARES: dict[Metric, Metric] = {
    "votes": "vote_share", "voters_voted": "turnout",
    "invalid_votes": "invalid_share", "unused_ballots": "unused_share",
}  # fmt: skip
_COUNTS: dict[Metric, Metric] = {share: count for count, share in _SHARES.items()}
_SERIES = re.compile(r"D\s{0,3}(?:\w+ )?[—–:-]\s{0,3}(?P<target>P)")
_AGAINST = re.compile(
    r"P[^PNK;]{0,25}?(?:\bto|\bfor(?= the O)|against|versus|compared (?:to|with)) (?:the |an )?(?:O.s )?(?:official )?"
    r"(?:turnout of |result of )?(?P<target>P)"
    r"|P\)?[,;] (?:and |while |but )?(?:the )?O(?:.s)?:? (?:(?:at|on|put it at|had it at|gave it|has it at) )?"
    r"(?P<other>P)"
)
_BRACKET = re.compile(r"P[^PNKL;.]{0,45}?(?:\(|или |то есть |or |яғни |немесе |\s[—–-]\s)\s*(?:это )?(?P<target>N)")


def continued(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, before: Metric | None, found: dict[int, Found]
) -> None:
    """Give a metric to quantities without words of their own, from what stands before or above them."""
    _parallel(masked, found)
    _one_noun(masked, found)
    _delegations(masked, found, words)
    above = above_metric(reading, segment, words)
    matches = [*_LISTED.finditer(masked.text), *_REVERSED.finditer(masked.text)]
    # Shares written as such come first: a list may write its percent sign at its last item alone.
    for match in sorted(matches, key=lambda m: m["target"] != "P"):
        position = match.start("target")
        quantity, head = masked.entities.get(position), masked.entities.get(match.start("head"))
        if position in found or not isinstance(quantity, Quantity) or not isinstance(head, Name):
            continue
        if head.kind == "place" and masked.text.find("O", match.start("head"), position) >= 0:
            continue  # "In Germany the Union got 30%"
        bare = match["target"] == "N" and _as_percent(quantity) is not None
        earlier = [f for f in found.values() if (bare or f.position < position) and f.metric in PERCENT_METRICS]
        counted = any(f.metric == "votes" for f in found.values())
        # A bare number beside one place goes on with nothing: "in Brest they saw 312 people".
        going_on = (
            before if quantity.unit == "percent" or segment.kind != "sentence" or len(masked.all("L")) > 1 else None
        )
        going_on = _shared_out(masked, match, words) or going_on
        metric = _inherited(head, quantity, earlier, above, going_on, counted)
        if metric is None:
            continue
        as_share = _as_percent(quantity) if metric in PERCENT_METRICS else quantity
        if as_share is None or not plausible(as_share, metric):
            continue
        subject = head if head.kind in ("party", "candidate", "option") else None
        found[position] = Found(position, as_share, metric, 0.5, "list", match.start(), match.end(), subject)
    _hourly(masked, above or before, found)
    _seats_too(masked, found)
    _paired(masked, found)
    _twins(masked, found)
    _series(masked, found)
    _resumed(masked, before, above, found, words)
    _against(masked, found)
    _same_subject(masked, found)
    _part_of_before(masked, before, found, words)
    _alone(masked, above, found)
    _same_again(masked, found, words)
    _respectively(masked, found)
    _parallel(masked, found)
    _of_other_bodies(masked, found, words)
    for position in _ignored(masked, words) & found.keys():
        del found[position]


_SENDING = ("citizen_observers", "international_observers", "other", "ngo")
"""Kinds of organizations beside whose name a number goes on with observers: "ОБСЕ – 300, СНГ – 250"."""
_OWN = re.compile(r"K[»\"”]?\s*(?:\(|[—–:-]\s?)N(?=\s*(?:[),;.]|и\b|and\b|мест|мандат|seats|$))")


_SENT = re.compile(r"O[»\"”)]?\s*(?:\(|[—–:-])\s*N(?=\s*(?:[),;.]|$|и\b|and\b|мен\b|человек))")


def _delegations(masked: Mask, found: dict[int, Found], words: Lexicon) -> None:
    """Observers by those who sent them, behind their number: "300 observers: ОБСЕ – 200, СНГ – 100", "50 – от ШОС"."""
    sent_by = words.scope.get("sent_by")
    if not any(f.metric == "observers" for f in found.values()) and "наблюдател" not in masked.text:
        return
    for pattern in filter(None, (_SENT, sent_by)):
        for match in pattern.finditer(masked.text):
            signs = {masked.text[at]: at for at in range(match.start(), match.end()) if masked.text[at] in "NO"}
            quantity, body = masked.entities.get(signs["N"]), masked.entities.get(signs["O"])
            if not (isinstance(quantity, Quantity) and isinstance(body, Name) and body.kind in _SENDING):
                continue
            if plausible(quantity, "observers"):
                found[signs["N"]] = Found(
                    signs["N"], quantity, "observers", 5, "delegation", match.start(), match.end(), body
                )


def _shared_out(masked: Mask, match: re.Match[str], words: Lexicon) -> Metric | None:
    """Seats, where a sentence that speaks of them sets a number beside each party: "A (53), B (36)"."""
    metric = context_metric(masked.text, words)
    return metric if metric == "seats" and _OWN.match(masked.text, match.start()) else None


_APART = re.compile(r"[PNK;.]")
_LONGEST_PAIR = 60


def _parallel(masked: Mask, found: dict[int, Found]) -> None:
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


def _paired(masked: Mask, found: dict[int, Found]) -> None:
    """A count with its share: "Иванов – 487 685, 24,5%"."""
    for match in _PAIRED.finditer(masked.text):
        head = masked.entities.get(match.start("head"))
        for group, metric in (("count", "votes"), ("share", "vote_share")):
            position = match.start(group)
            quantity = masked.entities.get(position)
            if isinstance(quantity, Quantity) and isinstance(head, Name) and plausible(quantity, cast(Metric, metric)):
                found[position] = Found(
                    position, quantity, cast(Metric, metric), 4, "pair", match.start(), position + 1, head
                )


def _twins(masked: Mask, found: dict[int, Found]) -> None:
    """A count beside a share says the same, and the other way round: "51,2% (5 150 092)", "5,150,092, or 51.2%"."""
    for pattern, twin in ((_SHARE_OF, _SHARES), (_MAKES, _SHARES), (_BRACKET, _COUNTS)):
        for match in pattern.finditer(masked.text):
            position = match.start("target")
            stated, quantity = found.get(match.start()), masked.entities.get(position)
            metric = twin.get(stated.metric) if stated else None
            other = found.get(position)
            if (
                stated is None
                or metric is None
                or not isinstance(quantity, Quantity)
                or not plausible(quantity, metric)
            ):
                continue
            if other is not None and (other.metric != metric or twin is _COUNTS):
                continue
            if metric in PERCENT_METRICS or (quantity.value or 0) > 100:
                found[position] = replace(
                    stated, position=position, quantity=quantity, metric=metric, score=0.5, rule="pair", end=match.end()
                )


def _against(masked: Mask, found: dict[int, Found]) -> None:
    """The same quantity by another account: "50,7% to the commission's 50,5%", "17% against an official 30"."""
    for match in _AGAINST.finditer(masked.text):
        position, stated = match.start("target" if match["target"] else "other"), found.get(match.start())
        other = masked.entities.get(position)
        quantity = _as_percent(other) if isinstance(other, Quantity) else None
        if stated is not None and position not in found and quantity is not None:
            bodies = [e for at, e in masked.all("O") if match.start() < at < position and isinstance(e, Name)]
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


def _series(masked: Mask, found: dict[int, Found]) -> None:
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


def _inherited(
    head: Name, quantity: Quantity, earlier: list[Found], above: Metric | None, before: Metric | None, counted: bool
) -> Metric | None:
    contestant = head.kind in ("party", "candidate", "option")
    if contestant:
        if quantity.unit != "percent" and counted:
            return "votes"
        if quantity.unit == "percent" or above == "vote_share" or any(f.metric == "vote_share" for f in earlier):
            return "vote_share"
        return next((metric for metric in (above, before) if metric in ("votes", "seats")), None)
    if head.kind != "place":
        return None
    inherited = earlier[-1].metric if earlier else above or before
    if quantity.unit == "percent":
        inherited = _SHARES.get(inherited, inherited) if inherited else None
        inherited = "turnout" if inherited == "registered_voters" else inherited
    if inherited in ("turnout", "invalid_share", "unused_share") and _as_percent(quantity):
        return inherited
    if quantity.unit == "percent" and inherited in (None, "vote_share"):
        return "turnout" if inherited is None else None
    if inherited == "turnout" and (quantity.value or 0) > _LEAST_VOTERS:
        return "voters_voted"
    return inherited if inherited in ("registered_voters", "voters_voted", "polling_stations", "observers") else None


_LEAST_VOTERS = 100
"""A smaller number beside a place in a list by turnout is a share without its sign."""


def _as_percent(quantity: Quantity) -> Quantity | None:
    """A number in a list of percentages is one too: "Шымкент – 56,5"."""
    if quantity.unit == "percent":
        return quantity
    if quantity.unit is None and quantity.value is not None and quantity.value <= 100:
        return replace(quantity, unit="percent")
    return None


def _resumed(
    masked: Mask, before: Metric | None, above: Metric | None, found: dict[int, Found], words: Lexicon
) -> None:
    """A share that no name takes is of turnout, where that is spoken of, or where an hour or a place stands with it:
    "two hours earlier, at 20:00, it was 63,1%", "observers arrived at 17.9%", "Oni was the most active with 51%"."""
    if masked.all("K") or any(item.metric in WITH_SUBJECT for item in found.values()):
        return
    again = words.scope.get("resumed")
    resumed = {match.end() - 1 for match in again.finditer(masked.text)} if again else set()
    spoken = "turnout" in (before, above)
    for position, quantity in masked.all("P"):
        if position in found or not isinstance(quantity, Quantity):
            continue
        if (before == "turnout" and masked.all("T")) or (position in resumed and (spoken or masked.all("TL"))):
            found[position] = Found(position, quantity, "turnout", 0.3, "resumed", position, position + 1)


_HOURLY = re.compile(r"T\s*[—–:-]\s*(?P<target>[PN])(?=\s*(?:[,;.(]|$))")


def _hourly(masked: Mask, going_on: Metric | None, found: dict[int, Found]) -> None:
    """Turnout by the hour: "10:00 – 25,4%"."""
    for match in _HOURLY.finditer(masked.text):
        position = match.start("target")
        quantity = masked.entities.get(position)
        share = _as_percent(quantity) if isinstance(quantity, Quantity) else None
        clock = masked.entities.get(match.start())
        if position in found or share is None or going_on != "turnout" or not isinstance(clock, ClockTime):
            continue
        found[position] = Found(position, share, "turnout", 0.5, "hourly", match.start(), position + 1, clock=clock)


def _alone(masked: Mask, above: Metric | None, found: dict[int, Found]) -> None:
    """A share alone on its line is of what the heading above names."""
    quantity = masked.entities.get(0)
    if masked.text.strip() == "P" and above in PERCENT_METRICS and isinstance(quantity, Quantity) and not found:
        found[0] = Found(0, quantity, above, 0.4, "alone", 0, 1)


def _same_again(masked: Mask, found: dict[int, Found], words: Lexicon) -> None:
    """A share with nobody's name is of the metric said before it: "по регионам 15–36%, в среднем по стране 28%"."""
    for position, quantity in masked.all("P"):
        earlier = [f for f in found.values() if f.position < position]
        if position in found or not earlier or not isinstance(quantity, Quantity):
            continue
        before = max(earlier, key=lambda f: f.position)
        between = masked.text[before.position + 1 : position]
        if before.metric == "turnout" and _is_cast(masked, position, position, words):
            continue
        if before.metric in ("turnout", "invalid_share", "unused_share") and not re.search("[KPN.;]", between):
            found[position] = Found(position, quantity, before.metric, 0.4, "same again", before.position, position + 1)


_SAME_SUBJECT = re.compile(r"[,;–—]?\s*(?:(?:and|и|және|мен|ал|а|in|в|во)\s)*[LO][^PNK;.]{0,40}?(?P<target>P)")


def _same_subject(masked: Mask, found: dict[int, Found]) -> None:
    """A share of the contestant just spoken of, at another place or by another account: "A got 38% in X and 61% in Y",
    "one poll gave A 40%, another 42%"."""
    for position, _ in masked.all("P"):
        known = found.get(position)
        match = _SAME_SUBJECT.match(masked.text, position + 1)
        target = match.start("target") if match else -1
        other = masked.entities.get(target)
        if known is None or known.metric != "vote_share" or known.subject is None or target in found:
            continue
        if isinstance(other, Quantity) and plausible(other, "vote_share"):
            found[target] = replace(
                known, position=target, quantity=other, rule="same subject", start=target, end=target + 1
            )


_COUNTED_TOGETHER = {"observers", "polling_stations", "polling_stations_observed", "protocols", "violations",
                     "contestants", "seats_total"}  # fmt: skip
_WITHOUT_NOUN = re.compile(r"(?:,| және| мен| и| and)(?: [^\W\d_]+){0,2} $")


def _one_noun(masked: Mask, found: dict[int, Found]) -> None:
    """Two numbers before one noun: "12 international and 480 local observers"."""
    counts = [at for at, _ in masked.all("N")]
    for first, second in pairwise(counts):
        known, quantity = found.get(second), masked.entities[first]
        if known is None or first in found or known.metric not in _COUNTED_TOGETHER:
            continue
        if not isinstance(quantity, Quantity) or quantity.unit not in (None, known.quantity.unit):
            continue
        if _WITHOUT_NOUN.fullmatch(masked.text, first + 1, second) and plausible(quantity, known.metric):
            found[first] = replace(known, position=first, quantity=quantity, rule="one noun", start=first)


_OF_PLACES = ("polling_stations", "registered_voters", "voters_voted", "observers")


def _part_of_before(masked: Mask, before: Metric | None, found: dict[int, Found], words: Lexicon) -> None:
    """The part of what was counted last that is at some place: "Of these, 77 are abroad"."""
    of_these = words.scope.get("of_these")
    match = of_these.search(masked.text) if of_these else None
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


def _of_other_bodies(masked: Mask, found: dict[int, Found], words: Lexicon) -> None:
    """Contestants or seats of one body after another: "27 seats in the regional council, 19 in the city's"."""
    bodies = words.scope.get("bodies")
    for match in bodies.finditer(masked.text) if bodies else ():
        position = match.start("target")
        quantity = masked.entities.get(position)
        earlier = [f for f in found.values() if f.position < position and f.metric in ("contestants", "seats_total")]
        if earlier and isinstance(quantity, Quantity) and plausible(quantity, earlier[-1].metric):
            found[position] = Found(position, quantity, earlier[-1].metric, 0.4, "other bodies", position, match.end())


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


_SEATS_TOO = re.compile(r"(?P<head>K)[^PNK;.]{0,30}P(?: and |,? ?\((?:also )?|, )(?P<target>N)(?=\W|$)")


def _seats_too(masked: Mask, found: dict[int, Found]) -> None:
    """A number beside each share is of seats, where the sentence says so once: "A 38% and 48 seats, B 34% and 43"."""
    if not any(f.metric == "seats" for f in found.values()):
        return
    for match in _SEATS_TOO.finditer(masked.text):
        position = match.start("target")
        quantity, head = masked.entities.get(position), masked.entities.get(match.start("head"))
        if position in found or not isinstance(quantity, Quantity) or not isinstance(head, Name):
            continue
        if plausible(quantity, "seats"):
            found[position] = Found(position, quantity, "seats", 0.5, "seats too", match.start(), match.end(), head)


_RESPECTIVELY = re.compile(r"соответственно|тиісінше|respectively|сәйкесінше")


def _respectively(masked: Mask, found: dict[int, Found]) -> None:
    """The nth quantity belongs to the nth name: "A and B got X and Y respectively"."""
    end = _RESPECTIVELY.search(masked.text)
    if end is None:
        return
    # Kazakh says the word before the quantities, the others behind them.
    quantities = [at for at, _ in masked.all("P") if at < end.start()] or [at for at, _ in masked.all("P")]
    names = [(at, e) for at, e in masked.all("K") if at < end.start()]
    many = min(len(quantities), len(names))
    if many < 2:
        return
    for at, (_, name) in zip(quantities[-many:], names[-many:], strict=True):
        quantity = masked.entities[at]
        if isinstance(quantity, Quantity) and isinstance(name, Name):
            found[at] = Found(at, quantity, "vote_share", 9, "respectively", min(at, names[0][0]), at + 1, name)


def _standing(entities: Sequence[object]) -> list[Name]:
    """The contestants among what a row names."""
    return [e for e in entities if isinstance(e, Name) and e.kind in ("party", "candidate", "option")]


def tabled(masked: Mask, row: list[Cell], reading: Reading) -> dict[int, Found]:
    """The figures of a table's row."""
    found: dict[int, Found] = {}
    alone = _standing([entity for _, entity in masked.all("K")])
    for cell in row:
        metric = cell.column.metric
        quantity = cell.quantity if metric not in PERCENT_METRICS else _as_percent(cell.quantity)
        if metric is None or quantity is None or not plausible(quantity, metric):
            continue
        named = _standing(reading.names_in(*cell.label)) or (alone if len(alone) == 1 else [])
        position = masked.position(cell.quantity.start)
        found[position] = Found(
            position, quantity, metric, 5, "table", 0, len(masked.text),
            cell.column.subject or (named[0] if named else None),
            clock=cell.column.clock, label=cell.label, source=cell.column.source,
        )  # fmt: skip
    return found


def labelled_below(reading: Reading, segment: Segment, masked: Mask, words: Lexicon) -> dict[int, Found]:
    """A slide's row of bare percentages whose labels, one contest each in the same order, stand below it."""
    shares = masked.all("P")
    if len(shares) < 2 or re.search(r"\w", re.sub("P", "", masked.text)):
        return {}
    page = [s for s in reading.segments if s.page == segment.page]
    below: list[Contest] = []
    for line in page:
        if line.start > segment.start and len(contests_in(reading, line.start, line.end)) == 1:
            below.append(_narrow(reading, line))
    metric = next((m for s in page if (m := context_metric(reading.folded[s.start : s.end], words))), None)
    if metric not in PERCENT_METRICS or len(below) != len(shares):
        return {}
    found = {}
    for (position, quantity), contest in zip(shares, below, strict=True):
        if isinstance(quantity, Quantity):
            found[position] = Found(position, quantity, metric, 5, "labels below", 0, len(masked.text), contest=contest)
    return found


def _narrow(reading: Reading, line: Segment) -> Contest:
    """The contest of a label; its first word may stand on the line above ("ОБЛАСТНОЙ / МАСЛИХАТ")."""
    start = line.previous.start if line.previous is not None and line.previous.page == line.page else line.start
    return (contests_in(reading, start, line.end) or contests_in(reading, line.start, line.end))[0]


def context_metric(text: str, words: Lexicon) -> Metric | None:
    return next((metric for metric, pattern in words.context.items() if pattern.search(text)), None)


def above_metric(reading: Reading, segment: Segment, words: Lexicon) -> Metric | None:
    for above in segment.above:
        metric = context_metric(reading.folded[above.start : above.end], words)
        if metric:
            return metric
    return None
