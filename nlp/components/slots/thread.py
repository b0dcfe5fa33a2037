"""What carries over from segment to segment, and the clause that a figure stands in."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from nlp.claims import Contest, Metric, Sample
from nlp.components.assigning import Found
from nlp.components.context import Context
from nlp.components.reading import Name
from nlp.quantities import ClockTime, Date
from nlp.segments import Segment

OBSERVING = {"observers", "polling_stations_observed", "protocols", "regions_observed"}
RESULTS = {"turnout", "vote_share", "votes", "registered_voters", "voters_voted", "invalid_share", "invalid_votes",
            "unused_share", "unused_ballots", "passed_threshold"}  # fmt: skip


ABROAD = "abroad"
"""The locality of polling stations in other countries."""


CountedFor = tuple[str | None, str | None, str | None, Contest | None]
"""The speaker, place, election and contest of results."""


@dataclass(frozen=True, slots=True)
class Where:
    """The place that a figure holds for: its code, the locality below it, the name that told it, and why it is this
    one."""

    place: str | None
    why: str
    locality: str | None = None
    name: Name | None = None


@dataclass(slots=True)
class Thread:
    """What carries over from segment to segment: what was last spoken of."""

    metric: Metric | None = None
    last: Found | None = None
    """The figure last read in this paragraph."""
    beside: set[Metric] = field(default_factory=set)
    """The metrics of all figures of the segment being read."""
    time: ClockTime | None = None
    time_day: dt.date | None = None
    """The date with which the hour was said."""
    time_paragraph: int = -1
    time_heads: bool = False
    """Whether the hour was said without a number, for those that follow."""
    stood: tuple[dt.date, ClockTime] | None = None
    """The latest hour for which a figure was given, with its day."""
    stood_for: str | None = None
    """Who gave it."""
    ended: bool = False
    """Whether a turnout was given as the outcome, after the vote."""
    place: Name | None = None
    place_metrics: set[Metric] = field(default_factory=set)
    place_segment: int = -1
    abroad: int = -1
    """The start of the last segment that spoke of foreign parts."""
    year: Date | None = None
    """The year that this paragraph begins with, or that stands above it, as a label: "2015. On 26 April 97% came"."""
    label: Name | None = None
    """The place that this paragraph begins with, as a label: "Abai region: 108 came"."""
    home: Name | None = None
    """The one place that the whole text is about."""
    places: list[Name] = field(default_factory=list)
    """The regions and towns that the whole text names."""
    regions: int = 0
    """How many regions are among them."""
    paragraph: int = -1
    paragraph_from: int = 0
    """How many figures were read before this paragraph."""
    contest: Contest | None = None
    spoken: Contest | None = None
    """The contest last named in this paragraph."""
    observer: Name | None = None
    counted_at: tuple[int, ClockTime, dt.date | None] | None = None
    """The paragraph that gives a count of votes as it stood at an hour, with that hour and its date."""
    counted: Sample | None = None
    """The part of the ballots or stations that the results spoken of rest on."""
    counted_for: CountedFor | None = None
    """Whose results were first said to rest on that part."""
    told: defaultdict[str | None, set[Metric]] = field(default_factory=lambda: defaultdict(set))
    """The metrics of the figures so far, by the name of who gave them."""
    rests: tuple[int, Sample] | None = None
    """The start of a sentence that says its results rest on what was counted before it, with that sample."""
    samples: dict[tuple[str | None, str, Contest | None], Sample] = field(default_factory=dict)

    def note_place(self, segment: Segment, metric: Metric, where: Where) -> None:
        """Note the place of a figure: the next ones may hold there as well."""
        if where.locality == ABROAD:
            self.abroad = segment.start
        if where.name is None:
            return
        if segment.start != self.place_segment or where.name != self.place:
            self.place_metrics = set()
        self.place, self.place_segment = where.name, segment.start
        self.place_metrics.add(metric)


def clause(here: Context, item: Found) -> tuple[int, int]:
    """From the quantity before to the quantity after, within the segment; without what is said of the one before: in
    "69% in Dushanbe, 73% in Sughd" the first place is of the first share."""
    masked = here.masked
    first = bisect_left(masked.numbers, item.position)
    before, after = masked.numbers[:first], masked.numbers[bisect_right(masked.numbers, item.position, lo=first) :]
    start = before[-1] + 1 if before else 0
    of_other = here.words.scope["said_behind"].match(masked.text, start, item.position) if before else None
    return (of_other.end() if of_other else start), (after[0] if after else len(masked.text))
