"""What one speaker states of one contest in one place, and whether it adds up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from itertools import product
from math import ceil, floor

from nlp.contradictions.actors import tokens, word_list
from nlp.contradictions.data import table
from nlp.contradictions.finding import Finding, Term
from nlp.contradictions.intervals import HUNDRED, INFINITY, ZERO, Interval
from nlp.contradictions.said import Said
from nlp.contradictions.scope import elections_meet, is_part_of, year_of

_HUNDREDTH = Decimal("0.01")
_NEARLY_ALL = Fraction(999999, 1000000)


Place = tuple[str, str]


class Account:
    """All figures that one speaker gives for one contest, hour and set of stations; by place."""

    def __init__(self, figures: list[Said]) -> None:
        self._cells: dict[tuple[str, Place], list[Said]] = defaultdict(list)
        for said in figures:
            self._cells[(said.figure.metric, said.where)].append(said)

    def of(self, metric: str, where: Place) -> list[Said]:
        return self._cells.get((metric, where), [])

    def everywhere(self, metric: str) -> list[Said]:
        return [said for (of, _), cell in self._cells.items() if of == metric for said in cell]

    @property
    def places(self) -> list[Place]:
        return sorted({where for _, where in self._cells})


class Background:
    """What a page says in passing and anybody may mean: voter lists by place, thresholds; by country and year."""

    def __init__(self, figures: list[Said]) -> None:
        self._lists: dict[tuple[str, Place], list[Said]] = defaultdict(list)
        self._thresholds: dict[str, list[Said]] = defaultdict(list)
        for said in figures:
            if said.figure.metric == "registered_voters":
                self._lists[(year_of(said), said.where)].append(said)
            if said.figure.metric == "threshold" and said.figure.unit == "percent" and said.figure.qualifier == "exact":
                self._thresholds[year_of(said)].append(said)

    def lists(self, said: Said) -> list[Said]:
        return self._lists.get((year_of(said), said.where), [])

    def threshold(self, said: Said) -> Decimal | None:
        """The highest threshold named for the contest, in percent: demands for a lower one are named beside it."""
        return max(
            (
                other.figure.value
                for other in self._thresholds.get(year_of(said), [])
                if other.figure.value is not None
                and other.figure.contest in (None, said.figure.contest)
                and elections_meet(other.figure.election, said.figure.election)
            ),
            default=None,
        )


def sums(figures: list[Said]) -> Iterator[Finding]:
    """Every sum and ratio that does not come out, each once."""
    background = Background(figures)
    for account in _accounts(figures):
        for where in account.places:
            yield from _complements(account, where)
            yield from _shares_over_whole(account, where)
            yield from _votes_over_voters(account, where)
            yield from _seats_over_total(account, where)
            yield from _turnout_of_counts(account, where, background)
            yield from _share_of_votes(account, where)
            yield from _passed_beside_shares(account, where, background)
        yield from _places_over_country(account)


def _accounts(figures: list[Said]) -> list[Account]:
    """Unnamed speakers are one only within one page."""
    groups: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for said in figures:
        f = said.figure
        who = said.speaker.key if said.speaker.known else tuple(sorted(said.documents))
        groups[(f.election, f.contest, f.as_of, f.stage == "progress", f.sample, who, said.speaker.known)].append(said)
    return [Account(group) for group in groups.values()]


def _complements(account: Account, where: Place) -> Iterator[Finding]:
    """Turnout and unused ballots make 100%."""
    for first, second in table("relations")["sums"]["complements"]:
        for a, b in product(account.of(first, where), account.of(second, where)):
            total = a.interval + b.interval
            gap = total.gap(Interval(HUNDRED, HUNDRED))
            if gap > 0 and a.figure.value is not None and b.figure.value is not None:
                yield _mismatch("sum", (a, b), a.figure.value + b.figure.value, Term((a, b), HUNDRED), gap)


def _shares_over_whole(account: Account, where: Place) -> Iterator[Finding]:
    """The shares of all contestants stay within 100%, whatever their base."""
    least = _least(account.of("vote_share", where))
    total = _added(least)
    if len(least) >= _fewest() and total.low > HUNDRED:
        yield _mismatch("sum", tuple(least), _stated(least), Term(tuple(least), HUNDRED), total.low - HUNDRED)


def _votes_over_voters(account: Account, where: Place) -> Iterator[Finding]:
    voters = max(account.of("voters_voted", where), key=_height, default=None)
    least = _least(account.of("votes", where))
    if voters is None or len(least) < _fewest() or _contest(least[0]) not in table("relations")["sums"]["single_vote"]:
        return
    total = _added(least)
    if total.low > voters.interval.high:
        yield _mismatch("sum", tuple(least), _stated(least), Term((voters,)), total.low - voters.interval.high)


def _seats_over_total(account: Account, where: Place) -> Iterator[Finding]:
    seats = max(account.of("seats_total", where), key=_height, default=None)
    least = _least(account.of("seats", where))
    total = _added(least)
    if seats is not None and len(least) >= _fewest() and total.low > seats.interval.high:
        yield _mismatch("sum", tuple(least), _stated(least), Term((seats,)), total.low - seats.interval.high)


def _turnout_of_counts(account: Account, where: Place, background: Background) -> Iterator[Finding]:
    """Turnout beside the voters and the list. No alarm while any list that may be meant gives the stated share."""
    slack = Fraction(table("relations")["sums"]["ratio_slack"])
    for turnout in account.of("turnout", where):
        ratios = [
            (_share(voters, listed, 1 - slack, 1 + slack), voters, listed)
            for voters in account.of("voters_voted", where)
            for listed in background.lists(turnout)
            if _is_list_of(listed, turnout, voters) and listed.interval.low > 0
        ]
        yield from _closest(turnout, ratios)


def _share_of_votes(account: Account, where: Place) -> Iterator[Finding]:
    """A share beside its votes. The base may be the ballots cast or, with invalid ballots taken off, the valid ones."""
    for share in account.of("vote_share", where):
        ratios = []
        for votes in account.of("votes", where):
            for voters in account.of("voters_voted", where):
                if share.subject.known and share.subject.is_same(votes.subject) and voters.interval.low > 0:
                    invalid = _invalid_share(account, where, voters)
                    ratios.append((_share(votes, voters, Fraction(1), 1 / (1 - invalid)), votes, voters))
        yield from _closest(share, ratios)


def _passed_beside_shares(account: Account, where: Place, background: Background) -> Iterator[Finding]:
    """Fewer parties are said to have passed than have a share above every threshold that is named."""
    passed = max(account.of("passed_threshold", where), key=_height, default=None)
    if passed is None or passed.figure.contest is None:
        return
    threshold = background.threshold(passed)
    if threshold is None:
        return
    above = [said for said in _least(account.of("vote_share", where)) if said.interval.low >= threshold]
    gap = len(above) - passed.interval.high
    if gap > 0:
        yield _mismatch("passed", tuple(above), Decimal(len(above)), Term((passed,)), gap)


def _places_over_country(account: Account) -> Iterator[Finding]:
    """The counts of places together stay within the count of what contains them."""
    for metric in table("relations")["sums"]["totals"]:
        said_of_metric = account.everywhere(metric)
        for whole in said_of_metric:
            parts = [
                said
                for said in said_of_metric
                if is_part_of(said, whole) and said.subject.key == whole.subject.key
                and (said.subject.known or metric in table("relations")["at_most"]["additive"])
            ]  # fmt: skip
            least = _one_a_place(parts)
            total = _added(least)
            if len(least) < _fewest() or any(said.interval.low > whole.interval.high for said in least):
                continue
            if total.low > whole.interval.high * (1 + table("relations")["at_most"]["slack"]):
                yield _mismatch("sum", tuple(least), _stated(least), Term((whole,)), total.low - whole.interval.high)


def _closest(stated: Said, ratios: list[tuple[Interval, Said, Said]]) -> Iterator[Finding]:
    """A mismatch with the nearest of the ratios that could be meant, if none of them reaches the stated share."""
    if not ratios or any(ratio.gap(stated.interval) == 0 for ratio, _, _ in ratios):
        return
    ratio, part, whole = min(ratios, key=lambda found: (found[0].gap(stated.interval), found[1].id, found[2].id))
    value = _plain_ratio(part, whole)
    if value is not None:
        yield _mismatch("ratio", (part, whole), value, Term((stated,)), ratio.gap(stated.interval))


def _share(part: Said, whole: Said, least: Fraction, most: Fraction) -> Interval:
    """The part's share of the whole in percent, from `least` to `most` times what the counts say, rounded outwards."""
    part_low, whole_high = Fraction(part.interval.low), whole.interval.high
    low = Fraction(0) if whole_high == INFINITY else 100 * least * part_low / Fraction(whole_high)
    if part.interval.high == INFINITY:
        return Interval(_down(low), HUNDRED)
    high = min(Fraction(100), 100 * most * Fraction(part.interval.high) / Fraction(whole.interval.low))
    return Interval(_down(low), _up(max(low, high)))


