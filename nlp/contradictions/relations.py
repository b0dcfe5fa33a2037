"""Relations between two figures: equality, a sample beside the whole, a part beside its whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from nlp.contradictions import rules
from nlp.contradictions.compare import compare, roles
from nlp.contradictions.context import are_reconciled
from nlp.contradictions.finding import Finding, Rest, Term
from nlp.contradictions.places import around
from nlp.contradictions.records import Kind
from nlp.contradictions.rules import AtMost, Part, every, the
from nlp.contradictions.said import Said
from nlp.contradictions.samples import Totals, rest_of, rest_of_count
from nlp.contradictions.scope import (
    are_different_groups,
    contests_meet,
    elections_meet,
    is_part_of,
    order,
    subjects_meet,
    year_of,
)

# Metric, country and year, place, locality: figures of different cells never meet as equals.
Cell = tuple[str, str, str, str]


class Cells:
    """Figures by the cell they speak of, so that work grows with what shares a cell."""

    def __init__(self, figures: list[Said]) -> None:
        self._cells: dict[Cell, list[Said]] = defaultdict(list)
        for said in figures:
            self._cells[(said.figure.metric, year_of(said), *said.where)].append(said)

    def __iter__(self) -> Iterator[list[Said]]:
        return iter(self._cells.values())

    def of(self, metric: str, said: Said, where: tuple[str, str]) -> list[Said]:
        """The figures of `metric` in another place of the same country and year."""
        return self._cells.get((metric, year_of(said), *where), [])


def equalities(cells: Cells, totals: Totals) -> Iterator[Finding]:
    """Pairs of one quantity that no precision, hedge, stage or hour reconciles."""
    for cell in cells:
        for a, b in combinations(cell, 2):
            finding = _of_pair(a, b, totals)
            if finding is None or (finding.rest is None and are_reconciled(a, b, cells)):
                continue
            if not any(_is_history(finding, *pair, cell, totals) for pair in ((a, b), (b, a))):
                yield finding


def _of_pair(a: Said, b: Said, totals: Totals) -> Finding | None:
    if a.interval.gap(b.interval) == 0:
        return None
    verdict = compare(a, b)
    if verdict.kind is None:
        return None
    if verdict.kind == the(rules.Rest).kind:
        part, whole = roles(a, b)
        rest = rest_of_count(part, whole) if verdict.why == "count" else rest_of(part, whole, totals)
        return Finding(verdict.kind, _rest_wording(part, rest), Term((part,)), Term((whole,)), verdict.gap, rest)
    first, second = sorted((a, b), key=_rank)
    wording = "falls" if verdict.why == "falls" and verdict.kind == "self_contradiction" else verdict.kind
    if wording == "falls" and order(first, second) == "after":
        first, second = second, first
    return Finding(verdict.kind, wording, Term((first,)), Term((second,)), verdict.gap)


def _later(said: Said, cell: list[Said]) -> list[Said]:
    """What a counting body said after a figure of its own: later hours, stages and days."""
    if not said.is_counting:
        return []
    return [
        later
        for later in cell
        if later.is_counting and later.id != said.id and later.figure.sample == said.figure.sample
        and later.speaker.is_same(said.speaker) and contests_meet(said, later) and order(said, later) == "before"
    ]  # fmt: skip


def _is_history(finding: Finding, said: Said, other: Said, cell: list[Said], totals: Totals) -> bool:
    """True where what another speaker states need not be held against a figure that its own speaker has gone beyond.

    Of the hours of a day only the last counts, but for figures of the same hour; an earlier result is let go of where
    a later one came to agree, or left what was impossible possible.
    """
    if said.speaker.is_same(other.speaker):
        return False
    followers = _later(said, cell)
    if not followers:
        return False
    if said.is_progress:
        return said.figure.as_of != other.figure.as_of and (
            finding.rest is None or any(f.is_progress for f in followers)
        )
    if any(compare(follower, other).outcome == "agrees" for follower in followers):
        return True
    impossible = finding.rest is not None and finding.rest.verdict == "impossible"
    return impossible and any(_is_possible(_of_pair(follower, other, totals)) for follower in followers)


def _is_possible(finding: Finding | None) -> bool:
    return finding is None or (finding.rest is not None and finding.rest.verdict == "possible")


def parts_beside_wholes(cells: Cells) -> Iterator[Finding]:
    """Counts of a part above the count of the whole: of stations, of a place, of the people who could take part."""
    for cell in cells:
        metric = cell[0].figure.metric
        for rule in every(AtMost):
            if rule.part == metric:
                for part in cell:
                    yield from _above(rule.kind, part, _around(cells, part, rule.whole), rule.slack)
        for whole in every(Part):
            if metric in whole.metrics:
                for part in cell:
                    slack = whole.slack.get(metric, Decimal(0))
                    yield from _above(whole.kind, part, _around(cells, part, metric), slack)


def _above(kind: Kind, part: Said, wholes: Iterable[Said], slack: Decimal) -> Iterator[Finding]:
    for whole in wholes:
        if part.interval.low > whole.interval.high * (1 + slack) and is_part_beside_whole(part, whole):
            gap = part.interval.low - whole.interval.high
            yield Finding(kind, "part_exceeds_whole", Term((part,)), Term((whole,)), gap)


def _rest_wording(part: Said, rest: Rest | None) -> str:
    if part.figure.unit == "count" or rest is None:
        return "rest_count"
    if rest.share is None:
        return "rest_unknown"
    return "rest_in_count" if rest.basis == "count" else "rest"


def _around(cells: Cells, part: Said, metric: str) -> Iterator[Said]:
    """The figures of `metric` in the part's place and in the place directly around it."""
    for where in filter(None, (part.where, around(part.where))):
        yield from cells.of(metric, part, where)


def is_part_beside_whole(part: Said, whole: Said) -> bool:
    """True where the whole's count must cover the part's: its place and stations, the same contest, no earlier hour."""
    if part.id == whole.id or are_different_groups(part, whole):
        return False
    if not elections_meet(part.figure.election, whole.figure.election):
        return False
    if not contests_meet(part, whole) or part.figure.unit != whole.figure.unit:
        return False
    same_metric = part.figure.metric == whole.figure.metric
    if same_metric and not subjects_meet(part, whole):
        return False
    if not _covers(part, whole, same_metric):
        return False
    named = (part.speaker.known, whole.speaker.known)
    if not (any(named) if same_metric else all(named)) and not part.documents & whole.documents:
        return False
    if whole.figure.metric == "registered_voters" and not same_metric:
        return True
    when = order(part, whole)
    return when in ("same", "before") or (when == "unknown" and not part.is_progress and not whole.is_progress)


def _covers(part: Said, whole: Said, same_metric: bool) -> bool:
    if whole.figure.sample is not None:
        one_observation = part.figure.sample == whole.figure.sample and part.speaker.is_same(whole.speaker)
        return one_observation and not same_metric and part.where == whole.where
    if part.where == whole.where:
        return not same_metric or part.figure.sample is not None
    return is_part_of(part, whole)


def _rank(said: Said) -> tuple[bool, str]:
    """Who contradicts the official figure stands first; for the rest the order is fixed, whatever came first."""
    return said.is_counting, said.id
