"""A segment with what is already known in it replaced by single capital letters, so that frames can speak of it.

The folded text is lower case, so a capital letter can only be a mask: P a percentage, N a count, K a party, candidate
or ballot option, O another organization, L a place, T a clock time, D a date. A § is a number that is no figure but the
ground of others: the share of the ballots counted so far.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from nlp.components.frames import Lexicon, lexicon
from nlp.components.reading import CONTESTANTS, DATELINE, ON_BALLOT, Name, Reading, beginning_in, without_overlaps
from nlp.languages import in_genitive
from nlp.quantities import ClockTime, Date, Quantity
from nlp.segments import Segment

Entity = Quantity | Name | ClockTime | Date
Span = tuple[int, int, Entity]


@dataclass(frozen=True, slots=True)
class Mask:
    """The masked text; `entities` by their position in it; `offset` leads back to the text of the reading. What is
    `ignored` are the positions of quantities that are no figures."""

    text: str
    entities: dict[int, Entity]
    ignored: frozenset[int]
    numbers: tuple[int, ...]
    """The positions of its quantities."""
    _masked: tuple[int, ...]
    _original: tuple[int, ...]

    def offset(self, position: int) -> int:
        """The offset in the text of a position in the mask."""
        index = bisect_right(self._masked, position) - 1
        return self._original[index] + position - self._masked[index]

    def position(self, offset: int) -> int:
        """The position in the mask of an offset in the text; within an entity, that of its letter."""
        index = bisect_right(self._original, offset) - 1
        position = self._masked[index] + offset - self._original[index]
        return position if index + 1 == len(self._masked) else min(position, self._masked[index + 1] - 1)

    def without(self, pattern: re.Pattern[str]) -> tuple[str, Sequence[int]]:
        """The masked text without what a pattern finds, and where each letter of that stands in the whole."""
        spans = [match.span() for match in pattern.finditer(self.text)]
        if not spans:
            return self.text, range(len(self.text))
        kept = [at for at in range(len(self.text)) if not any(start <= at < end for start, end in spans)]
        return "".join(self.text[at] for at in kept), kept

    def all(self, letters: str) -> list[tuple[int, Entity]]:
        """The entities under any of the letters, with their positions, in order."""
        return [(at, entity) for at, entity in self.entities.items() if self.text[at] in letters]


def letter(entity: Entity) -> str:
    """The capital letter that stands for an entity; none for a quantity that can be no figure."""
    if isinstance(entity, Quantity):
        if entity.kind == "ordinal" or entity.unit == "percentage_points":
            return ""
        return "P" if entity.unit == "percent" else "N"
    if isinstance(entity, ClockTime):
        return "T"
    if isinstance(entity, Date):
        return "D"
    if entity.kind == "parliament" or entity.rule == DATELINE:
        return ""
    if entity.kind in ON_BALLOT:
        return "K"
    return "L" if entity.kind == "place" else "O"


def _letter_in(reading: Reading, entity: Entity) -> str:
    """The letter of an entity in a text: where only a question is voted on, parties and persons stand for nothing."""
    nobody = isinstance(entity, Name) and entity.kind in CONTESTANTS and reading.contests == ("referendum",)
    return "" if nobody else letter(entity)


def mask(reading: Reading, segment: Segment) -> Mask:
    """Mask one segment. Where spans overlap, a date or time wins over a name, a name over a quantity."""
    if segment.start not in reading.masks:
        reading.masks[segment.start] = _mask(reading, segment)
    made: Mask = reading.masks[segment.start]
    return made


def _mask(reading: Reading, segment: Segment) -> Mask:
    entities = _entities(reading, segment.start, segment.end)
    pieces: list[str] = []
    found: dict[int, Entity] = {}
    masked, original = [0], [segment.start]
    at, length = segment.start, 0
    for start, end, entity in entities:
        pieces.append(reading.folded[at:start])
        length += start - at
        found[length] = entity
        masked += [length, length + 1]
        original += [start, end]
        pieces.append(_letter_in(reading, entity))
        length += 1
        at = end + (isinstance(entity, Quantity) and bool(_SHORTENED.match(reading.folded, end - 3, end + 2)))
    pieces.append(reading.folded[at : segment.end])
    # A cell border reads like a tab, whichever way the table was written.
    text = "".join(pieces).replace("|", "\t").replace("\n", " ")
    ignored: frozenset[int] = frozenset()
    if "P" in text or "N" in text:
        words = lexicon(reading.lang)
        text = _without_counted(text, words)
        ignored = frozenset(m.start("target") for pattern in words.ignored for m in pattern.finditer(text))
    numbers = tuple(at for at in found if text[at] in "PN")
    return Mask(text, found, ignored, numbers, tuple(masked), tuple(original))


COUNTED = "§"


def _without_counted(text: str, words: Lexicon) -> str:
    for pattern in words.counted:
        for match in pattern.finditer(text):
            at = match.start("target")
            text = f"{text[:at]}{COUNTED}{text[at + 1 :]}"
    return text


_SHORTENED = re.compile(r"(?:млн|тыс|лрд)\.(?! [«\"]?[A-ZА-ЯЁ])")
"""The full stop of "16,6 млн." ends no sentence, and parts no argument from its verb."""
_IN_BRACKETS = re.compile(r"\s*\(\s*[«“\"]?(?:от |from )?")
_BESIDE = re.compile(r"[»”\"]?\s+")


def _subordinate(reading: Reading, kept: list[Span]) -> list[Span]:
    """Of a party and a person who stand for one contestant, the one that is meant, with all the words of both: not the
    party that only tells whose candidate a person is, nor the person who only leads the party."""
    words = lexicon(reading.lang)
    joined: list[Span] = []
    for span in kept:
        if _leads(reading, span) or _accounts(reading, span):
            continue
        if joined and _owns(reading, joined[-1], span):
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


def _leads(reading: Reading, span: Span) -> bool:
    """Whether a person is only said to lead whoever has the votes: "the alliance led by former president N."."""
    if not (isinstance(span[2], Name) and span[2].kind == "candidate"):
        return False
    match = _LED_BY.search(reading.folded, max(0, span[0] - _NEAR), span[0])
    return match is not None and not any(map(_stands, reading.names_in(match.end("by"), span[0])))


_LED_BY = re.compile(
    r"(?P<by>\b(?:(?:led|headed|chaired|founded|supported|backed) by|(?:party|bloc|alliance|coalition) of))"
    r"(?: [\w’'-]+,?){0,8} $"
)


def _accounts(reading: Reading, span: Span) -> bool:
    """Whether a contestant is only said to have counted: "by the count of their proxies turnout was 44%"."""
    return _stands(span[2]) and _BY_ACCOUNT.search(reading.folded, max(0, span[0] - _NEAR), span[0]) is not None


_BY_ACCOUNT = re.compile(
    r"\b(?:according to|(?:by|in|from|on) (?:the )?(?:own )?(?:parallel )?"
    r"(?:counts?|tally|tallies|figures|data|estimates?|calculations?) (?:of|by|from)) (?:the )?(?:[\w’'-]+ ){0,3}$"
)


def _owns(reading: Reading, first: Span, second: Span) -> bool:
    """Whether a Kazakh genitive only tells whose the body behind it is: "N-тың «Одағы»"."""
    owner, owned = first[2], second[2]
    if reading.lang != "kk" or not (isinstance(owner, Name) and isinstance(owned, Name)):
        return False
    return (
        owner.kind == "candidate"
        and owned.kind != "place"
        and _GENITIVE.search(reading.folded, first[0], first[1]) is not None
        and _TOUCHING.fullmatch(reading.folded, first[1], second[0]) is not None
    )


_GENITIVE = re.compile("[ндт][ыі]ң$")
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


def _meant(reading: Reading, first: Span, second: Span, words: Lexicon) -> Span | None:
    """Which of two names stands for both; None where each stands for itself."""
    one, other, low = first[2], second[2], reading.folded
    between = low[first[1] : second[0]]
    if not (_stands(one) and _stands(other)):
        return None
    if one.kind == "candidate":
        described = words.apposition["of_party"].fullmatch(between)
        if other.kind == "party" and _OWN_PARTY.fullmatch(between):
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


_OWN_PARTY = re.compile(r"[’']s (?:(?:ruling|party|own|new|the) ){0,2}[«“\"]?")
"""Between a person and the party that is theirs: "N.'s Civil Contract"."""


def _of(reading: Reading, span: Span, person: Name) -> bool:
    """Whether a person's name behind a party is in the genitive: "«Our Party» of N."."""
    written, name = reading.text[span[0] : span[1]], person.name
    declined = len(written.split()) == len(name.split()) and written.split() != name.split()
    return reading.lang == "ru" and (declined or in_genitive(written))


