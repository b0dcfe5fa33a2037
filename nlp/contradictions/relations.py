"""Relations between two figures: equality, a sample beside the whole, a part beside its whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from nlp.contradictions import rules
from nlp.contradictions.compare import compare, roles
from nlp.contradictions.finding import Finding, Rest, Term
from nlp.contradictions.records import Kind
from nlp.contradictions.rules import AtMost, Part, every, the
from nlp.contradictions.said import Said
from nlp.contradictions.samples import Totals, rest_of, rest_of_count
from nlp.contradictions.scope import around, contests_meet, elections_meet, is_part_of, order, subjects_meet, year_of

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
        outdated = _outdated(cell)
        for a, b in combinations(cell, 2):
            if (a.id in outdated or b.id in outdated) and a.figure.as_of != b.figure.as_of and a.speaker != b.speaker:
                continue
            verdict = compare(a, b)
            if verdict.kind is None:
                continue
            if verdict.kind == the(rules.Rest).kind:
                part, whole = roles(a, b)
                rest = rest_of_count(part, whole) if verdict.why == "count" else rest_of(part, whole, totals)
                yield Finding(verdict.kind, _rest_wording(part, rest), Term((part,)), Term((whole,)), verdict.gap, rest)
            else:
                first, second = sorted((a, b), key=_rank)
                wording = "falls" if verdict.why == "falls" and verdict.kind == "self_contradiction" else verdict.kind
                if wording == "falls" and order(first, second) == "after":
                    first, second = second, first
                yield Finding(verdict.kind, wording, Term((first,)), Term((second,)), verdict.gap)


def _outdated(cell: list[Said]) -> set[str]:
    """Running counts that their own speaker has gone beyond: only the latest is held against what others say."""
    return {
        said.id
        for said in cell
        if said.is_progress
        and any(
            later.speaker.is_same(said.speaker) and contests_meet(said, later) and order(said, later) == "before"
            for later in cell
            if later.id != said.id and later.figure.sample == said.figure.sample
        )
    }


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
        if _can_hold(part, whole) and part.interval.low > whole.interval.high * (1 + slack):
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


def _can_hold(part: Said, whole: Said) -> bool:
    """True where the whole's count must cover the part's: its place and stations, the same contest, no earlier hour."""
    if part.id == whole.id or not elections_meet(part.figure.election, whole.figure.election):
        return False
    if not contests_meet(part, whole) or part.figure.unit != whole.figure.unit:
        return False
    same_metric = part.figure.metric == whole.figure.metric
    if same_metric and not subjects_meet(part, whole):
        return False
    if not _covers(part, whole, same_metric):
        return False
    if not part.speaker.known and not whole.speaker.known and not part.documents & whole.documents:
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
