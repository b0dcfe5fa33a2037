"""A figure as the engine looks at it: its statement, its interval, who says it and of whom."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations

from nlp.claims import Figure
from nlp.contradictions.actors import Actor, ReferenceLike, speaker, subject
from nlp.contradictions.intervals import Interval, interval
from nlp.contradictions.places import Where, where
from nlp.contradictions.rules import Monotone, presumed, the
from nlp.statements import Statement

# Bodies that count and go on counting: what they say later replaces what they said before. Whoever passes official
# numbers on without a name is taken to speak for them.
COUNTING = {"election_authority", "government", "media", "unattributed"}


@dataclass(frozen=True, eq=False)
class Said:
    """One figure with all its mentions. What pairs of figures are asked again and again is worked out once.

    `where` holds the place and the folded name of the locality within it, `documents` all that say it, `first_said` the
    earliest day. `is_progress`: a running figure, by its own words or of the voters, without a stage, by a counting
    body on voting day.
    """

    statement: Statement
    figure: Figure
    interval: Interval
    speaker: Actor
    subject: Actor
    id: str
    where: Where
    documents: frozenset[str]
    first_said: dt.date | None
    is_counting: bool
    is_progress: bool

    @property
    def is_poll(self) -> bool:
        return self.figure.source_type == "pollster"

    @property
    def hour(self) -> str | None:
        """The hour that the figure is of, by its own words."""
        as_of = self.figure.as_of
        return as_of if as_of and "T" in as_of else None

    @property
    def is_running_count(self) -> bool:
        """A counting body's own sample: the share of the ballots counted so far."""
        return self.figure.sample is not None and self.is_counting

    @property
    def is_sample(self) -> bool:
        """Observers' part of the stations. An exit poll speaks for the whole, and a count runs to its end."""
        return self.figure.sample is not None and not self.is_poll and not self.is_counting


def read(statements: Iterable[Statement], reference: ReferenceLike) -> list[Said]:
    """The figures among the statements that can meet others, but for subgroups, echoes of samples, and what observers
    and parties count of their own."""
    ordered = sorted(statements, key=lambda s: s.id)
    every = (said for statement in ordered if (said := as_said(statement, reference)))
    found = [said for said in every if said.is_counting or said.figure.metric not in presumed().counted_officially]
    return _without_repeats(_without_echoes(_without_subgroups(found)))


def as_said(statement: Statement, reference: ReferenceLike) -> Said | None:
    """The figure that a statement makes; None where it makes none, or one without number, election or place."""
    figure = statement.claim
    if not isinstance(figure, Figure) or not figure.election or not figure.place or not statement.mentions:
        return None
    values = interval(figure)
    if values is None:
        return None
    days = [mention.published for mention in statement.mentions if mention.published]
    return Said(
        statement, figure, values, speaker(figure, reference), subject(figure, reference), statement.id, where(figure),
        documents=frozenset(mention.document for mention in statement.mentions),
        first_said=min(days, default=None),
        is_counting=figure.source_type in COUNTING,
        is_progress=_is_progress(figure, max(days, default=None)),
    )  # fmt: skip


def _is_progress(figure: Figure, last_said: dt.date | None) -> bool:
    if figure.stage == "progress" or figure.as_of is not None:
        return True
    unmarked = figure.stage is None and figure.source_type in COUNTING and figure.metric in the(Monotone).metrics
    return unmarked and last_said is not None and f"{last_said}" <= (figure.election or "").partition("-")[2]


def _without_subgroups(found: list[Said]) -> list[Said]:
    """Set aside counts that one page gives beside a much larger one, every slot equal: parts it does not name.

    With them go the figures of others that repeat such a part. Beside a sample's number, which a page may tell without
    its stations, nothing is a part.
    """
    sampled = {(_quantity(said), said.subject.key, said.interval) for said in found if said.is_sample}
    cells: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for said in found:
        if said.figure.unit == "count":
            f = said.figure
            cells[f.metric, f.election, f.contest, f.as_of, f.sample, said.where, said.subject.key].append(said)
    below = presumed().subgroup
    parts = {
        echo.id
        for cell in cells.values()
        for small, large in permutations(cell, 2)
        if small.speaker.key == large.speaker.key
        and small.documents & large.documents
        and small.interval.high < large.interval.low * below
        and (_quantity(large), large.subject.key, large.interval) not in sampled
        for echo in cell
        if echo.id == small.id or (echo.interval.gap(small.interval) == 0 < echo.interval.gap(large.interval))
    }
    return [said for said in found if said.id not in parts]


def _without_echoes(found: list[Said]) -> list[Said]:
    """Set aside what repeats a sample's figure without its stations: a sample must not pass for the whole."""
    samples: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for said in found:
        if said.is_sample:
            samples[_quantity(said)].append(said)
    return [
        said
        for said in found
        if said.figure.sample is not None
        or said.figure.value is None
        or not any(_repeats(said, sample) for sample in samples[_quantity(said)])
    ]


def _without_repeats(found: list[Said]) -> list[Said]:
    """Set aside what a page says in its own name, less precisely, of a figure that it also tells with its speaker: a
    headline's "91 percent" over the commission's 91.01%."""
    told: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for said in found:
        if said.speaker.known:
            told[_quantity(said)].append(said)
    return [
        said
        for said in found
        if said.figure.source_type != "unattributed" or not any(_rounds(said, of) for of in told[_quantity(said)])
    ]


def _rounds(said: Said, told: Said) -> bool:
    same = said.subject.key == told.subject.key and said.documents <= told.documents
    return same and said.is_progress == told.is_progress and told.interval.is_within(said.interval)


def _quantity(said: Said) -> tuple[object, ...]:
    return said.figure.metric, said.figure.election, said.figure.contest, said.where


def _repeats(said: Said, sample: Said) -> bool:
    same_subject = said.subject.key == sample.subject.key or said.subject.is_same(sample.subject)
    return same_subject and said.speaker.is_same(sample.speaker) and said.interval.gap(sample.interval) == 0
