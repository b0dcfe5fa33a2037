"""What the components of the pipeline share: one document being read.

Each component reads what earlier ones found and adds its own part; the order stands in `nlp.pipeline`.
`text` is what is read: the document's text, or its Cyrillic form where the page is in Latin Kazakh. `quote` leads
back to the words as they stand in the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Protocol, TypeVar, cast

from nlp.claims import Assessment, Contest, Document, Figure, Incident, Organization, OrganizationType
from nlp.languages import Lang, Transliterated
from nlp.quantities import ClockTime, Date, Quantity
from nlp.reference import Election, Reference
from nlp.segments import Segment

BEHIND = "named before"
"""The rule of a speaker behind the verb or preposition of speech: at the end of a sentence, all of it is theirs."""
DATELINE = "dateline"
"""The rule of a place that only says where a report was written."""
ANAPHOR = "anaphor"
"""The rule of a body meant by a common noun: "the commission"."""
CAPITAL = "capital"
"""The rule of a place that is called the capital and nothing else: it stands for itself, and heads nothing."""
PRONOUN = "pronoun"
"""The rule of a contestant meant by a pronoun or epithet."""
CAMPAIGN = "campaign"
"""The rule of a contestant's staff."""
CONTESTANTS = ("party", "candidate")
ON_BALLOT = (*CONTESTANTS, "option")
OBSERVERS = ("citizen_observers", "international_observers")
GUESSED = ("ngo", "other")
"""Types of organizations of which nothing but a word of their name, or nothing at all, tells what they are."""
OPENING, CLOSING = ("«", "“", "„", '"'), ("»", "”", '"')
"""The signs that open and close what is quoted."""
QUOTES = "".join(dict.fromkeys((*OPENING, *CLOSING)))
"""All of them."""
LEAD = 400
"""Characters that count for the beginning of a text, which says what it is about."""
_COUNTRY_CODE = 2
"""Letters of a country's code (ISO 3166-1); those of its regions are longer."""


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of an actor or a place. `id` is the known actor or the place's code; `name` its nominative form."""

    start: int
    end: int
    kind: str
    """An organization type, "candidate", "option", "place", or "expert": a person who speaks for nobody else."""
    name: str
    id: str | None = None
    place: str | None = None
    locality: str | None = None
    rule: str = "reference"

    @property
    def within_country(self) -> bool:
        """Whether it is a place narrower than a country."""
        return self.kind == "place" and len(self.place or "") > _COUNTRY_CODE


Entity = Quantity | Name | ClockTime | Date
EntitySpan = tuple[int, int, Entity]
"""The stretch of the text that something takes, with what stands there."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the name in the nominative (None where only a kind is named), its known id and its kind."""

    name: str | None
    type: str
    id: str | None = None
    rule: str = ""


NOBODY = Speaker(None, "unattributed", rule="nobody")
"""Nobody, though somebody speaks before or behind: a clause without a speaker, what is only said to be so."""


def attribution(speaker: Speaker | None) -> dict[str, Any]:
    """The slots of a claim that tell who makes it."""
    if speaker is None:
        return {"source": None, "source_id": None, "source_type": "unattributed"}
    return {"source": speaker.name, "source_id": speaker.id, "source_type": speaker.type}


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker where a sentence names them, `at` there; `start` and `end` hold the words that bind them to speech."""

    at: int
    speaker: Speaker
    start: int
    end: int
    local: bool = False
    """Named for the figure beside it alone: "turnout 18% (CEC)"; the rest of the sentence has its own speaker."""


_CLAUSE = re.compile(r"[;:] |, (?:и|а|но|тогда как|и при этом|and|but|while|whereas|yet|ал|бірақ|алайда) ")
"""What parts one statement of a sentence from the next."""


class Spanned(Protocol):
    """A stretch of a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=Spanned)
_start, _end = attrgetter("start"), attrgetter("end")


