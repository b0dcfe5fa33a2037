"""From quantities to figures: each quantity gets at most one metric, and every slot its resolver.

All quantities of a segment compete for the frames of the lexicon at once; the heaviest frame wins, the shorter match
among equals. What no frame claims may continue what came before it: the next region of a list, the next party, the
number in brackets behind a share.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from nlp.claims import Contest, Figure, Metric, Sample, Stage
from nlp.components.frames import HIGHEST, PERCENT_METRICS, PLAUSIBLE, Lexicon, lexicon
from nlp.components.masks import Mask, mask
from nlp.components.reading import Name, Reading, Speaker
from nlp.components.scope import capital_of, contests_in, earlier_election
from nlp.components.tables import Cell, cells
from nlp.quantities import ClockTime, Quantity
from nlp.reference import Election
from nlp.segments import Segment
from nlp.statements import folded

LONGEST_QUOTE = 300
LEAST_PAGES = 4
_RESULTS = {"turnout", "vote_share", "votes", "registered_voters", "voters_voted", "invalid_share", "invalid_votes",
            "unused_share", "unused_ballots", "passed_threshold"}  # fmt: skip
_REPORTED = _RESULTS - {"registered_voters"}
_PROGRESSIVE = {"turnout", "voters_voted"}
_WITH_SUBJECT = {"vote_share", "votes", "seats"}
_OBSERVING = {"observers", "polling_stations_observed", "protocols", "regions_observed"}
_PLACE_BEFORE = 70


@dataclass(slots=True)
class Found:
    """A quantity with the metric it was given, before its slots are resolved."""

    position: int
    quantity: Quantity
    metric: Metric
    score: float
    rule: str
    start: int
    end: int
    subject: Name | None = None
    earlier: bool | None = None
    """Of a change, the value before it (True: it belongs to the election before) or after it (False)."""
    clock: ClockTime | None = None
    label: tuple[int, int] | None = None
    contest: Contest | None = None
    """In a table: the hour of the column, and the stretch of the row that names what it is about."""


@dataclass(slots=True)
class Thread:
    """What carries over from segment to segment: the metric, hour, place, contest, sample and subject last spoken of."""

    metric: Metric | None = None
    time: ClockTime | None = None
    time_paragraph: int = -1
    place: Name | None = None
    paragraph: int = -1
    contest: Contest | None = None
    observer: Name | None = None
    election: Election | None = None
    samples: dict[tuple[str | None, str, Contest | None], Sample] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)


def read_figures(reading: Reading) -> None:
    """Find all figures of the body."""
    if not reading.electoral:
        return
    words = lexicon(reading.lang)
    thread = Thread()
    low, high = reading.body
    above = {segment.start: _above_metric(reading, segment, words) for segment in reading.segments}
    tables = cells(reading, words, above)
    pages = _page_contests(reading)
    for segment in reading.segments:
        if not low <= segment.start < high:
            continue
        masked = mask(reading, segment)
        _turn(reading, segment, masked, thread, words, pages)
        if segment.start in tables:
            found = _tabled(masked, tables[segment.start], reading)
        else:
            found = _labelled_below(reading, segment, masked, words) or _direct(masked, words)
            _continue(reading, segment, masked, words, thread, found)
        _mark_changes(masked, found)
        for item in sorted(found.values(), key=lambda f: f.position):
            figure = _figure(reading, segment, masked, words, thread, item)
            if figure is not None:
                reading.figures.append(figure)
                thread.metric = item.metric
    reading.figures = _without_headline(reading, _unique(_sampled(reading)))


def _without_headline(reading: Reading, figures: list[Figure]) -> list[Figure]:
    """A headline that repeats a figure of the body is the same figure."""
    title = reading.segments[0] if reading.segments else None
    lines = [s for s in reading.segments if s is title or _is_title(reading, s)]
    spans = [reading.quote(s.start, s.end)[1:] for s in lines]
    kept = []
    for figure in figures:
        in_title = any(start <= figure.start < end for start, end in spans)
        again = any(
            other is not figure and (other.metric, other.value, other.low, other.unit) ==
            (figure.metric, figure.value, figure.low, figure.unit) and other.start > figure.end
            for other in figures
        )  # fmt: skip
        if not (in_title and again):
            kept.append(figure)
    return kept


def _is_title(reading: Reading, segment: Segment) -> bool:
    return folded(reading.text[segment.start : segment.end]) == folded(reading.document.title)


def _sampled(reading: Reading) -> list[Figure]:
    """Join what a paragraph says of the stations that observers' figures rest on, before or after the figures."""
    by_paragraph: dict[int, list[Figure]] = {}
    starts = [reading.quote(s.start, s.end)[1] for s in reading.segments]
    for figure in reading.figures:
        segment = reading.segments[bisect_right(starts, figure.start) - 1]
        by_paragraph.setdefault(segment.paragraph if segment.kind == "sentence" else -1 - segment.start, []).append(
            figure
        )
    sampled: list[Figure] = []
    for figures in by_paragraph.values():
        sampled += _with_sample(figures)
    return sorted(sampled, key=lambda f: f.start)


