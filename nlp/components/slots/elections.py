"""The election that a figure is about."""

from __future__ import annotations

import re

from nlp.components.assigning import Found
from nlp.components.contests import named_in
from nlp.components.elections import earlier_election, election_of_year, first_round
from nlp.components.frames import Lexicon
from nlp.components.masks import Mask
from nlp.components.reading import Reading
from nlp.components.slots.thread import RESULTS, Thread, clause
from nlp.quantities import Date
from nlp.reference import Election
from nlp.segments import Segment

REPORTED = RESULTS - {"registered_voters"} | {"seats"}
PROGRESSIVE = {"turnout", "voters_voted", "violations"}


def election_of(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, item: Found, thread: Thread
) -> Election | None:
    """The text's own election, unless a date, a comparison or the words around the figure lead to an earlier one."""
    thread.why["election"] = "the document's main election"
    if item.earlier is False:
        return reading.election
    if item.earlier and reading.election is not None:
        contests = named_in(reading, segment.start, segment.end) or reading.contests or reading.election.contests
        thread.why["election"] = "the value before a change: the election before"
        return reading.reference.previous(reading.election.country, reading.election.day, contests)
    stated = _dated_after(masked, item) or _dated_before(masked, item)
    if stated is not None and reading.election is not None:
        own_year = stated.year in (None, reading.election.day.year)
        thread.why["election"] = "the date right behind the figure"
        return reading.election if own_year else election_of_year(reading, stated) or reading.election
    start, end = clause(masked, item)
    # "64%, compared with 57% last time": what follows a comma speaks of the next figure.
    comma = masked.text.find(",", item.position, end) if end < len(masked.text) else -1
    end = comma if comma >= 0 else end
    other = earlier_election(reading, masked.offset(start), masked.offset(end))
    if other is None and segment.kind == "sentence" and len(masked.all("PN")) <= 3:
        # What the sentence says before the figure holds for it; a comparison behind other figures is theirs.
        last = item.quantity.start if len(masked.all("PN")) > 1 else segment.end
        other = earlier_election(reading, segment.start, last)
    if other is None and segment.kind == "sentence":
        # What a list in a sentence is headed by holds for all of it, and what any sentence begins with.
        head = masked.offset(masked.all("PN")[0][0])
        head = head if item.rule in ("list", "parallel") else min(head, segment.start + _HEAD)
        other = earlier_election(reading, segment.start, head)
    if other is not None and (item.metric in REPORTED or not _only_stated(reading, other)):
        thread.why["election"] = "an earlier election named beside the figure"
        thread.election = other
        return other
    said_before = segment.previous if words.scope["then"].search(masked.text, 0, item.position) else None
    if said_before is not None and said_before.paragraph == segment.paragraph:
        meant = earlier_election(reading, said_before.start, said_before.end)
        if meant is not None:
            thread.why["election"] = "the election that the sentence before speaks of"
            return meant
    if (first := _held(reading, item)) is not None:
        thread.why["election"] = "results before a runoff: the first round"
        return first
    return reading.election


def _only_stated(reading: Reading, election: Election) -> bool:
    """Whether a day in the text is all that tells of an election: it may be that of a decree, but with results."""
    dated = election.status == "provisional" and election.id.endswith(str(election.day))
    return dated and election is not reading.first_round


_HEAD = 45
"""Characters of a sentence's beginning that say what all of it is about: "In the first round N. led with"."""


def _held(reading: Reading, item: Found) -> Election | None:
    """Results that a text gives before a runoff are those of the first round."""
    main, published = reading.election, reading.document.published
    before = main is not None and published is not None and published < main.day and item.metric in REPORTED
    return first_round(reading) if before else None


_DATE_LABEL = re.compile(r"D\s?[:–—-]\s?(?:\w+ )?$")


def _dated_before(masked: Mask, item: Found) -> Date | None:
    """The year that labels a quantity: "2017: about 78%"."""
    match = _DATE_LABEL.search(masked.text, 0, item.position)
    date = masked.entities.get(match.start()) if match else None
    return date if isinstance(date, Date) and date.year and not date.day else None


_DATED = re.compile(r"[.,)]?\s*(?:в|на|in|on|of|\()\s*(?:\w+\s)?(?=D)")


def _dated_after(masked: Mask, item: Found) -> Date | None:
    """The date right behind a quantity: "76,4% в 2016 году"."""
    match = _DATED.match(masked.text, item.position + 1)
    date = masked.entities.get(match.end()) if match else None
    return date if isinstance(date, Date) else None
