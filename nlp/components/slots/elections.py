"""The election that a figure is about."""

from __future__ import annotations

import re

from nlp.components.assigning import Found
from nlp.components.contests import named_in
from nlp.components.context import Context
from nlp.components.elections import earlier_election, election_of_year, first_round
from nlp.components.masks import Mask, mask
from nlp.components.reading import PRONOUN, Reading, beginning_in
from nlp.components.slots.thread import RESULTS, Thread, clause
from nlp.quantities import Date
from nlp.reference import Election

REPORTED = RESULTS - {"registered_voters"} | {"seats"}
PROGRESSIVE = {"turnout", "voters_voted", "violations"}
_HEAD = 45
"""Characters of a sentence's beginning that say what all of it is about: "In the first round N. led with"."""


def election_of(here: Context, thread: Thread, item: Found) -> tuple[Election | None, str]:
    """The text's own election, unless a date, a comparison or the words around the figure lead to an earlier one; and
    why it is this one."""
    reading, main = here.reading, here.reading.election
    own = main, "the document's main election"
    if item.earlier is False or main is None:
        return own
    if item.earlier:
        contests = named_in(reading, here.segment.start, here.segment.end) or reading.contests or main.contests
        before = reading.reference.previous(main.country, main.day, contests)
        return before, "the value before a change: the election before"
    stated = _dated_after(here, item) or _dated_before(here.masked, item)
    if stated is not None:
        return _of_date(reading, stated) or main, "the date right behind the figure"
    if thread.year is not None and (headed := _headed(here, thread.year, item)) is not None:
        return headed, "the year that its paragraph is about"
    other = _beside(here, item)
    if other is not None and (item.metric in REPORTED or not _only_stated(reading, other)):
        return other, "an earlier election named beside the figure"
    if (meant := _meant_before(here, item)) is not None:
        return meant, "the election that the sentence before speaks of"
    if (first := _held(reading, item)) is not None:
        return first, "results before a runoff: the first round"
    return own


def _of_date(reading: Reading, date: Date) -> Election | None:
    """The other election of a date that only labels a figure: of its day, or of its year."""
    if date.day:
        return earlier_election(reading, date.start, date.end)
    main = reading.election
    return None if main is None or date.year in (None, main.day.year) else election_of_year(reading, date)


def _headed(here: Context, year: Date, item: Found) -> Election | None:
    """The other election of the year that a paragraph is about, for figures before which no other year stands."""
    dates = beginning_in(here.reading.dates, here.segment.start, item.quantity.start)
    return None if any(date.year not in (None, year.year) for date in dates) else _of_date(here.reading, year)


def _beside(here: Context, item: Found) -> Election | None:
    """The earlier election that the words around a figure name: those of its clause, those of its sentence before it,
    and those that the sentence begins with."""
    reading, segment, masked = here.reading, here.segment, here.masked
    numbers = masked.numbers
    start, end = clause(here, item)
    # "64%, compared with 57% last time": what follows a comma speaks of the next figure.
    comma = masked.text.find(",", item.position, end) if end < len(masked.text) else -1
    # "64%, more than in 2018": nor does what the figure is compared with tell of its own election.
    compared = here.words.scope["compared"].search(masked.text, item.position)
    behind = comma if comma >= 0 else min(end, compared.start()) if compared else end
    other = earlier_election(reading, masked.offset(start), masked.offset(behind))
    if other is None and segment.kind == "sentence" and len(numbers) <= 3:
        # What the sentence says before the figure holds for it; a comparison behind other figures is theirs.
        alone = len(numbers) == 1 and compared is None
        other = earlier_election(reading, segment.start, segment.end if alone else item.quantity.start)
    if other is None and segment.kind == "sentence":
        # What a list in a sentence is headed by holds for all of it, and what any sentence begins with.
        head = masked.offset(numbers[0])
        head = head if item.rule in ("list", "parallel") else min(head, segment.start + _HEAD)
        other = earlier_election(reading, segment.start, head)
    return other


def _meant_before(here: Context, item: Found) -> Election | None:
    """The election of the sentence before, where words as "then" lead back to it, or a pronoun to who stood in it."""
    _, end = clause(here, item)
    again = item.subject is not None and item.subject.rule == PRONOUN
    then = again or here.words.scope["then"].search(here.masked.text, 0, end)
    before = here.segment.previous
    if not then or before is None or before.paragraph != here.segment.paragraph:
        return None
    return earlier_election(here.reading, before.start, before.end)


def _only_stated(reading: Reading, election: Election) -> bool:
    """Whether a day in the text is all that tells of an election: it may be that of a decree, but with results."""
    dated = election.status == "provisional" and election.id.endswith(str(election.day))
    return dated and election is not reading.first_round


def _held(reading: Reading, item: Found) -> Election | None:
    """Results that a text gives before a runoff are those of the first round."""
    main, published = reading.election, reading.document.published
    before = main is not None and published is not None and published < main.day and item.metric in REPORTED
    return first_round(reading) if before else None


_YEAR_LABEL = re.compile(r"\W*(?P<date>D)(?: [^\WA-Z]+)?\s*(?:[.:–—-](?:\s|$)|$)")


def year_of(here: Context) -> Date | None:
    """The year that a paragraph begins with, or that stands above it, as a label."""
    for stretch in (here.masked, *(mask(here.reading, above) for above in here.segment.above)):
        labelled = _YEAR_LABEL.match(stretch.text)
        date = stretch.entities.get(labelled.start("date")) if labelled else None
        if isinstance(date, Date) and date.year and not date.day and not date.month:
            return date
    return None


_DATE_LABEL = re.compile(r"D\s?[:–—-]\s?(?:\w+ )?$")


def _dated_before(masked: Mask, item: Found) -> Date | None:
    """The year that labels a quantity: "2017: about 78%"."""
    match = _DATE_LABEL.search(masked.text, 0, item.position)
    date = masked.entities.get(match.start()) if match else None
    return date if isinstance(date, Date) and date.year and not date.day else None


def _dated_after(here: Context, item: Found) -> Date | None:
    """The date right behind a quantity: "76,4% в 2016 году"."""
    match = here.words.scope["dated"].match(here.masked.text, item.position + 1)
    date = here.masked.entities.get(match.end()) if match else None
    return date if isinstance(date, Date) else None