def _with_sample(figures: list[Figure]) -> list[Figure]:
    observed = [f for f in figures if f.metric == "polling_stations_observed" and f.qualifier == "exact"]
    stations = next((f for f in observed if f.unit == "count"), None)
    share = next((f for f in observed if f.unit == "percent"), None)
    of = next((f for f in figures if f.metric == "polling_stations" and stations and f.place == stations.place), None)
    basis = stations or share
    if basis is None:
        return figures
    sample = Sample(
        stations=stations.value if stations else None, of=of.value if of else None, share=share.value if share else None
    )
    return [
        f.model_copy(update={"sample": sample})
        if f.source_type in ("citizen_observers", "pollster") and f.metric in _RESULTS and f.place == basis.place
        else f
        for f in figures
    ]


def _unique(figures: list[Figure]) -> list[Figure]:
    seen: dict[object, Figure] = {}
    for figure in figures:
        seen.setdefault(figure.model_copy(update={"quote": "", "start": 0, "end": 0}), figure)
    return list(seen.values())


def _turn(
    reading: Reading, segment: Segment, masked: Mask, thread: Thread, words: Lexicon, pages: dict[int, Contest]
) -> None:
    """Drop what does not carry into a new paragraph; note what a heading or label sets for what follows."""
    new = segment.paragraph != thread.paragraph
    listed = segment.kind in ("item", "row")
    if new and not listed:
        thread.place = thread.election = None
        thread.metric = _context_metric(masked.text, words) or (thread.metric if not segment.previous else None)
    elif not listed or segment.kind == "row":
        thread.metric = _context_metric(masked.text, words) or thread.metric
    thread.paragraph = segment.paragraph
    contests = contests_in(reading, segment.start, segment.end)
    if segment.page in pages:
        thread.contest = pages[segment.page]
    elif segment.kind == "heading" or (contests and (segment.kind == "row" or _is_label(reading, segment))):
        thread.contest = contests[0] if len(contests) == 1 else None
    times = [entity for _, entity in masked.all("T") if isinstance(entity, ClockTime)]
    if times:
        thread.time, thread.time_paragraph = times[-1], segment.paragraph


_LONGEST_LABEL = 60


def _is_label(reading: Reading, segment: Segment) -> bool:
    """A short line without an end: a label of what stands below it."""
    text = reading.text[segment.start : segment.end]
    return len(text) <= _LONGEST_LABEL and text[-1] not in ".!?;,"


def _context_metric(text: str, words: Lexicon) -> Metric | None:
    return next((metric for metric, pattern in words.context.items() if pattern.search(text)), None)


def _labelled_below(reading: Reading, segment: Segment, masked: Mask, words: Lexicon) -> dict[int, Found]:
    """A slide's row of bare percentages whose labels, one contest each in the same order, stand below it."""
    shares = masked.all("P")
    if len(shares) < 2 or re.search(r"\w", re.sub("P", "", masked.text)):
        return {}
    page = [s for s in reading.segments if s.page == segment.page]
    below: list[Contest] = []
    for line in page:
        if line.start > segment.start and len(contests_in(reading, line.start, line.end)) == 1:
            below.append(_narrow(reading, line))
    metric = next((m for s in page if (m := _context_metric(reading.folded[s.start : s.end], words))), None)
    if metric not in PERCENT_METRICS or len(below) != len(shares):
        return {}
    found = {}
    for (position, quantity), contest in zip(shares, below, strict=True):
        if isinstance(quantity, Quantity):
            found[position] = Found(position, quantity, metric, 5, "labels below", 0, len(masked.text), contest=contest)
    return found