def _with_short_forms(low: str, kept: list[Span]) -> list[Span]:
    """A body's long name takes in its own short one: "the Elections Observation Group (ELOG)" is one mention."""
    joined: list[Span] = []
    for start, end, entity in kept:
        before = joined[-1] if joined else None
        if before and _same(before[2], entity) and low[before[1] : start].strip() == "(" and low[end : end + 1] == ")":
            joined[-1] = (before[0], end + 1, before[2])
        else:
            joined.append((start, end, entity))
    return joined


def _same(a: Entity, b: Entity) -> bool:
    return isinstance(a, Name) and isinstance(b, Name) and a.kind == b.kind and (a.id or a.name) == (b.id or b.name)


_NEAR = 80


def _entities(reading: Reading, start: int, end: int) -> list[Span]:
    groups: tuple[Sequence[Entity], ...] = (reading.times, reading.dates, reading.names, reading.quantities)
    vague = lexicon(reading.lang).scope["vague"]
    within = (
        entity
        for group in groups
        for entity in beginning_in(group, start, end)
        if entity.end <= end
        and _letter_in(reading, entity)
        # Words too vague for a number: "hundreds of".
        and not (isinstance(entity, Quantity) and vague.match(reading.folded, entity.start, entity.end))
    )
    spans = [(entity.start, entity.end, entity) for entity in without_overlaps(within)]
    kept = _with_short_forms(reading.folded, spans)
    return _subordinate(reading, kept)
