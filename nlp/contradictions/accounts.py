"""What one speaker states of one contest, and what its pages say in passing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations

from nlp.claims import Metric
from nlp.contradictions.actors import ReferenceLike, phrases, tokens, word_list
from nlp.contradictions.intervals import HUNDRED, INFINITY, UP, ZERO, Interval
from nlp.contradictions.places import Where
from nlp.contradictions.rules import presumed
from nlp.contradictions.said import Said
from nlp.contradictions.scope import elections_meet, order, year_of

_NEARLY_ALL = Decimal("0.999999")


class Account:
    """All figures that one speaker gives for one contest, hour and set of stations; by place."""

    def __init__(self, figures: list[Said]) -> None:
        self._cells: dict[tuple[str, Where], list[Said]] = defaultdict(list)
        self._of_metric: dict[str, list[Said]] = defaultdict(list)
        for said in figures:
            self._cells[(said.figure.metric, said.where)].append(said)
            self._of_metric[said.figure.metric].append(said)
        self.places = sorted({said.where for said in figures})

    def of(self, metric: str, where: Where) -> list[Said]:
        return self._cells.get((metric, where), [])

    def beside(self, metric: Metric, said: Said) -> list[Said]:
        """The figures of `metric` in the place of another figure."""
        return self.of(metric, said.where)

    def everywhere(self, metric: str) -> list[Said]:
        return self._of_metric.get(metric, [])


def accounts(figures: list[Said]) -> list[Account]:
    """Every account among figures. Unnamed speakers are one only within one page."""
    groups: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for said in figures:
        f = said.figure
        who = said.speaker.key if said.speaker.known else tuple(sorted(said.documents))
        groups[(f.election, f.contest, f.as_of, f.stage == "progress", f.sample, who, said.speaker.known)].append(said)
    return [Account(group) for group in groups.values()]


class Background:
    """What a page says in passing and anybody may mean: voter lists, thresholds, how many ran; in the same place."""

    def __init__(self, figures: list[Said], reference: ReferenceLike) -> None:
        self._reference = reference
        self._said: dict[tuple[str, str, Where], list[Said]] = defaultdict(list)
        for said in figures:
            self._said[(said.figure.metric, year_of(said), said.where)].append(said)

    def lists(self, metric: Metric, said: Said) -> list[Said]:
        """Counts of `metric`, as of registered voters, that a figure may rest on."""
        return self._said.get((metric, year_of(said), said.where), [])

    def threshold(self, metric: Metric, said: Said) -> Decimal | None:
        """The highest threshold known for the contest, in percent: demands for a lower one are named beside it."""
        stated = [s.figure.value for s in self.meeting(metric, said) if s.figure.unit == "percent"]
        known = self._reference.threshold(said.figure.election or "", said.figure.contest or "")
        return max((value for value in (*stated, known) if value is not None), default=None)

    def ran(self, metric: Metric | None, said: Said) -> Decimal | None:
        """How many contestants are said to have run, the most where several numbers are named."""
        if metric is None:
            return None
        return max((s.interval.high for s in self.meeting(metric, said)), default=None)

    def meeting(self, metric: Metric, said: Said) -> list[Said]:
        """Exact figures of `metric` in the place of another figure, of its election and contest."""
        return [
            other
            for other in self.lists(metric, said)
            if other.figure.contest in (None, said.figure.contest)
            and other.figure.qualifier == "exact"
            and elections_meet(other.figure.election, said.figure.election)
        ]


def invalid_share(account: Account, where: Where, voters: Said | None) -> Decimal:
    """The largest share of invalid ballots that the account allows, below 1."""
    shares = [UP.divide(said.interval.high, HUNDRED) for said in account.of("invalid_share", where)]
    shares += [
        UP.divide(said.interval.high, voters.interval.low)
        for said in account.of("invalid_votes", where)
        if voters and voters.interval.low > 0 and said.interval.high != INFINITY
    ]
    return min(max(shares, default=presumed().invalid), _NEARLY_ALL)


def one_moment(figures: Iterable[Said]) -> bool:
    """True where no figure is a later state of another, so that they may be added and divided."""
    return all(order(a, b) == "same" or a.documents & b.documents for a, b in combinations(figures, 2))


def one_a_subject(figures: list[Said], *, with_others: bool = False) -> list[Said]:
    """One figure a contestant, the lowest that is said of it, the largest first; groups of contestants left out, but
    for "the others" where these are asked for."""
    groups = word_list("several") if with_others else word_list("several") | word_list("others")
    found: list[Said] = []
    for said in sorted(figures, key=lambda s: (s.interval.low, s.id)):
        alone = said.subject.known and not tokens(said.figure.subject or "") & groups
        if alone and not any(said.subject.is_same(other.subject) or _renamed(said, other) for other in found):
            found.append(said)
    return found[::-1]


def _renamed(said: Said, other: Said) -> bool:
    """Whether two pages give one value to two names of whom one is nobody known: one contestant."""
    known = said.subject.id is not None and other.subject.id is not None
    return not known and said.interval == other.interval and not said.documents & other.documents


def is_against_all(said: Said) -> bool:
    return any(words <= tokens(said.figure.subject or "") for words in phrases("against_all"))


def one_a_place(figures: list[Said]) -> list[Said]:
    """One figure a place, the lowest. Of localities only polling stations: towns and their districts overlap."""
    places: dict[Where, Said] = {}
    for said in sorted(figures, key=lambda s: (s.interval.low, s.id)):
        _, locality = said.where
        if not locality or tokens(locality) & word_list("station"):
            places.setdefault(said.where, said)
    return list(places.values())


def added(figures: Iterable[Said]) -> Interval:
    total = Interval(ZERO, ZERO)
    for said in figures:
        total = total + said.interval
    return total


def stated(figures: Iterable[Said]) -> Decimal:
    """The sum of the numbers as written; of a range, its lower end."""
    return sum((s.interval.low if s.figure.value is None else s.figure.value for s in figures), ZERO)
