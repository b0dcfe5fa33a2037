"""Assessments and incidents: the judgements of a sentence, with their speaker, place and election."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.claims import Assessment, Incident
from nlp.components.reading import CONTESTANTS, DATELINE, OBSERVERS, Reading, Speaker, identity
from nlp.judgements import Judgement, find_judgements
from nlp.segments import Segment, whole_words


def read_judgements(reading: Reading) -> None:
    """Find what the body judges and alleges: one assessment for each aspect, polarity and source."""
    if not reading.electoral or reading.election is None:
        return
    assessments: dict[tuple[object, ...], Assessment] = {}
    incidents: dict[tuple[object, ...], Incident] = {}
    for segment in body_segments(reading):
        for found, left, right, speaker in judged_in(reading, segment):
            quote, start, end = reading.quote(left, right)
            source, source_id = (speaker.name, speaker.id) if speaker else (None, None)
            source_type = speaker.type if speaker else "unattributed"
            said = {
                "election": reading.election.id, "source": source, "source_id": source_id, "source_type": source_type,
                "quote": quote, "start": start, "end": end,
            }  # fmt: skip
            why = {found.kind: f"rule {found.rule}"} | ({"source": f"speaker: {speaker.rule}"} if speaker else {})
            if found.kind == "assessment":
                key: tuple[object, ...] = (found.aspect, found.polarity, source, source_type)
                assessment = Assessment(aspect=found.aspect, polarity=found.polarity, **said)
                reading.reasons[identity(assessments.setdefault(key, assessment))] = why
                continue
            for place in _places(reading, segment, left):
                key = (found.type, place, source, source_type)
                incident = Incident(type=found.type, place=place, **said)
                reading.reasons[identity(incidents.setdefault(key, incident))] = why
    reading.assessments = list(assessments.values())
    reading.incidents = list(incidents.values())


def body_segments(reading: Reading) -> Iterator[Segment]:
    """The segments between the site's chrome."""
    low, high = reading.body
    return (segment for segment in reading.segments if low <= segment.start < high)


def judged_in(reading: Reading, segment: Segment) -> Iterator[tuple[Judgement, int, int, Speaker | None]]:
    """The judgements of a segment, each with the stretch of the text that makes it and its speaker."""
    for found in find_judgements(_without_names(reading, segment), reading.lang, context=True):
        left, right = whole_words(reading.text, segment.start + found.start, segment.start + found.end)
        named = reading.voice_at(segment, left) or reading.speakers.get(segment.start)
        yield found, left, right, named or _observers(reading, segment)


def _observers(reading: Reading, segment: Segment) -> Speaker | None:
    """Observers whose report a sentence still belongs to: they go on judging, though nobody is named again."""
    last = reading.report.get(segment.start)
    return last if last is not None and last.type in OBSERVERS else None


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


def _places(reading: Reading, segment: Segment, at: int) -> list[str | None]:
    """The regions named in the part of the sentence that alleges it, or in all of it; else the election's country."""
    country = reading.election.country if reading.election else None
    low = max(reading.text.rfind(";", segment.start, at), segment.start)
    high = reading.text.find(";", at, segment.end)
    for start, end in ((low, high if high >= 0 else segment.end), (segment.start, segment.end)):
        named = [n.place for n in reading.names_in(start, end) if n.kind == "place" and n.rule != DATELINE]
        regions = [p for p in dict.fromkeys(named) if p and len(p) > 2 and country and p.startswith(country)]
        if regions:
            return list(regions)
    return [country]