def identity(claim: Figure | Assessment | Incident) -> tuple[object, ...]:
    """What tells a claim from the others of its document, whatever becomes of its other slots."""
    if isinstance(claim, Figure):
        return claim.start, claim.end, claim.metric, claim.value, claim.low, claim.subject
    what = (claim.aspect, claim.polarity) if isinstance(claim, Assessment) else (claim.type, claim.place)
    return claim.start, claim.end, *what


def beginning_in(entities: Sequence[T], start: int, end: int) -> Sequence[T]:
    """Those, of some in the order of the text, that begin within a stretch of it."""
    first = bisect_left(entities, start, key=_start)
    return entities[first : bisect_left(entities, end, lo=first, key=_start)]


def overlapping(entities: Sequence[T], start: int, end: int) -> Sequence[T]:
    """Those, of some in the order of the text and apart from each other, that share a character with a stretch of
    it."""
    first = bisect_right(entities, start, key=_end)
    return entities[first : bisect_left(entities, end, lo=first, key=_start)]


def without_overlaps(spans: Iterable[T]) -> list[T]:
    """In the order of the text; of those that overlap, the first as given."""
    given = list(spans)
    if len(given) < 2:
        return given
    low = min(span.start for span in given)
    taken = bytearray(max(span.end for span in given) - low)
    kept = []
    for span in given:
        start, end = span.start - low, span.end - low
        if taken.find(1, start, end) < 0:
            kept.append(span)
            taken[start:end] = b"\1" * (end - start)
    return sorted(kept, key=_start)


@dataclass(slots=True)
class ContestMention:
    """Words that name what is voted on, with the date that stands beside them."""

    start: int
    end: int
    contest: str
    date: Date | None = None

    @property
    def length(self) -> int:
        """In characters."""
        return self.end - self.start


