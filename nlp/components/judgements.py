"""Assessments and incidents: the judgements of a sentence, with their speaker, place and election."""

from __future__ import annotations

from nlp.claims import Assessment, Incident
from nlp.components.reading import Reading
from nlp.judgements import find_judgements
from nlp.segments import Segment, whole_words


def read_judgements(reading: Reading) -> None:
    """Find what the body judges and alleges: one assessment for each aspect, polarity and source."""
    if not reading.electoral or reading.election is None:
        return
    low, high = reading.body
    assessments: dict[tuple[object, ...], Assessment] = {}
    incidents: dict[tuple[object, ...], Incident] = {}
    for segment in reading.segments:
        if not low <= segment.start < high:
            continue
        speaker = reading.speakers.get(segment.start)
        source, source_id = (speaker.name, speaker.id) if speaker else (None, None)
        source_type = speaker.type if speaker else "unattributed"
        for found in find_judgements(reading.text[segment.start : segment.end], reading.lang, context=True):
            left, right = whole_words(reading.text, segment.start + found.start, segment.start + found.end)
            quote, start, end = reading.quote(left, right)
            said = {
                "election": reading.election.id, "source": source, "source_id": source_id, "source_type": source_type,
                "quote": quote, "start": start, "end": end,
            }  # fmt: skip
            if found.kind == "assessment":
                key: tuple[object, ...] = (found.aspect, found.polarity, source, source_type)
                assessments.setdefault(key, Assessment(aspect=found.aspect, polarity=found.polarity, **said))
                continue
            for place in _places(reading, segment):
                key = (found.type, place, source, source_type)
                incidents.setdefault(key, Incident(type=found.type, place=place, **said))
    reading.assessments = list(assessments.values())
    reading.incidents = list(incidents.values())


def _places(reading: Reading, segment: Segment) -> list[str | None]:
    """The regions named in the sentence, else the country of the election."""
    country = reading.election.country if reading.election else None
    named = [n.place for n in reading.names_in(segment.start, segment.end) if n.kind == "place" and n.place]
    regions = [place for place in dict.fromkeys(named) if len(place) > 2 and country and place.startswith(country)]
    return list(regions) or [country]