def _narrow(reading: Reading, line: Segment) -> Contest:
    """The contest of a label; its first word may stand on the line above ("ОБЛАСТНОЙ / МАСЛИХАТ")."""
    start = line.previous.start if line.previous is not None and line.previous.page == line.page else line.start
    return (contests_in(reading, start, line.end) or contests_in(reading, line.start, line.end))[0]


def _page_contests(reading: Reading) -> dict[int, Contest]:
    """Slides: a page that names one contest is about it, wherever on the page the title came out."""
    named: dict[int, set[Contest]] = {}
    for segment in reading.segments:
        named.setdefault(segment.page, set()).update(contests_in(reading, segment.start, segment.end))
    if len(named) < LEAST_PAGES:
        return {}
    return {page: next(iter(contests)) for page, contests in named.items() if len(contests) == 1}


def _tabled(masked: Mask, row: list[Cell], reading: Reading) -> dict[int, Found]:
    """The figures of a table's row."""
    found: dict[int, Found] = {}
    for cell in row:
        metric = cell.column.metric
        quantity = cell.quantity if metric not in PERCENT_METRICS else _as_percent(cell.quantity)
        if metric is None or quantity is None or not plausible(quantity, metric):
            continue
        named = [name for name in reading.names_in(*cell.label) if name.kind in ("party", "candidate", "option")]
        position = masked.position(cell.quantity.start)
        found[position] = Found(
            position, quantity, metric, 5, "table", 0, len(masked.text), named[0] if named else None,
            clock=cell.column.clock, label=cell.label,
        )  # fmt: skip
    return found


def _direct(masked: Mask, words: Lexicon) -> dict[int, Found]:
    """What the frames claim by themselves: the best frame for each quantity."""
    best: dict[int, Found] = {}
    if not masked.all("PN"):
        return best
    ignored = {m.start("target") for pattern in words.ignored for m in pattern.finditer(masked.text)}
    for frame in words.frames:
        at = 0
        while match := frame.pattern.search(masked.text, at):
            at = match.start() + 1
            position = match.start("target")
            quantity = masked.entities.get(position)
            if position in ignored or not isinstance(quantity, Quantity) or not plausible(quantity, frame.metric):
                continue
            score = frame.weight - 0.006 * (match.end() - match.start())
            if position in best and best[position].score >= score:
                continue
            group = match.groupdict().get("subject")
            subject = masked.entities.get(match.start("subject")) if group else None
            best[position] = Found(
                position, quantity, frame.metric, score, frame.name, match.start(), match.end(),
                subject if isinstance(subject, Name) else None,
            )  # fmt: skip
    return best


def plausible(quantity: Quantity, metric: Metric) -> bool:
    """Hard limits: percentages within 0–100, counts whole and large enough for what they count."""
    values = [v for v in (quantity.value, quantity.low, quantity.high) if v is not None]
    if not values:
        return False
    if quantity.unit == "percent":
        return all(0 <= v <= 100 for v in values)
    if metric in PERCENT_METRICS:
        return False
    whole = all(v == v.to_integral_value() for v in values)
    return whole and PLAUSIBLE.get(metric, 0) <= min(values) and max(values) <= HIGHEST.get(metric, 10**10)


_LISTED = re.compile(r"(?P<head>[KLO])[»\"”]?(?:\s*\([^PN)]{0,60}\))?[^PNKL;.]{0,28}?\(?(?P<target>[PN])")
_REVERSED = re.compile(r"(?P<target>[PN])\s*(?:в|у|за|–|-|in|for)\s*(?:\w+\s)?(?P<head>[KL])")
_BRACKET = re.compile(r"P[^PNKL;.]{0,45}?(?:\(|или |то есть |or |яғни |немесе |\s[—–-]\s)\s*(?P<target>N)")


