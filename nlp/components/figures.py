"""Figures: the quantities of the body with their metrics, and every slot of each resolved."""

from __future__ import annotations

from nlp.claims import Figure
from nlp.components.assigning import (
    WITH_SUBJECT,
    Found,
    above_metric,
    continued,
    direct,
    labelled_below,
    mark_changes,
    mark_contended,
    tabled,
)  # fmt: skip
from nlp.components.context import Context
from nlp.components.frames import lexicon
from nlp.components.masks import mask
from nlp.components.polls import told_apart
from nlp.components.reading import Name, Reading, Speaker, attribution, identity
from nlp.components.sampling import said_behind, with_samples
from nlp.components.slots import (
    OBSERVING,
    Thread,
    contest_of,
    election_of,
    home_of,
    note_counted,
    note_sample,
    of_its_own,
    own_sample,
    place_of,
    restate,
    sample_of,
    speaker_of_figure,
    subject_of,
    time_of,
    with_margin,
)  # fmt: skip
from nlp.components.standing import in_one_place
from nlp.components.tables import Cell, cells
from nlp.components.turns import page_contests, turn
from nlp.segments import Segment, whole_words
from nlp.statements import folded

LONGEST_QUOTE = 300
_STATIONS = {"polling_stations"}
"""What a sentence may count that tells what the results before it rest on."""


def read_figures(reading: Reading) -> None:
    """Find all figures of the body."""
    if not reading.electoral:
        return
    words = lexicon(reading.lang)
    places = [name for name in reading.names if name.within_country]
    regions = {name.place for name in places if name.locality is None}
    thread = Thread(home=home_of(reading), places=places, regions=len(regions))
    low, high = reading.body
    above = {segment.start: above_metric(reading, segment, words) for segment in reading.segments}
    tables = cells(reading, words, above)
    pages = page_contests(reading)
    for segment in reading.segments:
        if not low <= segment.start < high:
            continue
        here = Context(reading, segment, mask(reading, segment), words)
        turn(here, thread, pages)
        found = _found(here, thread, tables)
        thread.beside = {item.metric for item in found.values()}
        counted = thread.counted
        for item in sorted(found.values(), key=lambda f: f.position):
            note_counted(here, thread, item.position)
            figure = _figure(here, thread, item)
            if figure is not None:
                reading.figures.append(figure)
                thread.told[figure.source].add(figure.metric)
                thread.metric, thread.last = item.metric, item
        note_counted(here, thread, None)
        if segment.kind == "sentence" and thread.counted != counted and thread.beside <= _STATIONS:
            said_behind(reading, thread)
    reading.figures = told_apart(reading, in_one_place(reading, with_samples(reading)))
    reading.figures = _unique(_without_headline(reading, reading.figures))
    for figure in reading.figures:
        if figure.sample is not None:
            reading.reasons[identity(figure)].setdefault("sample", "the stations that the speaker's figures rest on")


def _found(here: Context, thread: Thread, tables: dict[int, list[Cell]]) -> dict[int, Found]:
    """The quantities of a segment that have a metric."""
    reading, segment, masked, words = here.reading, here.segment, here.masked, here.words
    if segment.start in tables:
        found = tabled(masked, tables[segment.start], reading)
    else:
        found = labelled_below(here) or direct(masked, words)
        continued(here, thread.metric, thread.last, found)
    mark_changes(masked, words, found)
    mark_contended(masked, words, found)
    return found