def _down(value: Fraction) -> Decimal:
    """To nine places, never above the value: an interval must not lose a value to the division."""
    return Decimal(floor(value * 10**9)).scaleb(-9)


def _up(value: Fraction) -> Decimal:
    return Decimal(ceil(value * 10**9)).scaleb(-9)


def _plain_ratio(part: Said, whole: Said) -> Decimal | None:
    if part.figure.value is None or not whole.figure.value:
        return None
    return (HUNDRED * part.figure.value / whole.figure.value).quantize(_HUNDREDTH)


def _invalid_share(account: Account, where: Place, voters: Said) -> Fraction:
    """The largest share of invalid ballots that the account allows, below 1."""
    stated = [Fraction(said.interval.high) / 100 for said in account.of("invalid_share", where)]
    stated += [
        Fraction(said.interval.high) / Fraction(voters.interval.low)
        for said in account.of("invalid_votes", where)
        if said.interval.high != INFINITY
    ]
    return min(max(stated, default=Fraction(table("relations")["sums"]["invalid_presumed"])), _NEARLY_ALL)


def _is_list_of(listed: Said, turnout: Said, voters: Said) -> bool:
    """True where these may be the voter lists that the turnout is a share of."""
    f = listed.figure
    if listed.where != turnout.where or f.sample != turnout.figure.sample or f.value is None:
        return False
    if not elections_meet(f.election, turnout.figure.election):
        return False
    if f.contest is not None and turnout.figure.contest not in (None, f.contest):
        return False
    on_page = bool(listed.documents & (turnout.documents | voters.documents))
    return listed.speaker.is_same(turnout.speaker) or (on_page and not listed.speaker.known)


