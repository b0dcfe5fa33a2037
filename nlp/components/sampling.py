"""What results rest on, where the text says it apart from them: the stations that observers watched or a poll was held
at, the protocols held. The sample said beside a figure is one of its slots."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import islice, takewhile
from operator import attrgetter

from nlp.claims import Figure, Sample
from nlp.components.frames import lexicon
from nlp.components.masks import mask
from nlp.components.reading import Reading, beginning_in
from nlp.components.slots import RESULTS, SAMPLING, Thread, partly
from nlp.quantities import Quantity
from nlp.segments import Segment


def said_behind(reading: Reading, thread: Thread) -> None:
    """What the results just given rest on, said in a sentence behind them: "The figure comes from 51% of stations"."""
    for at in range(thread.paragraph_from, len(reading.figures)):
        figure = reading.figures[at]
        if figure.metric in ("vote_share", "votes") and figure.sample is None and partly(thread.counted):
            reading.figures[at] = figure.model_copy(update={"sample": thread.counted})


def with_samples(reading: Reading) -> list[Figure]:
    """The figures in their order, with the samples that the text tells of apart from them."""
    sampled = [figure for figures in _by_paragraph(reading) for figure in _of_paragraph(reading, figures)]
    return _documented(_tabulated(reading, _surveyed(reading, _polled(sorted(sampled, key=lambda f: f.start)))))


def _resting(figures: list[Figure], sample_of: Callable[[Figure], Sample | None]) -> list[Figure]:
    """The figures, each result with the sample that it is found to rest on."""
    return [f.model_copy(update={"sample": sample_of(f)}) if f.metric in RESULTS else f for f in figures]


def _by_paragraph(reading: Reading) -> Iterable[list[Figure]]:
    paragraphs: dict[int, list[Figure]] = {}
    starts = [reading.quote(s.start, s.end)[1] for s in reading.segments]
    for figure in reading.figures:
        segment = reading.segments[bisect_right(starts, figure.start) - 1]
        paragraph = segment.paragraph if segment.kind == "sentence" else -1 - segment.start
        paragraphs.setdefault(paragraph, []).append(figure)
    return paragraphs.values()


def _of_paragraph(reading: Reading, figures: list[Figure]) -> list[Figure]:
    """Joins what a paragraph says of the stations that observers' figures rest on, before or after the figures."""
    observed = [f for f in figures if f.metric == "polling_stations_observed" and f.qualifier == "exact"]
    stations = next((f for f in observed if f.unit == "count"), None)
    share = next((f for f in observed if f.unit == "percent"), None)
    of = next((f for f in figures if stations and _whole_of(stations, f)), None)
    basis = stations or share
    if basis is None:
        return figures
    part, whole = (stations.value if stations else None), (of.value if of else None)
    said = share.value if share else _share_said(reading, basis, part, whole, figures)
    sample = Sample(stations=part, of=whole, share=said)
    return _resting(figures, lambda f: sample if f.source_type in SAMPLING and f.place == basis.place else f.sample)


def _whole_of(stations: Figure, other: Figure) -> bool:
    """Whether a figure counts the stations of which others are a part, in the same place."""
    counted = other.metric in ("polling_stations", "polling_stations_observed") and other.unit == "count"
    larger = (other.value or 0) > (stations.value or 0)
    return counted and other is not stations and other.place == stations.place and larger


def _tabulated(reading: Reading, figures: list[Figure]) -> list[Figure]:
    """All that a parallel tabulation of votes finds rests on its stations, wherever the text tells of these."""
    words = lexicon(reading.lang).scope["sampled"]
    held: dict[tuple[str | None, str | None], list[Figure]] = {}
    for figure in figures:
        if figure.metric != "polling_stations_observed" or figure.source_type != "citizen_observers":
            continue
        start = figure.start if reading.script is None else 0
        segment = reading.segment_at(start)
        if words.search(reading.folded, segment.start, segment.end):
            held.setdefault((figure.source, figure.place), []).append(figure)
    samples = {whose: _sample_of(reading, observed, figures) for whose, observed in held.items()}
    return _resting(figures, lambda f: f.sample or samples.get((f.source, f.place)))


def _sample_of(reading: Reading, observed: list[Figure], figures: list[Figure]) -> Sample:
    counts = sorted({f.value for f in observed if f.unit == "count" and f.value is not None})
    share = next((f.value for f in observed if f.unit == "percent"), None)
    stations, of = (counts[0] if counts else None), (counts[1] if len(counts) == 2 else None)
    return Sample(stations=stations, of=of, share=share or _share_said(reading, observed[0], stations, of, figures))