def _figure(here: Context, thread: Thread, item: Found) -> Figure | None:
    """A quantity with every slot resolved; None where it turns out to be no figure. What its slots tell goes on to the
    next ones."""
    quantity = item.quantity = with_margin(here, item)
    main = here.reading.election
    election, why_election = election_of(here, thread, item)
    election_id = election.id if election else None
    background = main is not None and election is not None and election.id != main.id
    speaker = speaker_of_figure(here, thread, item, background)
    restate(here, thread, item, speaker)
    where = place_of(here, thread, item, speaker)
    thread.note_place(here.segment, item.metric, where)
    subject = subject_of(here, thread, item, speaker)
    if item.metric in OBSERVING:
        thread.observer = subject or thread.observer
        speaker = None if item.label is None and _speaks_of_others(speaker, subject) else speaker
        speaker = speaker if background else of_its_own(here, item, subject, speaker)
    standing = subject if item.metric in WITH_SUBJECT else None
    if item.metric in WITH_SUBJECT and standing is None:
        return None
    contest, why_contest = item.contest, "told by its label"
    if contest is None:
        contest, why_contest = contest_of(here, thread, item, election, standing)
    note_sample(here, thread, item, speaker, contest)
    if _is_ground(here, thread, item, speaker):
        return None
    as_of, stage = time_of(here, thread, item, election, speaker)
    sample = None if background else sample_of(here, thread, item, speaker, contest)
    sample = own_sample(thread, sample, (speaker.name if speaker else None, where.place, election_id, contest))
    quote, start, end = here.reading.quote(*_stretch(here, item))
    figure = Figure(
        metric=item.metric, unit="percent" if quantity.unit == "percent" else "count", value=quantity.value,
        low=quantity.low, high=quantity.high, precision=quantity.precision, margin=quantity.margin,
        qualifier=quantity.qualifier, subject=subject.name if subject else None,
        subject_id=subject.id if subject else None, place=where.place, locality=where.locality, contest=contest,
        election=election_id, as_of=as_of, stage=stage, sample=sample, quote=quote, start=start, end=end,
        **attribution(speaker),
    )  # fmt: skip
    why = {"election": why_election, "place": where.why, "contest": why_contest}
    here.reading.reasons[identity(figure)] = why | _reasons(figure, item, subject, speaker)
    return figure


def _is_ground(here: Context, thread: Thread, item: Found, speaker: Speaker | None) -> bool:
    """Whether a number only tells what results rest on, and counts nothing of the vote: how a poll was held, its
    stations and those who were asked, and the stations whose votes are counted."""
    if item.metric == "polling_stations":
        polled = speaker is not None and speaker.type == "pollster"
        return polled or (thread.counted is not None and thread.counted.stations == item.quantity.value)
    official = speaker is not None and speaker.type == "election_authority"
    return item.metric in _ASKED and not official and bool(here.words.scope["asked"].search(here.masked.text))


_ASKED = {"voters_voted", "registered_voters"}


def _speaks_of_others(speaker: Speaker | None, subject: Name | None) -> bool:
    """Whether a publisher would be the source of what it tells of observers who are not its own."""
    if speaker is None or speaker.rule != "publisher":
        return False
    if subject is None:
        return True
    own = (subject.id or subject.name) == (speaker.id or speaker.name)
    return not own and not subject.kind == speaker.type == "international_observers"


def _reasons(figure: Figure, item: Found, subject: Name | None, speaker: Speaker | None) -> dict[str, str]:
    """What made the slots of a figure, but for those whose resolvers have said it."""
    reasons = {"metric": f"frame {item.rule}", "value": f"quantity «{item.quantity.quote}»"}
    if subject is not None:
        reasons["subject"] = f"name by {subject.rule}"
    if speaker is not None:
        reasons["source"] = f"speaker: {speaker.rule}"
    if figure.as_of is not None:
        reasons["as_of"] = "the hour said here or of the list"
    if figure.sample is not None:
        reasons["sample"] = "the stations or ballots counted, as said before"
    return reasons


def _stretch(here: Context, item: Found) -> tuple[int, int]:
    """The words that make the claim, shortened around the quantity where they are too many."""
    masked = here.masked
    left = masked.offset(min(item.start, item.position))
    right = masked.offset(max(item.end, item.position + 1))
    if right - left > LONGEST_QUOTE:
        left, right = item.quantity.start, item.quantity.end
    return whole_words(here.reading.text, left, right)


def _unique(figures: list[Figure]) -> list[Figure]:
    seen: dict[object, Figure] = {}
    for figure in figures:
        # One actor by two of its names is one subject.
        told = {"quote": "", "start": 0, "end": 0, "subject": figure.subject_id or figure.subject}
        seen.setdefault(figure.model_copy(update=told), figure)
    return list(seen.values())


def _without_headline(reading: Reading, figures: list[Figure]) -> list[Figure]:
    """A headline that repeats a figure of the body is the same figure."""
    first = [s for s in reading.segments[:1] if reading.text[s.end - 1] not in ".!?"]
    lines = [*first, *(s for s in reading.segments if _is_title(reading, s))]
    spans = [reading.quote(s.start, s.end)[1:] for s in lines]
    last: dict[object, int] = {_said(figure): figure.start for figure in figures}

    def repeats(figure: Figure) -> bool:
        return last[_said(figure)] > figure.end and any(start <= figure.start < end for start, end in spans)

    return [figure for figure in figures if not repeats(figure)]


def _said(figure: Figure) -> object:
    return figure.metric, figure.unit, figure.value, figure.low


def _is_title(reading: Reading, segment: Segment) -> bool:
    return folded(reading.quote(segment.start, segment.end)[0]) == folded(reading.document.title)
