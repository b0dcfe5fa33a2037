"""Assessments and incidents: the judgements of a sentence, with their speaker, place and election."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from nlp.claims import Assessment, Incident
from nlp.components.reading import CONTESTANTS, OBSERVERS, Name, Reading, Speaker, attribution, identity
from nlp.components.slots.home import home_of
from nlp.components.slots.scenes import scenes_of
from nlp.components.speakers import blames_itself, judge_of
from nlp.judgements import Judgement, find_judgements
from nlp.segments import Segment, whole_words


def read_judgements(reading: Reading) -> None:
    """Find what the body judges and alleges: one claim for each matter, place and source."""
    if not reading.electoral or reading.election is None:
        return
    noted: dict[tuple[object, ...], tuple[Assessment | Incident, Segment]] = {}
    home = home_of(reading)
    for segment in body_segments(reading):
        for found, left, right, speaker in judged_in(reading, segment):
            why = {found.kind: f"rule {found.rule}"} | ({"source": f"speaker: {speaker.rule}"} if speaker else {})
            for claim in _claims(reading, segment, found, left, right, speaker, home):
                key = (*_matter(claim), getattr(claim, "place", None), claim.source, claim.source_type)
                reading.reasons[identity(noted.setdefault(key, (claim, segment))[0])] = why
    kept = [claim for claim, segment in noted.values() if not _sums_up(claim, segment, noted.values())]
    reading.assessments = [claim for claim in kept if isinstance(claim, Assessment)]
    reading.incidents = [claim for claim in kept if isinstance(claim, Incident)]


def _claims(
    reading: Reading, segment: Segment, found: Judgement, left: int, right: int, speaker: Speaker | None,
    home: Name | None,
) -> Iterator[Assessment | Incident]:  # fmt: skip
    """The assessment, or the incident at each of its places."""
    quote, start, end = reading.quote(left, right)
    said = {
        "election": reading.election.id if reading.election else None, "quote": quote, "start": start, "end": end,
        **attribution(speaker),
    }  # fmt: skip
    if found.kind == "assessment":
        yield Assessment(aspect=found.aspect, polarity=found.polarity, **said)
        return
    for place in scenes_of(reading, segment, left, right, home):
        yield Incident(type=found.type, place=place, **said)


def _matter(claim: Assessment | Incident) -> tuple[str | None, ...]:
    return (claim.aspect, claim.polarity) if isinstance(claim, Assessment) else (claim.type,)


def _sums_up(
    claim: Assessment | Incident, segment: Segment, noted: Collection[tuple[Assessment | Incident, Segment]]
) -> bool:
    """Whether somebody else's judgement is only told again: a heading's without a name, where the text below has the
    same, or an assessment that nobody is said to make, where the text also tells who does."""
    if claim.source_type != "unattributed":
        return False
    same = [(other, where) for other, where in noted if other is not claim and _matter(other) == _matter(claim)]
    if segment.kind == "heading" and any(where.kind != "heading" for _, where in same):
        return True
    return isinstance(claim, Assessment) and any(other.source_type != "unattributed" for other, _ in same)


def body_segments(reading: Reading) -> Iterator[Segment]:
    """The segments between the site's chrome."""
    low, high = reading.body
    return (segment for segment in reading.segments if low <= segment.start < high)


def judged_in(reading: Reading, segment: Segment) -> Iterator[tuple[Judgement, int, int, Speaker | None]]:
    """The judgements of a segment, each with the stretch of the text that makes it and its speaker."""
    for found in find_judgements(_without_names(reading, segment), reading.lang, context=True):
        left, right = whole_words(reading.text, segment.start + found.start, segment.start + found.end)
        speaker = judge_of(reading, segment, left, found)
        if not blames_itself(found, speaker):
            yield found, left, right, speaker


def _without_names(reading: Reading, segment: Segment) -> str:
    """The sentence with names of bodies blotted out: a Society for Fair Elections judges nothing by being named."""
    text = reading.text[segment.start : segment.end]
    for name in reading.names_in(segment.start, segment.end):
        if name.kind in _TELLING_NAMES and name.end - name.start > _SHORT:
            left, right = name.start - segment.start, name.end - segment.start
            text = text[:left] + _LETTER.sub("x", text[left:right]) + text[right:]
    return text


_TELLING_NAMES = (*OBSERVERS, *CONTESTANTS, "ngo", "pollster", "media")
_SHORT = 12
_LETTER = re.compile(r"[^\W_]")