@dataclass(slots=True)
class Reading:
    """The state of one document on its way through the pipeline."""

    document: Document
    text: str
    folded: str
    lang: Lang
    reference: Reference
    script: Transliterated | None = None
    segments: list[Segment] = field(default_factory=list)
    body: tuple[int, int] = (0, 0)
    quantities: list[Quantity] = field(default_factory=list)
    dates: list[Date] = field(default_factory=list)
    times: list[ClockTime] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    inner: list[Name] = field(default_factory=list)
    """Known names that stand inside a longer one: the party in "the party's institute"."""
    peoples: list[str] = field(default_factory=list)
    """The countries of which the text has adjectives ("Romanian"), each as often as it has one."""
    organizations: list[Organization] = field(default_factory=list)
    election: Election | None = None
    first_round: Election | None = None
    """The first round of a runoff, where the text alone tells of both."""
    electoral: bool = False
    contests: tuple[Contest, ...] = ()
    speakers: dict[int, Speaker] = field(default_factory=dict)
    """The speaker of each segment that has one, by the segment's start."""
    voices: dict[int, list[Voice]] = field(default_factory=dict)
    """Who is named as speaking in a segment, by its start; in the order of the text."""
    carried: dict[int, Speaker] = field(default_factory=dict)
    """Who was speaking before, for segments that name another: a clause in front may still be theirs."""
    named: set[int] = field(default_factory=set)
    """The segments that name their speaker themselves, by their start."""
    report: dict[int, Speaker] = field(default_factory=dict)
    """For segments without a speaker, whose report they may still belong to."""
    beginning: set[int] = field(default_factory=set)
    """The segments of the paragraph right behind one that only says that somebody spoke: their report begins there."""
    views: dict[int, Any] = field(default_factory=dict)
    """Each segment as the cues of speech read it, by its start."""
    people: Any = None
    """The persons who speak for somebody, once `nlp.components.speakers` has read them."""
    owners: dict[int, Speaker] = field(default_factory=dict)
    """Whose own words a segment is in, by its start: the body that publishes it, or the person who answers there."""
    contest_mentions: list[ContestMention] | None = None
    """All that names a contest, once `nlp.components.contests` has read it."""
    contests_named: dict[tuple[int, int, str | None], tuple[Contest, ...]] = field(default_factory=dict)
    """What `contests_in` has found, by stretch and election: the resolvers ask again and again."""
    reasons: dict[tuple[object, ...], dict[str, str]] = field(default_factory=dict)
    """What made each slot of a claim (a rule, an entry of a lexicon, a model), by `identity` of the claim."""
    masks: dict[int, Any] = field(default_factory=dict)
    """The mask of each segment, by its start; names no longer change once the first is made."""
    figures: list[Figure] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    headline: list[Assessment] = field(default_factory=list)

    def quote(self, start: int, end: int) -> tuple[str, int, int]:
        """The words of the document between two offsets of `text`, with their own offsets."""
        if self.script is not None:
            start, end = self.script.span(start, end)
        return self.document.text[start:end], start, end

    def voice_at(self, segment: Segment, start: int) -> Speaker | None:
        """Of several speakers in a sentence, the one named last before an offset, else the first behind it. One of whom
        only the kind is told holds for the next figure alone: "against an official 30%"."""
        voices = self.voices.get(segment.start, [])
        beside = next((voice for voice in voices if voice.local and voice.start <= start < voice.at), None)
        if beside is not None:
            return beside.speaker
        if self._behind_each(voices, segment):
            return next((voice.speaker for voice in voices if voice.at > start), None)
        for voice in reversed(voices):
            if voice.at < start and (voice.speaker.name or not self._counts_between(voice.at, start)):
                return None if voice.local and voice.start < voice.at else voice.speaker
        named = next((voice for voice in voices if not voice.local), None)
        carried = self.carried.get(segment.start)
        if named is not None and named.speaker.rule == BEHIND and not self._counts_between(named.at, segment.end):
            return named.speaker
        if named is not None and (parted := _CLAUSE.search(self.folded, start, named.start)):
            apart = parted.group()[0] in ";:" and self._counts_between(named.at, segment.end)
            return carried or (NOBODY if apart or named.speaker.type == "contestant" else named.speaker)
        return named.speaker if named is not None else None

    def _behind_each(self, voices: list[Voice], segment: Segment) -> bool:
        """Whether several speakers stand each behind what they tell: "70% by the commission's count, 66% by theirs"."""
        behind = [voice.at for voice in voices if voice.speaker.rule == BEHIND]
        starts = [segment.start, *behind]
        told = all(self._counts_between(start, at) for start, at in zip(starts, behind, strict=False))
        return len(behind) == len(voices) > 1 and told and not self._counts_between(behind[-1], segment.end)

    def _counts_between(self, start: int, end: int) -> bool:
        first = bisect_right(self.quantities, start, key=_start)
        return first < len(self.quantities) and self.quantities[first].start < end

    def names_in(self, start: int, end: int) -> list[Name]:
        """The names that lie wholly within a stretch of `text`."""
        return [name for name in beginning_in(self.names, start, end) if name.end <= end]

    def segment_at(self, offset: int) -> Segment:
        """The segment that a place of `text` lies in, or the one before it."""
        return self.segments[max(0, bisect_right(self.segments, offset, key=_start) - 1)]

    def around(self, segment: Segment, reach: int) -> list[Segment]:
        """A segment with so many before it and behind it."""
        at = bisect_left(self.segments, segment.start, key=_start)
        return self.segments[max(0, at - reach) : at + reach + 1]

    def is_named(self, start: int, end: int) -> bool:
        """Whether a name covers some of a stretch of `text`."""
        last = bisect_left(self.names, end, key=_start) - 1
        return last >= 0 and self.names[last].end > start

    def is_dated(self, at: int) -> bool:
        """Whether a date covers a place of `text`."""
        last = bisect_right(self.dates, at, key=_start) - 1
        return last >= 0 and self.dates[last].end > at

    def organization_type(self, name: Name) -> OrganizationType | None:
        """The type of the organization that a name names; None for persons, options and places."""
        return None if name.kind in ("candidate", "option", "place", "expert") else cast("OrganizationType", name.kind)
