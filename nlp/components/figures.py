"""From quantities to figures: each quantity gets at most one metric, and every slot its resolver.

All quantities of a segment compete for the frames of the lexicon at once; the heaviest frame wins, the shorter match
among equals. What no frame claims may continue what came before it: the next region of a list, the next party, the
number in brackets behind a share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from decimal import Decimal

from nlp.claims import Contest, Figure, Metric, Sample, Stage
from nlp.components.frames import HIGHEST, PERCENT_METRICS, PLAUSIBLE, Lexicon, lexicon
from nlp.components.masks import Mask, mask
from nlp.components.reading import Name, Reading, Speaker
from nlp.components.scope import contests_in, earlier_election
from nlp.quantities import ClockTime, Quantity
from nlp.reference import Election
from nlp.segments import Segment

LONGEST_QUOTE = 300
_RESULTS = {"turnout", "vote_share", "votes", "registered_voters", "voters_voted", "invalid_share", "invalid_votes",
            "unused_share", "unused_ballots", "passed_threshold"}  # fmt: skip
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
    earlier: bool = False
    """True for the value before a change: it belongs to the election before."""


@dataclass(slots=True)
class Thread:
    """What carries over from segment to segment: the metric, hour, place, contest, sample and subject last spoken of."""

    metric: Metric | None = None
    time: ClockTime | None = None
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
    for segment in reading.segments:
        if not low <= segment.start < high:
            continue
        masked = mask(reading, segment)
        _turn(reading, segment, masked, thread, words)
        found = _direct(masked, words)
        _continue(reading, segment, masked, words, thread, found)
        items = [part for item in sorted(found.values(), key=lambda f: f.position) for part in _changed(masked, item)]
        for item in items:
            figure = _figure(reading, segment, masked, words, thread, item)
            if figure is not None:
                reading.figures.append(figure)
                thread.metric = item.metric
    reading.figures = _unique(reading.figures)


def _unique(figures: list[Figure]) -> list[Figure]:
    seen: dict[object, Figure] = {}
    for figure in figures:
        seen.setdefault(figure.model_copy(update={"quote": "", "start": 0, "end": 0}), figure)
    return list(seen.values())


def _turn(reading: Reading, segment: Segment, masked: Mask, thread: Thread, words: Lexicon) -> None:
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
    if segment.kind == "heading" or (segment.kind == "row" and contests):
        thread.contest = contests[0] if len(contests) == 1 else None
    times = [entity for _, entity in masked.all("T") if isinstance(entity, ClockTime)]
    if times:
        thread.time = times[-1]


def _context_metric(text: str, words: Lexicon) -> Metric | None:
    return next((metric for metric, pattern in words.context.items() if pattern.search(text)), None)


def _direct(masked: Mask, words: Lexicon) -> dict[int, Found]:
    """What the frames claim by themselves: the best frame for each quantity."""
    best: dict[int, Found] = {}
    if not masked.all("PN"):
        return best
    for frame in words.frames:
        at = 0
        while match := frame.pattern.search(masked.text, at):
            at = match.start() + 1
            position = match.start("target")
            quantity = masked.entities.get(position)
            if not isinstance(quantity, Quantity) or not plausible(quantity, frame.metric):
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
_BRACKET = re.compile(r"P\s*(?:\(|,? ?или |, то есть |, or |, яғни |немесе |\s[—–-]\s)?\s*(?P<target>N)")


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
        count: Metric | None = {"vote_share": "votes", "turnout": "voters_voted", "invalid_share": "invalid_votes"}.get(share.metric)  # type: ignore[assignment]
        if count and plausible(quantity, count) and (quantity.value or 0) > 100:
            found[position] = Found(
                position, quantity, count, 0.5, "bracket", share.start, match.end(), share.subject
            )
    _same_again(masked, found)
    _respectively(masked, found)


_ROSE = re.compile(r"вырос|увелич|возрос|подня|ұлғай|өст[іі]|артты|көтеріл|rose|grew|increased|climbed|up from")
_FELL = re.compile(r"снизи|упал|сократ|уменьш|төменде|азай|кеміді|fell|dropped|declined|decreased|down from")


def _changed(masked: Mask, item: Found) -> Iterator[Found]:
    """"Rose from 1,2% to 4%" is no range but two values: that of the election before and that of this one."""
    quantity = item.quantity
    around = masked.text[max(0, item.position - 90) : item.position]
    rose, fell = _ROSE.search(around), _FELL.search(around)
    if quantity.low is None or quantity.high is None or item.metric not in PERCENT_METRICS or not (rose or fell):
        yield item
        return
    before, after = (quantity.low, quantity.high) if rose else (quantity.high, quantity.low)
    for value, earlier in ((before, True), (after, False)):
        precision = Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
        single = replace(quantity, value=value, low=None, high=None, qualifier="exact", precision=precision)
        yield replace(item, quantity=single, earlier=earlier)


def _same_again(masked: Mask, found: dict[int, Found]) -> None:
    """"… по регионам 15–36%, в среднем по стране 28%": a share with nobody's name is of the metric said before it."""
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
    """"A and B got X and Y respectively": the nth quantity belongs to the nth name."""
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


def _figure(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, thread: Thread, item: Found
) -> Figure | None:
    quantity = item.quantity
    election = _election(reading, segment, masked, words, item, thread)
    main = reading.election
    election_id = election.id if election else None
    place, locality = _place(reading, segment, masked, words, thread, item)
    contest = _contest(reading, segment, thread, election, item)
    speaker = reading.speakers.get(segment.start)
    background = main is not None and election is not None and election.id != main.id
    if background and speaker is not None and not speaker.rule.startswith("named") and speaker.rule != "publisher":
        speaker = None
    subject = _subject(reading, segment, masked, item, thread, speaker)
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
    if item.earlier and reading.election is not None:
        contests = reading.contests or reading.election.contests
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
    if before and not words.scope["country"].search(masked.text, before[-1][0], item.position):
        chosen = before[-1][1]
    elif words.scope["country"].search(around):
        return country, None
    elif after and (len(masked.all("PN")) == 1 or after[0][0] - item.position < 40):
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
    if item.subject is not None:
        thread.observer = item.subject
        return item.subject
    named = [e for at, e in masked.all("OK") if isinstance(e, Name) and reading.organization_type(e) in
             ("citizen_observers", "international_observers", "ngo", "party", "pollster")]  # fmt: skip
    if named:
        thread.observer = named[0]
        return named[0]
    if speaker is not None and speaker.name and speaker.type in ("citizen_observers", "international_observers", "pollster"):
        return Name(0, 0, speaker.type, speaker.name, speaker.id)
    return thread.observer if segment.paragraph == thread.paragraph else None


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
    clocks = [(at, e) for at, e in masked.all("T") if isinstance(e, ClockTime) and 6 <= e.hour]
    before = [e for at, e in clocks if at < item.position]
    if before:
        return before[-1]
    after = [e for at, e in clocks if at > item.position]
    if after:
        return after[0]
    regions = [e for _, e in masked.all("L") if isinstance(e, Name) and len(e.place or "") > 2]
    listed = segment.kind in ("item", "row") or len(regions) >= 2
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
    if item.metric == "polling_stations_observed":
        if item.quantity.unit == "percent":
            thread.samples[key] = Sample(share=item.quantity.value)
        elif segment.kind == "row" or speaker.type == "pollster" or "протокол" in masked.text:
            thread.samples[key] = Sample(stations=item.quantity.value)
        return None
    return thread.samples.get(key) if item.metric in _RESULTS else None


