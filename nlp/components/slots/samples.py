"""The part of the stations or ballots that a figure rests on."""

from __future__ import annotations

from nlp.claims import Contest, Sample
from nlp.components.assigning import Found
from nlp.components.frames import Lexicon
from nlp.components.masks import COUNTED, Mask
from nlp.components.reading import Reading, Speaker
from nlp.components.slots.thread import RESULTS, Thread
from nlp.quantities import Quantity
from nlp.segments import Segment

SHARED_OUT = {"vote_share", "votes", "passed_threshold", "seats"}
_ALL = 100
_LONGEST_LABEL = 60


def _counted_in(masked: Mask, words: Lexicon) -> list[tuple[int, Sample]]:
    shares = [(at, e.value) for at, e in masked.all(COUNTED) if isinstance(e, Quantity) and e.unit == "percent"]
    said = [(at, Sample(share=share)) for at, share in shares]
    for match in words.scope["processed"].finditer(masked.text):
        part, whole = (masked.entities[match.start(group)] for group in ("part", "whole"))
        if isinstance(part, Quantity) and isinstance(whole, Quantity) and part.value != whole.value:
            said.append((match.start(), Sample(stations=part.value, of=whole.value)))
    return sorted(said, key=lambda pair: pair[0])


def partly(counted: Sample | None) -> Sample | None:
    """The sample that a count rests on; None once all is counted."""
    return None if counted is None or counted.share == _ALL else counted


def note_counted(masked: Mask, thread: Thread, words: Lexicon, position: int | None) -> None:
    """Note the part of the ballots counted: said before `position`, or first said after it; None is the segment's
    end."""
    said = _counted_in(masked, words)
    before = [sample for at, sample in said if position is None or at < position]
    counted = before[-1] if before else said[0][1] if said and position is not None else thread.counted
    if counted != thread.counted:
        thread.counted, thread.counted_for = counted, None


def own_sample(
    thread: Thread, sample: Sample | None, speaker: Speaker | None, place: str | None, election: str | None
) -> Sample | None:
    """The sample, unless it is the part of the ballots that was said of other results: another account, another place
    and another election rest on their own."""
    if sample is None or sample != thread.counted:
        return sample
    own = (speaker.name if speaker else None, place, election)
    if thread.counted_for is None:
        thread.counted_for = own
    first = thread.counted_for
    return sample if own[1:] == first[1:] and (None in (own[0], first[0]) or own[0] == first[0]) else None


def is_label(reading: Reading, segment: Segment) -> bool:
    """A short line without an end: a label of what stands below it."""
    text = reading.text[segment.start : segment.end]
    return len(text) <= _LONGEST_LABEL and text[-1] not in ".!?;,"


def sample_of(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, item: Found, thread: Thread,
    speaker: Speaker | None, contest: Contest | None,
) -> Sample | None:  # fmt: skip
    """The part of the stations that the speaker's figures rest on, as said here or in what the figures stand under."""
    here = item.metric == "turnout" and COUNTED in masked.text
    counted = partly(thread.counted) if item.metric in SHARED_OUT or here else None
    if speaker is None or speaker.type not in ("citizen_observers", "pollster"):
        return counted
    key = (speaker.name, speaker.type, contest)
    if item.metric == "polling_stations_observed" or (item.metric == "polling_stations" and speaker.type == "pollster"):
        if item.quantity.unit != "percent" and (
            segment.kind == "row" or speaker.type == "pollster" or is_label(reading, segment)
        ):
            thread.samples[key] = Sample(stations=item.quantity.value)
        return None
    return thread.samples.get(key) if item.metric in RESULTS else None