def _continue(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, thread: Thread, found: dict[int, Found]
) -> None:
    """Give a metric to quantities without words of their own, from what stands before or above them."""
    above = _above_metric(reading, segment, words)
    pattern_matches = [*_LISTED.finditer(masked.text), *_REVERSED.finditer(masked.text)]
    for match in pattern_matches:
        position = match.start("target")
        quantity, head = masked.entities.get(position), masked.entities.get(match.start("head"))
        if position in found or not isinstance(quantity, Quantity) or not isinstance(head, Name):
            continue
        earlier = [f for f in found.values() if f.position < position and f.metric in PERCENT_METRICS]
        metric = _inherited(head, quantity, earlier, above, thread)
        if metric is None:
            continue
        as_share = _as_percent(quantity) if metric in PERCENT_METRICS else quantity
        if as_share is None or not plausible(as_share, metric):
            continue
        subject = head if head.kind in ("party", "candidate", "option") else None
        found[position] = Found(position, as_share, metric, 0.5, "list", match.start(), match.end(), subject)
    for match in _BRACKET.finditer(masked.text):
        position = match.start("target")
        share, quantity = found.get(match.start()), masked.entities.get(position)
        if share is None or position in found or not isinstance(quantity, Quantity):
            continue
        count: Metric | None = {"vote_share": "votes", "turnout": "voters_voted", "invalid_share": "invalid_votes"}.get(
            share.metric
        )  # type: ignore[assignment]
        if count and plausible(quantity, count) and (quantity.value or 0) > 100:
            found[position] = Found(position, quantity, count, 0.5, "bracket", share.start, match.end(), share.subject)
    _alone(masked, above, found)
    _same_again(masked, found)
    _respectively(masked, found)


_CHANGE = re.compile(
    r"вырос|увелич|возрос|подня|снизи|упал|сократ|уменьш|ұлғай|өст[іі]|артты|көтеріл|төменде|азай|кеміді|rose|grew"
    r"|increased|climbed|fell|dropped|declined|decreased"
)
_TO = re.compile(r"\s*(?:до|to|–|—|-|ға|ге|қа|ке)?\s*")


def _mark_changes(masked: Mask, found: dict[int, Found]) -> None:
    """ "Rose from 1,2% to 4%": two values of one metric, that of the election before and that of this one."""
    quantities = [at for at, _ in masked.all("P")]
    for before, after in zip(quantities, quantities[1:], strict=False):
        around = masked.text[max(0, before - 90) : after + 40]
        said = found.get(before) or found.get(after)
        if said is None or not _TO.fullmatch(masked.text[before + 1 : after]) or not _CHANGE.search(around):
            continue
        for position, earlier in ((before, True), (after, False)):
            quantity = masked.entities[position]
            if isinstance(quantity, Quantity):
                found[position] = replace(said, position=position, quantity=quantity, earlier=earlier)


def _alone(masked: Mask, above: Metric | None, found: dict[int, Found]) -> None:
    """A share alone on its line is of what the heading above names."""
    quantity = masked.entities.get(0)
    if masked.text.strip() == "P" and above in PERCENT_METRICS and isinstance(quantity, Quantity) and not found:
        found[0] = Found(0, quantity, above, 0.4, "alone", 0, 1)


def _same_again(masked: Mask, found: dict[int, Found]) -> None:
    """ "… по регионам 15–36%, в среднем по стране 28%": a share with nobody's name is of the metric said before it."""
    for position, quantity in masked.all("P"):
        earlier = [f for f in found.values() if f.position < position]
        if position in found or not earlier or not isinstance(quantity, Quantity):
            continue
        before = max(earlier, key=lambda f: f.position)
        between = masked.text[before.position + 1 : position]
        if before.metric in ("turnout", "invalid_share", "unused_share") and not re.search("[KPN.;]", between):
            found[position] = Found(position, quantity, before.metric, 0.4, "same again", before.position, position + 1)


