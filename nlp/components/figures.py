"""Figures: the quantities of the body with their metrics, and every slot of each resolved."""

from __future__ import annotations

from nlp.claims import Contest, Figure
from nlp.components.assigning import (
    WITH_SUBJECT,
    Found,
    above_metric,
    context_metric,
    continued,
    direct,
    labelled_below,
    mark_changes,
    mark_contended,
    tabled,
)  # fmt: skip
from nlp.components.contests import contests_in
from nlp.components.frames import Lexicon, lexicon
from nlp.components.masks import COUNTED, Mask, mask
from nlp.components.reading import Name, Reading, Speaker, identity
from nlp.components.sampling import said_behind, with_samples
from nlp.components.slots import (
    OBSERVING,
    Thread,
    contest_of,
    election_of,
    home_of,
    in_jurisdiction,
    is_label,
    label_of,
    note_counted,
    note_hour,
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
from nlp.components.tables import cells
from nlp.segments import Segment, whole_words
from nlp.statements import folded

LONGEST_QUOTE = 300
LEAST_PAGES = 4


def read_figures(reading: Reading) -> None:
    """Find all figures of the body."""
    if not reading.electoral:
        return
    words = lexicon(reading.lang)
    thread = Thread(home=home_of(reading))
    low, high = reading.body
    above = {segment.start: above_metric(reading, segment, words) for segment in reading.segments}
    tables = cells(reading, words, above)
    pages = page_contests(reading)
    for segment in reading.segments:
        if not low <= segment.start < high:
            continue
        masked = mask(reading, segment)
        _turn(reading, segment, masked, thread, words, pages)
        if segment.start in tables:
            found = tabled(masked, tables[segment.start], reading)
        else:
            found = labelled_below(reading, segment, masked, words) or direct(masked, words)
            continued(reading, segment, masked, words, thread.metric, thread.last, found)
        mark_changes(masked, found)
        mark_contended(masked, words, found)

        thread.beside = {item.metric for item in found.values()}
        for item in sorted(found.values(), key=lambda f: f.position):
            note_counted(masked, thread, words, item.position)
            figure = _figure(reading, segment, masked, words, thread, item)
            if figure is not None:
                reading.figures.append(figure)
                thread.metric, thread.last = item.metric, item
        note_counted(masked, thread, words, None)
        if not found and COUNTED in masked.text:
            said_behind(reading, thread)
    reading.figures = _without_headline(reading, _unique(with_samples(reading)))
    for figure in reading.figures:
        if figure.sample is not None:
            reading.reasons[identity(figure)].setdefault("sample", "the stations that the speaker's figures rest on")


def _turn(
    reading: Reading, segment: Segment, masked: Mask, thread: Thread, words: Lexicon, pages: dict[int, Contest]
) -> None:
    """Drop what does not carry into a new paragraph; note what a heading or label sets for what follows."""
    new = segment.paragraph != thread.paragraph
    listed = segment.kind in ("item", "row")
    if new and not listed:
        thread.place = thread.election = thread.observer = thread.last = None
        if segment.start in reading.named and not _goes_on(reading, segment, thread):
            thread.counted = None  # Whoever speaks anew has counted anew.
        thread.label = label_of(masked)
        thread.paragraph_from = len(reading.figures)
        thread.metric = context_metric(masked.text, words) or (thread.metric if not segment.previous else None)
    elif not listed or segment.kind == "row":
        thread.metric = context_metric(masked.text, words) or thread.metric
    thread.paragraph = segment.paragraph
    contests = contests_in(reading, segment.start, segment.end)
    if segment.page in pages:
        thread.contest = pages[segment.page]
    elif segment.kind == "heading" or (contests and (segment.kind == "row" or is_label(reading, segment))):
        thread.contest = contests[0] if len(contests) == 1 else None
    thread.spoken = contests[0] if len(contests) == 1 else None if contests or new else thread.spoken
    note_hour(segment, masked, words, thread, reading.election)


def _goes_on(reading: Reading, segment: Segment, thread: Thread) -> bool:
    """Whether whoever speaks in a segment is the one whose results were said to rest on a part of the ballots."""
    speaker = reading.speakers.get(segment.start)
    return speaker is not None and thread.counted_for is not None and speaker.name == thread.counted_for[0]


def page_contests(reading: Reading) -> dict[int, Contest]:
    """Slides: a page that names one contest is about it, wherever on the page the title came out."""
    named: dict[int, set[Contest]] = {}
    for segment in reading.segments:
        named.setdefault(segment.page, set()).update(contests_in(reading, segment.start, segment.end))
    if len(named) < LEAST_PAGES:
        return {}
    return {page: next(iter(contests)) for page, contests in named.items() if len(contests) == 1}


def _figure(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, thread: Thread, item: Found
) -> Figure | None:
    quantity = item.quantity = with_margin(masked, words, item)
    thread.why = {}
    election = election_of(reading, segment, masked, words, item, thread)
    main = reading.election
    election_id = election.id if election else None
    place, locality = place_of(reading, segment, masked, words, thread, item)
    background = main is not None and election is not None and election.id != main.id
    speaker = speaker_of_figure(reading, segment, item, thread, background)
    restate(reading, segment, item, speaker)
    place, locality = in_jurisdiction(reading, thread, speaker, place, locality)
    subject = subject_of(reading, segment, masked, words, item, thread, speaker)
    if item.label is None and item.metric in OBSERVING and _speaks_of_others(speaker, subject):
        speaker = None
    if item.metric in WITH_SUBJECT and subject is None:
        return None
    if item.metric in OBSERVING and not background:
        speaker = of_its_own(reading, segment, subject, speaker)
    contest = item.contest or contest_of(
        reading, segment, masked, words, thread, election, item, subject if item.metric in WITH_SUBJECT else None
    )
    if item.metric == "polling_stations" and speaker is not None and speaker.type == "pollster":
        sample_of(reading, segment, masked, words, item, thread, speaker, contest)
        return None
    as_of, stage = time_of(reading, segment, masked, words, item, thread, election, speaker)
    left, right = _stretch(reading, masked, item)
    quote, start, end = reading.quote(left, right)
    sample = None if background else sample_of(reading, segment, masked, words, item, thread, speaker, contest)
    sample = own_sample(thread, sample, speaker, place, election_id)
    figure = Figure(
        metric=item.metric, unit="percent" if quantity.unit == "percent" else "count", value=quantity.value,
        low=quantity.low, high=quantity.high, precision=quantity.precision, margin=quantity.margin,
        qualifier=quantity.qualifier, subject=subject.name if subject else None,
        subject_id=subject.id if subject else None, place=place, locality=locality, contest=contest,
        election=election_id, as_of=as_of, stage=stage, source=speaker.name if speaker else None,
        source_id=speaker.id if speaker else None, source_type=speaker.type if speaker else "unattributed",
        sample=sample, quote=quote, start=start, end=end,
    )  # fmt: skip
    reading.reasons[identity(figure)] = thread.why | _reasons(figure, item, subject, speaker)
    return figure


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


def _stretch(reading: Reading, masked: Mask, item: Found) -> tuple[int, int]:
    """The words that make the claim, shortened around the quantity where they are too many."""
    left = masked.offset(min(item.start, item.position))
    right = masked.offset(max(item.end, item.position + 1))
    if right - left > LONGEST_QUOTE:
        left, right = item.quantity.start, item.quantity.end
    return whole_words(reading.text, left, right)


def _unique(figures: list[Figure]) -> list[Figure]:
    seen: dict[object, Figure] = {}
    for figure in figures:
        # One actor by two of its names is one subject.
        told = {"quote": "", "start": 0, "end": 0, "subject": figure.subject_id or figure.subject}
        seen.setdefault(figure.model_copy(update=told), figure)
    return list(seen.values())


def _without_headline(reading: Reading, figures: list[Figure]) -> list[Figure]:
    """A headline that repeats a figure of the body is the same figure."""
    title = reading.segments[0] if reading.segments else None
    lines = [s for s in reading.segments if s is title or _is_title(reading, s)]
    spans = [reading.quote(s.start, s.end)[1:] for s in lines]
    last: dict[object, int] = {_said(figure): figure.start for figure in figures}

    def repeats(figure: Figure) -> bool:
        return last[_said(figure)] > figure.end and any(start <= figure.start < end for start, end in spans)

    return [figure for figure in figures if not repeats(figure)]


def _said(figure: Figure) -> object:
    return figure.metric, figure.unit, figure.value, figure.low


def _is_title(reading: Reading, segment: Segment) -> bool:
    return folded(reading.quote(segment.start, segment.end)[0]) == folded(reading.document.title)