def _least(figures: list[Said]) -> list[Said]:
    """One figure a contestant, the lowest that is said of it; groups of contestants left out."""
    aggregate = word_list("aggregate")
    found: list[Said] = []
    for said in sorted(figures, key=lambda s: (s.interval.low, s.id)):
        alone = said.subject.known and not tokens(said.figure.subject or "") & aggregate
        if alone and not any(said.subject.is_same(other.subject) for other in found):
            found.append(said)
    return found


def _one_a_place(figures: list[Said]) -> list[Said]:
    """One figure a place, the lowest; a locality only where its region has no figure of its own."""
    places: dict[tuple[str, str], Said] = {}
    for said in sorted(figures, key=lambda s: (s.interval.low, s.id)):
        places.setdefault(said.where, said)
    return [said for (place, locality), said in places.items() if not locality or (place, "") not in places]


def _added(figures: list[Said]) -> Interval:
    return reduce(lambda total, said: total + said.interval, figures, Interval(ZERO, ZERO))


def _stated(figures: list[Said]) -> Decimal:
    """The sum of the numbers as written; of a range, its lower end."""
    return sum((s.interval.low if s.figure.value is None else s.figure.value for s in figures), ZERO)


def _height(said: Said) -> tuple[Decimal, str]:
    return said.interval.high, said.id


def _contest(said: Said) -> str | None:
    return said.figure.contest


def _fewest() -> int:
    return int(table("relations")["sums"]["least_terms"])


def _mismatch(wording: str, parts: tuple[Said, ...], value: Decimal, total: Term, gap: Decimal) -> Finding:
    return Finding(table("relations")["sums"]["kind"], wording, Term(parts, value), total, gap)
