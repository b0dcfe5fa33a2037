"""What a new segment drops, and what it sets, of that which carries over from segment to segment."""

from __future__ import annotations

from nlp.claims import Contest
from nlp.components.assigning import context_metric
from nlp.components.contests import contests_in
from nlp.components.context import Context
from nlp.components.reading import Reading
from nlp.components.slots import Thread, is_label, label_of, note_hour, year_of

LEAST_PAGES = 4


def turn(here: Context, thread: Thread, pages: dict[int, Contest]) -> None:
    """Drop what does not carry into a new paragraph; note what a heading or label sets for what follows."""
    segment, masked, reading = here.segment, here.masked, here.reading
    new = segment.paragraph != thread.paragraph
    if new:
        thread.year = year_of(here)
    listed = segment.kind in ("item", "row")
    said = context_metric(masked.text, here.words)
    if new and not listed:
        thread.place = thread.observer = thread.last = None
        if segment.start in reading.named and not _goes_on(here, thread):
            thread.counted = None  # Whoever speaks anew has counted anew.
        thread.label = label_of(here)
        thread.paragraph_from = len(reading.figures)
        thread.metric = said or (thread.metric if not segment.previous else None)
    elif not listed or segment.kind == "row":
        thread.metric = said or thread.metric
    if segment.kind == "item" and _follows_statement(here):
        thread.place = None
    thread.paragraph = segment.paragraph
    contests = contests_in(reading, segment.start, segment.end)
    if segment.page in pages:
        thread.contest = pages[segment.page]
    elif segment.kind == "heading" or (contests and (segment.kind == "row" or is_label(reading, segment))):
        thread.contest = contests[0] if len(contests) == 1 else None
    thread.spoken = contests[0] if len(contests) == 1 else None if contests or (new and not listed) else thread.spoken
    note_hour(here, thread)


def _follows_statement(here: Context) -> bool:
    """Whether a list's first item stands behind a sentence that does not lead into it."""
    before = here.segment.previous
    return before is not None and before.kind == "sentence" and here.reading.text[before.end - 1] == "."


def _goes_on(here: Context, thread: Thread) -> bool:
    """Whether whoever speaks in a segment is the one whose results were said to rest on a part of the ballots."""
    speaker = here.reading.speakers.get(here.segment.start)
    return speaker is not None and thread.counted_for is not None and speaker.name == thread.counted_for[0]


def page_contests(reading: Reading) -> dict[int, Contest]:
    """Slides: a page that names one contest is about it, wherever on the page the title came out."""
    named: dict[int, set[Contest]] = {}
    for segment in reading.segments:
        named.setdefault(segment.page, set()).update(contests_in(reading, segment.start, segment.end))
    if len(named) < LEAST_PAGES:
        return {}
    return {page: next(iter(contests)) for page, contests in named.items() if len(contests) == 1}