def _inherited(
    head: Name, quantity: Quantity, earlier: list[Found], above: Metric | None, thread: Thread
) -> Metric | None:
    contestant = head.kind in ("party", "candidate", "option")
    if contestant:
        if quantity.unit == "percent" or above == "vote_share" or any(f.metric == "vote_share" for f in earlier):
            return "vote_share"
        return above if above in _WITH_SUBJECT else None
    if head.kind != "place":
        return None
    inherited = earlier[-1].metric if earlier else above or thread.metric
    if inherited in ("turnout", "invalid_share", "unused_share"):
        return inherited
    if quantity.unit == "percent" and inherited in (None, "vote_share"):
        return "turnout" if inherited is None else None
    return inherited if inherited in ("registered_voters", "voters_voted", "polling_stations", "observers") else None


def _above_metric(reading: Reading, segment: Segment, words: Lexicon) -> Metric | None:
    for above in segment.above:
        metric = _context_metric(reading.folded[above.start : above.end], words)
        if metric:
            return metric
    return None


def _as_percent(quantity: Quantity) -> Quantity | None:
    """A number in a list of percentages is one too: "Шымкент – 56,5"."""
    if quantity.unit == "percent":
        return quantity
    if quantity.unit is None and quantity.value is not None and quantity.value <= 100:
        return replace(quantity, unit="percent")
    return None


_RESPECTIVELY = re.compile(r"соответственно|тиісінше|respectively|сәйкесінше")


def _respectively(masked: Mask, found: dict[int, Found]) -> None:
    """ "A and B got X and Y respectively": the nth quantity belongs to the nth name."""
    end = _RESPECTIVELY.search(masked.text)
    if end is None:
        return
    quantities = [at for at, _ in masked.all("P") if at < end.start()][-2:]
    names = [(at, e) for at, e in masked.all("K") if at < end.start()][-2:]
    if len(quantities) == len(names) == 2:
        for at, (_, name) in zip(quantities, names, strict=True):
            quantity = masked.entities[at]
            if isinstance(quantity, Quantity) and isinstance(name, Name):
                found[at] = Found(at, quantity, "vote_share", 9, "respectively", names[0][0], at + 1, name)


def _speaker(reading: Reading, segment: Segment, item: Found) -> Speaker | None:
    """Who says this figure. What everybody knows has a speaker only where its own sentence names one; results go on
    being reported by whoever reported those before."""
    speaker = reading.speakers.get(segment.start)
    if speaker is None and item.metric in _REPORTED:
        return reading.report.get(segment.start)
    if speaker is not None and item.metric == "threshold" and speaker.rule not in ("publisher", "statement"):
        return None
    return speaker


def _restate(reading: Reading, segment: Segment, item: Found, speaker: Speaker | None) -> None:
    """Stations counted in a table or label: those that exist where a commission speaks, those seen where observers do."""
    kind = speaker.type if speaker else None
    if item.metric == "polling_stations_observed" and kind == "election_authority":
        item.metric = "polling_stations"
    elif item.metric == "polling_stations" and kind == "citizen_observers" and _is_label(reading, segment):
        item.metric = "polling_stations_observed"


def _figure(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, thread: Thread, item: Found
) -> Figure | None:
    quantity = item.quantity
    election = _election(reading, segment, masked, words, item, thread)
    main = reading.election
    election_id = election.id if election else None
    place, locality = _place(reading, segment, masked, words, thread, item)
    contest = item.contest or _contest(reading, segment, thread, election, item)
    speaker = _speaker(reading, segment, item)
    _restate(reading, segment, item, speaker)
    background = main is not None and election is not None and election.id != main.id
    if background and speaker is not None and not speaker.rule.startswith("named") and speaker.rule != "publisher":
        speaker = None
    subject = _subject(reading, segment, masked, item, thread, speaker)
    if (
        speaker is not None
        and speaker.rule == "publisher"
        and item.label is None
        and item.metric in _OBSERVING
        and (subject is None or (subject.id or subject.name) != (speaker.id or speaker.name))
    ):
        speaker = None
    if item.metric in _WITH_SUBJECT and subject is None:
        return None
    as_of, stage = _time(reading, segment, masked, words, item, thread, election)
    left, right = _stretch(masked, item)
    quote, start, end = reading.quote(left, right)
    sample = None if background else _sample(reading, segment, masked, item, thread, speaker, contest)
    return Figure(
        metric=item.metric, unit="percent" if quantity.unit == "percent" else "count", value=quantity.value,
        low=quantity.low, high=quantity.high, precision=quantity.precision, margin=quantity.margin,
        qualifier=quantity.qualifier, subject=subject.name if subject else None,
        subject_id=subject.id if subject else None, place=place, locality=locality, contest=contest,
        election=election_id, as_of=as_of, stage=stage, source=speaker.name if speaker else None,
        source_id=speaker.id if speaker else None, source_type=speaker.type if speaker else "unattributed",
        sample=sample, quote=quote, start=start, end=end,
    )  # fmt: skip


