"""The hour and day of a progressive figure, and its stage."""

from __future__ import annotations

import datetime as dt
import re

from nlp.claims import Stage
from nlp.components.assigning import Found
from nlp.components.context import Context
from nlp.components.masks import Mask
from nlp.components.reading import Name, Speaker
from nlp.components.slots.elections import PROGRESSIVE
from nlp.components.slots.moments import counting_day, day_of, votes_now, voting_day
from nlp.components.slots.samples import SHARED_OUT
from nlp.components.slots.thread import Thread, clause
from nlp.quantities import ClockTime
from nlp.reference import Election
from nlp.segments import Segment


def time_of(
    here: Context, thread: Thread, item: Found, election: Election | None, speaker: Speaker | None
) -> tuple[str | None, Stage | None]:
    """The moment at which a figure stood and its stage, each None where the text does not say it."""
    clock, masked = None, here.masked
    polled = speaker is not None and speaker.type == "pollster"
    if item.metric in PROGRESSIVE and election is not None:
        clock = _clock(here, thread, item) or _same_hour(here, thread, item)
        if clock is None and election is here.reading.election:
            clock = _carried(here, thread) or _still_standing(here, thread, item, speaker)
    elif item.metric in SHARED_OUT and election is here.reading.election and not polled:
        clock = item.clock or _counted_at(here, thread, speaker)
    if clock is not None and clock.hour < _MIDNIGHT and election is not None:
        before = _day_before(thread, clock) if election is here.reading.election else None
        counted = item.metric in SHARED_OUT
        unsaid = counting_day(election, clock) if counted else voting_day(here.reading, election)
        day = day_of(here, clock, election) or before or unsaid
        if item.metric in PROGRESSIVE and (thread.stood is None or _moment(day, clock) > _moment(*thread.stood)):
            thread.stood, thread.stood_for = (day, clock), _whose(speaker)
        return f"{day}T{clock.hour:02}:{clock.minute:02}", "progress"
    if item.metric == "turnout" and election is not None and election is here.reading.election:
        thread.ended = thread.ended or not votes_now(here.reading, election)
    start, end = clause(here, item)
    around = masked.text[start:end]
    if here.words.scope["final"].search(around):
        return None, "final"
    return None, "preliminary" if here.words.scope["preliminary"].search(around) else None


def _same_hour(here: Context, thread: Thread, item: Found) -> ClockTime | None:
    """The hour spoken of before, where a sentence goes back to it: "at this same time in 2016"."""
    return thread.time if here.words.scope["same_hour"].search(here.masked.text, 0, item.position) else None


_MIDNIGHT = 24


def _moment(day: dt.date, clock: ClockTime) -> tuple[dt.date, int, int]:
    return day, clock.hour, clock.minute


def _still_standing(here: Context, thread: Thread, item: Found, speaker: Speaker | None) -> ClockTime | None:
    """The hour that the same speaker gave before, for a turnout without one in a text that was written while people
    still voted."""
    main = here.reading.election
    if thread.stood is None or main is None or not votes_now(here.reading, main) or item.metric == "violations":
        return None
    return thread.stood[1] if thread.stood_for == _whose(speaker) else None


def _whose(speaker: Speaker | None) -> str | None:
    """Who counts: of a text's election authorities any, whatever it is called."""
    if speaker is None:
        return None
    return speaker.type if speaker.type == "election_authority" else speaker.name


def note_hour(here: Context, thread: Thread) -> None:
    """Note the hour last said, with its date, and whether a count of votes stood at it."""
    segment, masked, main = here.segment, here.masked, here.reading.election
    times = [entity for _, entity in masked.all("T") if isinstance(entity, ClockTime)]
    if not masked.all("P"):
        # "At noon the light went out" is the time of no count.
        times = [time for time in times if _DIGIT.search(here.reading.text, time.start, time.end)]
    if _ENTRY.match(masked.text) and (segment.previous is None or segment.previous.paragraph != segment.paragraph):
        thread.counted_at = thread.stood = None  # An entry of a chronicle tells of an hour of its own.
    if times and not is_stamp(segment, masked):
        thread.time, thread.time_day, thread.time_paragraph = (
            times[-1],
            day_of(here, times[-1], main),
            segment.paragraph,
        )
        thread.time_heads = not masked.numbers
    match = here.words.scope["counted_at"].search(masked.text)
    clock = masked.entities.get(match.start()) if match else None
    if isinstance(clock, ClockTime):
        thread.counted_at = (segment.paragraph, clock, day_of(here, clock, main))


