"""Whose figure it is."""

from __future__ import annotations

import re

from nlp.components.assigning import WITH_SUBJECT, Found
from nlp.components.context import Context
from nlp.components.reading import OBSERVERS, ON_BALLOT, Name, Reading, Speaker
from nlp.components.slots.thread import OBSERVING, Thread
from nlp.segments import Segment


def subject_of(here: Context, thread: Thread, item: Found, speaker: Speaker | None) -> Name | None:
    """The contestant who got the votes, or the observers who watched; None for what is nobody's own, as turnout is."""
    if item.metric in WITH_SUBJECT:
        if item.subject is not None and item.subject.kind in ON_BALLOT:
            return item.subject
        before = [e for at, e in here.masked.all("KOPN") if at < item.position]
        return before[-1] if before and isinstance(before[-1], Name) and before[-1].kind in ON_BALLOT else None
    return _observers(here, thread, item, speaker) if item.metric in OBSERVING else None


def _observers(here: Context, thread: Thread, item: Found, speaker: Speaker | None) -> Name | None:
    """Those who watched: named in the sentence, spoken of before it, or else the speaker."""
    reading, segment, masked = here.reading, here.segment, here.masked
    if speaker is not None and speaker.rule == "publisher" and item.label is None:
        others = _other_observers(reading, segment, speaker)
        if others:
            return others[-1] if others[-1].start <= segment.start or len(others) == 1 else None
    if item.subject is not None:
        return item.subject
    named = [e for at, e in masked.all("OK") if isinstance(e, Name) and not _apart(here, at, item.position)
             and reading.organization_type(e) in
             (*OBSERVERS, "ngo", "party", "pollster")]  # fmt: skip
    if named:
        watching = [name for name in named if name.kind != "party"] or named
        return watching[0]
    of_all = here.words.scope["of_all"].search(masked.text) or here.words.scope["among"].search(
        masked.text, item.position
    )
    if item.metric == "observers" and of_all:
        return None
    spoken_of = None if segment.start in reading.named else _watching_before(reading, segment)
    if spoken_of is not None:
        return spoken_of
    if speaker is not None and speaker.name and speaker.type in (*OBSERVERS, "pollster", "contestant"):
        return Name(0, 0, speaker.type, speaker.name, speaker.id)
    return thread.observer


def _apart(here: Context, at: int, position: int) -> bool:
    """Whether a name and a quantity stand apart: in other statements, or the name behind another quantity or with one
    right behind it, as the one of that, or among some of those counted."""
    masked = here.masked
    if position < at and here.words.scope["among"].search(masked.text, position, at):
        return True
    if at < position:
        return re.search("[;:]", masked.text[at + 1 : position]) is not None
    return (
        re.search("[;:PN]", masked.text[position + 1 : at]) is not None or _WITH_OWN.match(masked.text, at) is not None
    )


_WITH_OWN = re.compile(r"[KO][»\"”]?(?:-?\w{1,4})?\s*(?:\(|[—–:-])?\s*N")


def _watching_before(reading: Reading, segment: Segment) -> Name | None:
    """The observers that the paragraph spoke of last before a sentence that names none: "Its 312 observers"."""
    first = segment
    while first.previous is not None and first.previous.paragraph == segment.paragraph:
        first = first.previous
    before = (name for name in reversed(reading.names_in(first.start, segment.start)) if name.kind in OBSERVERS)
    return next(before, None)


def _other_observers(reading: Reading, segment: Segment, own: Speaker) -> list[Name]:
    """The other observer groups that the same slide is about; what it lists of them is not the publisher's own work."""
    page = [s for s in reading.segments if s.page == segment.page]
    if segment.page == 0 or not page:
        return []
    return [
        name
        for name in reading.names_in(page[0].start, page[-1].end)
        if name.kind in ("citizen_observers", "ngo") and name.id != own.id and name.name != own.name
    ]
