"""A figure as the engine looks at it: its statement, its interval, who says it and of whom."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from nlp.claims import Figure
from nlp.contradictions.actors import Actor, ReferenceLike, speaker, subject
from nlp.contradictions.intervals import Interval, interval
from nlp.contradictions.rules import Monotone, presumed, the
from nlp.contradictions.scope import Where, where
from nlp.statements import Statement

# Bodies that count and go on counting: what they say later replaces what they said before. Whoever passes official
# numbers on without a name is taken to speak for them.
COUNTING = {"election_authority", "government", "media", "unattributed"}


@dataclass(frozen=True)
class Said:
    """One figure with all its mentions. Compared by the statement's id."""

    statement: Statement
    figure: Figure
    interval: Interval
    speaker: Actor
    subject: Actor

    @property
    def id(self) -> str:
        return self.statement.id

    @cached_property
    def documents(self) -> frozenset[str]:
        return frozenset(mention.document for mention in self.statement.mentions)

    @cached_property
    def first_said(self) -> dt.date | None:
        return min((m.published for m in self.statement.mentions if m.published), default=None)

    @cached_property
    def where(self) -> Where:
        """The place and the folded name of the locality within it."""
        return where(self.figure)

    @property
    def is_poll(self) -> bool:
        return self.figure.source_type == "pollster"

    @property
    def is_counting(self) -> bool:
        return self.figure.source_type in COUNTING

    @cached_property
    def is_progress(self) -> bool:
        """A running figure: by its own words, or of the voters, without a stage, by a counting body on voting day."""
        if self.figure.stage == "progress" or self.figure.as_of is not None:
            return True
        unmarked = self.figure.stage is None and self.is_counting and self.figure.metric in the(Monotone).metrics
        last = max((mention.published for mention in self.statement.mentions if mention.published), default=None)
        return unmarked and last is not None and f"{last}" <= (self.figure.election or "").partition("-")[2]

    @property
    def is_running_count(self) -> bool:
        """A counting body's own sample: the share of the ballots counted so far."""
        return self.figure.sample is not None and self.is_counting

    @property
    def is_sample(self) -> bool:
        """Observers' part of the stations. An exit poll speaks for the whole, and a count runs to its end."""
        return self.figure.sample is not None and not self.is_poll and not self.is_counting


def read(statements: Iterable[Statement], reference: ReferenceLike) -> list[Said]:
    """The figures among the statements that can meet others, but for subgroups and echoes of samples."""
    ordered = sorted(statements, key=lambda s: s.id)
    found = [said for statement in ordered if (said := as_said(statement, reference))]
    return _without_echoes(_without_subgroups(found))


def as_said(statement: Statement, reference: ReferenceLike) -> Said | None:
    """The figure that a statement makes; None where it makes none, or one without number, election or place."""
    figure = statement.claim
    if not isinstance(figure, Figure) or not figure.election or not figure.place or not statement.mentions:
        return None
    values = interval(figure)
    return Said(statement, figure, values, speaker(figure, reference), subject(figure, reference)) if values else None


def _without_subgroups(found: list[Said]) -> list[Said]:
    """Set aside counts that one page gives beside a much larger one, every slot equal: parts it does not name.

    With them go the figures of others that repeat such a part.
    """
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


def _quantity(said: Said) -> tuple[object, ...]:
    return said.figure.metric, said.figure.election, said.figure.contest, said.where


def _repeats(said: Said, sample: Said) -> bool:
    same_subject = said.subject.key == sample.subject.key or said.subject.is_same(sample.subject)
    return same_subject and said.speaker.is_same(sample.speaker) and said.interval.gap(sample.interval) == 0