def _stretch(masked: Mask, item: Found) -> tuple[int, int]:
    """The words that make the claim, shortened around the quantity where they are too many."""
    left = masked.offset(min(item.start, item.position))
    right = masked.offset(max(item.end, item.position + 1))
    if right - left > LONGEST_QUOTE:
        left, right = item.quantity.start, item.quantity.end
    return left, right


def _election(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, item: Found, thread: Thread
) -> Election | None:
    comparing = words.scope["earlier"]
    if item.earlier is False:
        return reading.election
    if item.earlier and reading.election is not None:
        contests = contests_in(reading, segment.start, segment.end) or reading.contests or reading.election.contests
        return reading.reference.previous(reading.election.country, reading.election.day, contests)
    start, end = _clause(masked, item)
    other = earlier_election(reading, masked.offset(start), masked.offset(end), comparing)
    if other is None and segment.kind == "sentence" and len(masked.all("PN")) <= 3:
        other = earlier_election(reading, segment.start, segment.end, comparing)
    if other is not None:
        thread.election = other
        return other
    return reading.election


def _clause(masked: Mask, item: Found) -> tuple[int, int]:
    """From the quantity before to the quantity after, within the segment."""
    before = [at for at, _ in masked.all("PN") if at < item.position]
    after = [at for at, _ in masked.all("PN") if at > item.position]
    return (before[-1] + 1 if before else 0), (after[0] if after else len(masked.text))


def _contest(
    reading: Reading, segment: Segment, thread: Thread, election: Election | None, item: Found
) -> Contest | None:
    if election is not None and len(election.contests) == 1:
        return election.contests[0]
    here = contests_in(reading, segment.start, segment.end)
    if len(here) == 1:
        return here[0]
    if here:
        return None
    if thread.contest is not None:
        return thread.contest
    for above in segment.above:
        there = contests_in(reading, above.start, above.end)
        if there:
            return there[0] if len(there) == 1 else None
    return reading.contests[0] if len(reading.contests) == 1 else None


def _place(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, thread: Thread, item: Found
) -> tuple[str | None, str | None]:
    country = reading.election.country if reading.election else None
    around_start, around_end = _clause(masked, item)
    around = masked.text[around_start:around_end]
    if words.scope["abroad"].search(around):
        return country, "abroad"
    places = [(at, e) for at, e in masked.all("L") if isinstance(e, Name)]
    before = [(at, e) for at, e in places if around_start <= at < item.position]
    after = [(at, e) for at, e in places if item.position < at < around_end]
    chosen: Name | None = None
    if item.label is not None:
        named = [name for name in reading.names_in(*item.label) if name.kind == "place"]
        before = [(0, name) for name in named]
        if not named and item.metric not in _WITH_SUBJECT:
            return country, None
    elif not before and words.scope["capital"].search(around) and capital_of(country):
        chosen = Name(0, 0, "place", "", place=capital_of(country))
    if chosen is not None:
        pass
    elif before and not words.scope["country"].search(masked.text, before[-1][0], item.position):
        chosen = before[-1][1]
    elif words.scope["country"].search(around):
        return country, None
    elif after and not re.search("[,;]", masked.text[item.position : after[0][0]]):
        chosen = after[0][1]
    elif places and places[0][0] < item.position and segment.kind != "sentence":
        chosen = places[0][1]
    elif len(places) == 1:
        chosen = places[0][1]
    if chosen is None and item.metric != "threshold":
        chosen = thread.place or _place_above(reading, segment)
    if chosen is None or chosen.place is None:
        return country, None
    if len(chosen.place) > 2 or not country or chosen.place == country:
        thread.place = chosen
    if country and not chosen.place.startswith(country):
        return country, None
    return chosen.place, chosen.locality


