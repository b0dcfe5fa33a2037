"""Names that stand beside each other for one: a party and the person who stands for it, a body and its short form."""

from __future__ import annotations

import re
from typing import TypeGuard

from nlp.components.frames import Lexicon, lexicon
from nlp.components.reading import CONTESTANTS, Entity, EntitySpan, Name, Reading
from nlp.languages import in_genitive
from nlp.quantities import Quantity

_NEAR = 80
_IN_BRACKETS = re.compile(r"\s*\(\s*[«“\"]?(?:от |from )?")
_BESIDE = re.compile(r"[»”\"]?\s+")


def one_for_both(reading: Reading, kept: list[EntitySpan]) -> list[EntitySpan]:
    """Of a party and a person who stand for one contestant, the one that is meant, with all the words of both: not the
    party that only tells whose candidate a person is, nor the person who only leads the party."""
    words = lexicon(reading.lang)
    joined: list[EntitySpan] = []
    for span in kept:
        if _leads(reading, span, words) or _accounts(reading, span, words):
            continue
        if joined and _owns(reading, joined[-1], span, words):
            joined.pop()
        before = next((k for k in reversed(joined) if isinstance(k[2], Quantity) or _stands(k[2])), None)
        meant = _meant(reading, before, span, words) if before is not None else None
        if before is None or meant is None:
            joined.append(span)
        elif before is joined[-1] and _APPOSED.fullmatch(reading.folded, before[1], span[0]):
            joined[-1] = (before[0], _closed(reading.folded, before[1], span[1]), meant[2])
        elif meant is span:
            joined.remove(before)
            joined.append(span)
    return joined


def _leads(reading: Reading, span: EntitySpan, words: Lexicon) -> bool:
    """Whether a person is only said to lead whoever has the votes: "the alliance led by former president N."."""
    if not (isinstance(span[2], Name) and span[2].kind == "candidate"):
        return False
    match = words.apposition["led_by"].search(reading.folded, max(0, span[0] - _NEAR), span[0])
    return match is not None and not any(map(_stands, reading.names_in(match.end("by"), span[0])))


def _accounts(reading: Reading, span: EntitySpan, words: Lexicon) -> bool:
    """Whether a contestant is only said to have counted: "by the count of their proxies turnout was 44%"."""
    counted = words.apposition["by_account"].search(reading.folded, max(0, span[0] - _NEAR), span[0])
    return _stands(span[2]) and counted is not None


def _owns(reading: Reading, first: EntitySpan, second: EntitySpan, words: Lexicon) -> bool:
    """Whether a Kazakh genitive only tells whose the body behind it is: "N-тың «Одағы»"."""
    owner, owned = first[2], second[2]
    if not (isinstance(owner, Name) and isinstance(owned, Name)):
        return False
    if owner.kind != "candidate" or owned.kind == "place":
        return False
    genitive = words.apposition["genitive"].search(reading.folded, first[0], first[1])
    return genitive is not None and _TOUCHING.fullmatch(reading.folded, first[1], second[0]) is not None


_TOUCHING = re.compile(r" [«“\"]?")


def _stands(entity: Entity) -> TypeGuard[Name]:
    return isinstance(entity, Name) and entity.kind in CONTESTANTS


_APPOSED = re.compile(r"[»”\"]?(?:,? | ?\()[«“\"]?(?:[^\W\d]+[.-]? ?){0,4}[«“\"]?")
"""Words that may part a name from the one it goes with, without making a statement of their own."""


def _closed(low: str, start: int, end: int) -> int:
    """The end of a name with the bracket and the quotation mark that close behind it, where they open before it."""
    opened = sum(sign in "(«“" for sign in low[start:end])
    match = re.compile(f"[»”)]{{0,{opened}}}").match(low, end)
    return match.end() if match else end


def _meant(reading: Reading, first: EntitySpan, second: EntitySpan, words: Lexicon) -> EntitySpan | None:
    """Which of two names stands for both; None where each stands for itself."""
    one, other, low = first[2], second[2], reading.folded
    between = low[first[1] : second[0]]
    if not (_stands(one) and _stands(other)):
        return None
    if one.kind == "candidate":
        described = words.apposition["of_party"].fullmatch(between)
        if other.kind == "party" and words.apposition["own_party"].fullmatch(between):
            return second
        return first if other.kind == "party" and (_IN_BRACKETS.fullmatch(between) or described) else None
    if other.kind == "party":
        return first if words.apposition["has_party"].fullmatch(between) else None
    if len(between) >= _NEAR:
        return None
    if words.apposition["leads_party"].search(between):
        return first
    fielded = words.apposition["before_party"].search(low[max(0, first[0] - _NEAR) : first[0]])
    if _BESIDE.fullmatch(between) and not fielded and _of(reading, second, other):
        return first
    standing = words.apposition["of_person"].fullmatch(between)
    return second if standing or fielded or _BESIDE.fullmatch(between) else None


def _of(reading: Reading, span: EntitySpan, person: Name) -> bool:
    """Whether a person's name behind a party is in the genitive: "«Our Party» of N."."""
    written, name = reading.text[span[0] : span[1]], person.name
    declined = len(written.split()) == len(name.split()) and written.split() != name.split()
    return reading.lang == "ru" and (declined or in_genitive(written))


def with_short_forms(low: str, kept: list[EntitySpan]) -> list[EntitySpan]:
    """A body's long name takes in its own short one: "the Elections Observation Group (ELOG)" is one mention."""
    joined: list[EntitySpan] = []
    for start, end, entity in kept:
        before = joined[-1] if joined else None
        if before and _same(before[2], entity) and low[before[1] : start].strip() == "(" and low[end : end + 1] == ")":
            joined[-1] = (before[0], end + 1, before[2])
        else:
            joined.append((start, end, entity))
    return joined


def _same(a: Entity, b: Entity) -> bool:
    return isinstance(a, Name) and isinstance(b, Name) and a.kind == b.kind and (a.id or a.name) == (b.id or b.name)