def _day_before(thread: Thread, clock: ClockTime) -> dt.date | None:
    if thread.stood is not None and thread.stood[1] is clock:
        return thread.stood[0]
    if thread.counted_at is not None and thread.counted_at[1] is clock:
        return thread.counted_at[2]
    return thread.time_day if thread.time is clock else None


def _counted_at(here: Context, thread: Thread, speaker: Speaker | None) -> ClockTime | None:
    """The hour at which a count of votes stood, said in its sentence, before it in the paragraph, or by the authority
    that goes on to report."""
    if thread.counted_at is None:
        return None
    paragraph, clock, _ = thread.counted_at
    times = [entity for _, entity in here.masked.all("T")]
    if clock not in times and (times or here.words.scope["later"].search(here.masked.text)):
        return None
    reported = speaker is not None and speaker.type == "election_authority"
    return clock if here.segment.paragraph - paragraph <= (_COUNT_GOES_ON if reported else 0) else None


_DIGIT = re.compile(r"\d")
_COUNT_GOES_ON = 2
"""Paragraphs for which results go on to be those of an hour at which the count was said to stand."""
_LINE = re.compile(r"\W*L\w*(?: \w+\.?)?[^\w]{1,4}[PN][^\w]*")
"""A place and its number alone on a line, whether or not a bullet makes it an item."""
_ENTRY = re.compile(r"\W*T[.:]?\s*")
_STAMP = re.compile(r"\W*(?:D\W{1,3}T|T\W{1,3}D)\b[^PN:]{0,40}")
_BEHIND = re.compile(r"[^PNT.;,:(]{0,25}T")


def is_stamp(segment: Segment, masked: Mask) -> bool:
    """Whether a segment is but the hour at which a page, or an entry of a chronicle, was written."""
    opens = segment.previous is None or segment.previous.paragraph != segment.paragraph
    return _STAMP.fullmatch(masked.text) is not None or (opens and _ENTRY.fullmatch(masked.text) is not None)


def _clock(here: Context, thread: Thread, item: Found) -> ClockTime | None:
    """The hour for which a figure holds: of its column, right behind it or before it; none for what a sentence calls
    the outcome, and for what follows it."""
    if item.clock is not None:
        return item.clock
    masked = here.masked
    start, _ = clause(here, item)
    if here.words.scope["outcome"].search(masked.text, start, item.position):
        thread.time = thread.stood = None
        return None
    clocks = [(at, e) for at, e in masked.all("T") if isinstance(e, ClockTime) and e.hour >= 6]
    before = [(at, e) for at, e in clocks if at < item.position]
    behind = _BEHIND.match(masked.text, item.position + 1)
    another = here.words.scope["another"]
    parted = not before or before[-1][0] < start or another.search(masked.text, before[-1][0], item.position)
    hour = masked.entities[behind.end() - 1] if behind and parted else None
    if isinstance(hour, ClockTime) and hour.hour >= 6:
        return hour
    if before:
        return before[-1][1]
    after = [e for at, e in clocks if at > item.position]
    if after:
        return after[0]
    return None


def _carried(here: Context, thread: Thread) -> ClockTime | None:
    """The hour said before, for a list of regions and the paragraph that it was said in, unless the outcome was told
    before it."""
    segment, masked = here.segment, here.masked
    regions = [e for _, e in masked.all("L") if isinstance(e, Name) and e.within_country]
    alone = segment.kind in ("item", "row") or _LINE.fullmatch(masked.text)
    listed = alone or len(regions) >= 2 or segment.paragraph == thread.time_paragraph
    if not (listed and thread.time and thread.time.hour >= 6):
        return None
    if thread.ended and not thread.time_heads and not _LINE.fullmatch(masked.text):
        return None  # Hours that are told behind the outcome hold for their own figures alone.
    if segment.paragraph != thread.time_paragraph and thread.stood is not None and not thread.time_heads:
        thread.time = thread.stood[1]  # Not an earlier hour, which was said for comparison.
    # What a list of regions takes up holds for the rest of its paragraph: "In the capital it was 45%".
    thread.time_paragraph = segment.paragraph
    return thread.time