def _place_above(reading: Reading, segment: Segment) -> Name | None:
    for above in segment.above:
        places = [n for n in reading.names_in(above.start, above.end) if n.kind == "place" and len(n.place or "") > 2]
        if len(places) == 1:
            return places[0]
    return None


def _subject(
    reading: Reading, segment: Segment, masked: Mask, item: Found, thread: Thread, speaker: Speaker | None
) -> Name | None:
    if item.metric in _WITH_SUBJECT:
        if item.subject is not None and item.subject.kind in ("party", "candidate", "option"):
            return item.subject
        before = [e for at, e in masked.all("K") if at < item.position and isinstance(e, Name)]
        return before[-1] if before else None
    if item.metric not in _OBSERVING:
        return None
    if speaker is not None and speaker.rule == "publisher" and item.label is None:
        others = _other_observers(reading, segment, speaker)
        if others:
            return others[-1] if others[-1].start <= segment.start or len(others) == 1 else None
    if item.subject is not None:
        thread.observer = item.subject
        return item.subject
    named = [e for at, e in masked.all("OK") if isinstance(e, Name) and reading.organization_type(e) in
             ("citizen_observers", "international_observers", "ngo", "party", "pollster")]  # fmt: skip
    if named:
        thread.observer = named[0]
        return named[0]
    if (
        speaker is not None
        and speaker.name
        and speaker.type in ("citizen_observers", "international_observers", "pollster")
    ):
        return Name(0, 0, speaker.type, speaker.name, speaker.id)
    return thread.observer if segment.paragraph == thread.paragraph else None


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


def _time(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, item: Found, thread: Thread,
    election: Election | None,
) -> tuple[str | None, Stage | None]:  # fmt: skip
    around_start, around_end = _clause(masked, item)
    around = masked.text[around_start:around_end]
    if item.metric in _PROGRESSIVE and election is not None:
        clock = _clock(segment, masked, item, thread)
        if clock is not None:
            return f"{election.day}T{clock.hour:02}:{clock.minute:02}", "progress"
    if words.scope["final"].search(around):
        return None, "final"
    return None, "preliminary" if words.scope["preliminary"].search(around) else None


def _clock(segment: Segment, masked: Mask, item: Found, thread: Thread) -> ClockTime | None:
    if item.clock is not None:
        return item.clock
    clocks = [(at, e) for at, e in masked.all("T") if isinstance(e, ClockTime) and 6 <= e.hour]
    before = [e for at, e in clocks if at < item.position]
    if before:
        return before[-1]
    after = [e for at, e in clocks if at > item.position]
    if after:
        return after[0]
    regions = [e for _, e in masked.all("L") if isinstance(e, Name) and len(e.place or "") > 2]
    listed = segment.kind in ("item", "row") or len(regions) >= 2 or segment.paragraph == thread.time_paragraph
    return thread.time if listed and thread.time and thread.time.hour >= 6 else None


_STATIONS = re.compile(r"N[^PN]{0,25}(?:участ|уик|учаск|station|пункт)|(?:участ|уик|учаск)\w*\s*\t?\s*N")


def _sample(
    reading: Reading, segment: Segment, masked: Mask, item: Found, thread: Thread, speaker: Speaker | None,
    contest: Contest | None,
) -> Sample | None:  # fmt: skip
    """The part of the stations that the speaker's figures rest on, as said here or in what the figures stand under."""
    if speaker is None or speaker.type not in ("citizen_observers", "pollster"):
        return None
    key = (speaker.name, speaker.type, contest)
    if item.metric == "polling_stations_observed" or (item.metric == "polling_stations" and speaker.type == "pollster"):
        if item.quantity.unit != "percent" and (
            segment.kind == "row" or speaker.type == "pollster" or _is_label(reading, segment)
        ):
            thread.samples[key] = Sample(stations=item.quantity.value)
        return None
    return thread.samples.get(key) if item.metric in _RESULTS else None
