"""The part of the stations or ballots that a figure rests on."""

from __future__ import annotations

from nlp.claims import Contest, Sample
from nlp.components.assigning import Found
from nlp.components.context import Context
from nlp.components.masks import COUNTED
from nlp.components.reading import Reading, Speaker
from nlp.components.slots.thread import RESULTS, CountedFor, Thread
from nlp.quantities import Quantity
from nlp.segments import Segment

SHARED_OUT = {"vote_share", "votes", "passed_threshold", "seats"}
_ALL = 100
_LONGEST_LABEL = 60


def _counted_in(here: Context) -> list[tuple[int, Sample]]:
    masked = here.masked
    shares = [(at, e.value) for at, e in masked.all(COUNTED) if isinstance(e, Quantity) and e.unit == "percent"]
    said = [(at, Sample(share=share)) for at, share in shares]
    for match in here.words.scope["processed"].finditer(masked.text):
        part, whole = (masked.entities[match.start(group)] for group in ("part", "whole"))
        if isinstance(part, Quantity) and isinstance(whole, Quantity) and part.value != whole.value:
            said.append((match.start(), Sample(stations=part.value, of=whole.value)))
    return sorted(said, key=lambda pair: pair[0])


def partly(counted: Sample | None) -> Sample | None:
    """The sample that a count rests on; None once all is counted."""
    return None if counted is None or counted.share == _ALL else counted


def note_counted(here: Context, thread: Thread, position: int | None) -> None:
    """Note the part of the ballots counted: said before `position`, or first said after it; None is the segment's
    end."""
    said = _counted_in(here)
    before = [sample for at, sample in said if position is None or at < position]
    counted = before[-1] if before else said[0][1] if said and position is not None else thread.counted
    if counted != thread.counted:
        thread.counted, thread.counted_for = counted, None


def own_sample(thread: Thread, sample: Sample | None, whose: CountedFor) -> Sample | None:
    """The sample, unless it is the part of the ballots that was said of other results: another account, and votes at
    another place or for another body or election, rest on their own."""
    if sample is None or sample != thread.counted:
        return sample
    first = thread.counted_for = thread.counted_for or whose
    return sample if whose[1:] == first[1:] and (None in (whose[0], first[0]) or whose[0] == first[0]) else None


def is_label(reading: Reading, segment: Segment) -> bool:
    """A short line without an end: a label of what stands below it."""
    text = reading.text[segment.start : segment.end]
    return len(text) <= _LONGEST_LABEL and text[-1] not in ".!?;,"


SAMPLING = ("citizen_observers", "pollster")
"""Kinds of speakers whose results rest on some of the stations."""


def note_sample(here: Context, thread: Thread, item: Found, speaker: Speaker | None, contest: Contest | None) -> None:
    """Note the stations at which a poll was held or observers were, as a table or label tells: their results rest on
    these."""
    if speaker is None or speaker.type not in SAMPLING or item.quantity.unit == "percent":
        return
    polled = speaker.type == "pollster"
    stations = item.metric == "polling_stations_observed" or (item.metric == "polling_stations" and polled)
    if stations and (polled or here.segment.kind == "row" or is_label(here.reading, here.segment)):
        thread.samples[speaker.name, speaker.type, contest] = Sample(stations=item.quantity.value)


def sample_of(
    here: Context, thread: Thread, item: Found, speaker: Speaker | None, contest: Contest | None
) -> Sample | None:
    """The part of the stations that the speaker's figures rest on, as said here or in what the figures stand under."""
    if item.metric in RESULTS and (rested := _resting_on(here, thread)) is not None:
        return rested
    if speaker is not None and speaker.type in SAMPLING:
        return thread.samples.get((speaker.name, speaker.type, contest)) if item.metric in RESULTS else None
    said = item.metric in SHARED_OUT or (item.metric == "turnout" and COUNTED in here.masked.text)
    return partly(thread.counted) if said else None


_HELD = ("protocols", "polling_stations_observed")


def _resting_on(here: Context, thread: Thread) -> Sample | None:
    """The stations or minutes counted last, where a sentence begins by them: "Copies were given at 94 stations. By them
    A has 45%"."""
    start, last = here.segment.start, thread.last
    if thread.rests is not None and thread.rests[0] == start:
        return thread.rests[1]
    said = here.words.scope["by_them"].match(here.masked.text)
    if not said or last is None or last.metric not in _HELD or last.quantity.unit == "percent":
        return None
    sample = Sample(stations=last.quantity.value)
    thread.rests = start, sample
    return sample
