"""Figures that the words around a number tell by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from nlp.components.assigning.found import Found, plausible
from nlp.components.frames import Lexicon
from nlp.components.masks import Mask
from nlp.components.reading import Name
from nlp.quantities import Quantity


def direct(masked: Mask, words: Lexicon) -> dict[int, Found]:
    """What the frames claim by themselves: the best frame for each quantity, where the words between its arguments
    may stand aside: "A, whom polls had seen at 5%, won with 23%". A name within such words takes nothing from outside
    of them: "A, the bloc of B, won 16 seats"."""
    best: dict[int, Found] = {}
    if not masked.numbers:
        return best
    _claimed(masked.text, range(len(masked.text)), masked, words, best)
    text, places = masked.without(words.scope["aside"])
    if len(text) < len(masked.text):
        found: dict[int, Found] = {}
        _claimed(text, places, masked, words, found)
        named = {id(masked.entities[at]) for at in places if at in masked.entities}
        within = {at for at, item in best.items() if at in places and item.subject and id(item.subject) not in named}
        for at, item in best.items():
            if at not in found or (at not in within and item.score >= found[at].score):
                found[at] = item
        best = found
    return _each_once(masked, best)


def _each_once(masked: Mask, best: dict[int, Found]) -> dict[int, Found]:
    """Without the weaker of two figures that one mention of a contestant takes from both its sides: "16% for A, and 10%
    went to them"."""
    places = {id(entity): at for at, entity in masked.all("K")}
    dropped = set()
    for first, second in pairwise(sorted(best)):
        one, other = best[first], best[second]
        between = first < places.get(id(one.subject), -1) < second
        if one.subject is not None and one.subject is other.subject and one.metric == other.metric and between:
            dropped.add(min(one, other, key=lambda item: item.score).position)
    return {position: item for position, item in best.items() if position not in dropped}


def _claimed(text: str, places: Sequence[int], masked: Mask, words: Lexicon, best: dict[int, Found]) -> None:
    """Fill in the best frame for each quantity of a text whose letters stand at `places` of the masked one."""
    for frame in words.frames_in(text):
        at = 0
        while match := frame.pattern.search(text, at):
            at = match.start() + 1
            position = places[match.start("target")]
            quantity = masked.entities.get(position)
            if (
                position in masked.ignored
                or not isinstance(quantity, Quantity)
                or not plausible(quantity, frame.metric)
            ):
                continue
            score = frame.weight - 0.006 * (match.end() - match.start()) - _PARTED * match.group().count(", ")
            if position in best and best[position].score >= score:
                continue
            group = match.groupdict().get("subject")
            subject = masked.entities.get(places[match.start("subject")]) if group else None
            end = places[match.end() - 1] + 1
            if _of_next(text, match):
                continue
            if frame.metric in _VOTING and is_cast(masked, position, end, words):
                continue
            if frame.unless.search(quantity.quote):
                continue
            if frame.only and not (isinstance(subject, Name) and subject.kind in frame.only):
                continue
            best[position] = Found(
                position, quantity, frame.metric, score, frame.name, places[match.start()], end,
                subject if isinstance(subject, Name) else None,
            )  # fmt: skip


_PARTED = 0.7
"""What a frame loses for each comma that it reaches over: the words of a number's own clause know it best."""
_NEXT = re.compile(r"[,;] ")
_ITS_OWN = re.compile(r"[^PNK.,;:]{0,25}[PN]")


def _of_next(text: str, match: re.Match[str]) -> bool:
    """Whether the words that a frame finds behind a comma have the number behind them for their own: "15% against,
    spoilt 3%"."""
    parted = _NEXT.search(text, match.end("target"), match.end())
    return parted is not None and _ITS_OWN.match(text, match.end()) is not None


_VOTING = ("turnout", "voters_voted")


def is_cast(masked: Mask, at: int, end: int, words: Lexicon) -> bool:
    """Whether the clause of a quantity, or the words up to `end` that give it its metric, tell for what votes were
    cast, so that it does not count all who voted."""
    start = max((masked.text.rfind(sign, 0, at) for sign in "PN"), default=-1) + 1
    stops = [stop for sign in "PN.,;" if (stop := masked.text.find(sign, at + 1)) >= 0]
    clause = masked.text[start : max(end, min(stops, default=len(masked.text)))]
    return not words.scope["turnout"].search(clause) and words.scope["cast_for"].search(clause) is not None