def _share_said(
    reading: Reading, observed: Figure, stations: Decimal | None, of: Decimal | None, figures: list[Figure]
) -> Decimal | None:
    """The share that one number is of the other, where it stands in the sentence of the stations observed and is no
    figure of its own."""
    if not stations or not of or reading.script is not None:
        return None
    segment = reading.segment_at(observed.start)
    within = (q for q in beginning_in(reading.quantities, segment.start, segment.end) if q.unit == "percent")
    own = {f.value for f in figures if f.unit == "percent"}
    shares = (q.value for q in within if q.value is not None and q.value not in own)
    return next((share for share in shares if abs(share - 100 * stations / of) < 1), None)


_HOLDING = ("citizen_observers", "contestant")


def _documented(figures: list[Figure]) -> list[Figure]:
    """What observers or contestants find in the protocols that they hold rests on these, but for what a single station
    is said to have counted."""
    counts = [f for f in figures if f.qualifier == "exact" and f.unit == "count"]
    held: dict[_Where, dict[object, Figure]] = {}
    for figure in counts:
        if figure.metric == "protocols" and figure.source_type in _HOLDING:
            held.setdefault(_where(figure), {})[figure.value] = figure
    samples = {
        whose: Sample(stations=protocols.value, of=_all_stations(protocols, counts))
        for whose, (protocols, *others) in ((whose, list(told.values())) for whose, told in held.items())
        if not others and (protocols.source_type == "contestant" or _all_stations(protocols, counts))
    }
    return _resting(figures, lambda f: f.sample or samples.get(_where(f)))


_Where = tuple[str | None, str | None, str | None]


def _where(figure: Figure) -> _Where:
    """Who tells a figure, and where it holds."""
    return figure.source, figure.place, figure.locality


def _all_stations(protocols: Figure, counts: list[Figure]) -> Decimal | None:
    """Of how many stations somebody holds protocols: of those that the same words count, else those watched."""
    beside = [f.value for f in counts if f.metric == "polling_stations" and f.start < protocols.end <= f.end]
    watched = {f.value for f in counts if f.metric == "polling_stations_observed" and f.source_type in _HOLDING}
    known = beside or (list(watched) if len(watched) == 1 else [])
    return next((value for value in known if value is not None and value > (protocols.value or 0)), None)


def _surveyed(reading: Reading, figures: list[Figure]) -> list[Figure]:
    """What a poll found, with the stations at which it asked, which a sentence tells beside the results or behind them;
    their number is no figure of its own."""
    asked = _stations_asked(reading) if reading.script is None else []
    polled = [figure for figure in figures if figure.source_type == "pollster" and figure.metric in RESULTS]
    samples: dict[int, Sample] = {}
    for segment, stations in asked:
        told = _poll_told(reading, segment, polled)
        for figure in told:
            if figure.source == told[-1].source and figure.sample is None:
                samples.setdefault(id(figure), Sample(stations=stations.value))
    return [
        figure.model_copy(update={"sample": samples[id(figure)]}) if id(figure) in samples else figure
        for figure in figures
        if figure.metric not in _STATIONS or not any(said.start <= figure.start < said.end for said, _ in asked)
    ]


def _stations_asked(reading: Reading) -> list[tuple[Segment, Quantity]]:
    """The sentences that tell at how many stations a poll was held, with that number."""
    surveyed = lexicon(reading.lang).scope["surveyed"]
    found = []
    for segment in reading.segments:
        masked = mask(reading, segment)
        match = surveyed.search(masked.text) if masked.numbers else None
        asked = masked.entities[match.start(match.lastgroup)] if match and match.lastgroup else None
        if isinstance(asked, Quantity) and asked.value is not None:
            found.append((segment, asked))
    return found


def _poll_told(reading: Reading, segment: Segment, polled: list[Figure]) -> list[Figure]:
    """What the poll of a sentence found: told in its paragraph up to it, else behind it there, else anywhere before."""

    def beside(figure: Figure) -> bool:
        return reading.segment_at(figure.start).paragraph == segment.paragraph

    at = bisect_left(polled, segment.end, key=attrgetter("start"))
    if at and beside(polled[at - 1]):
        return polled[:at]
    behind = list(takewhile(beside, islice(polled, at, None)))
    return [figure for figure in behind if figure.source == behind[0].source] or polled[:at]


_STATIONS = ("polling_stations", "polling_stations_observed")


def _polled(figures: list[Figure]) -> list[Figure]:
    """All that a poll finds rests on the stations at which it was held, wherever the text names them."""
    samples = {
        f.subject: Sample(stations=f.value)
        for f in figures
        if f.metric == "polling_stations_observed" and f.source_type == "pollster" and f.unit == "count" and f.subject
    }

    def of_poll(figure: Figure) -> Sample | None:
        return samples.get(figure.source or "") if figure.source_type == "pollster" else None

    return _resting(figures, lambda f: f.sample or of_poll(f))
