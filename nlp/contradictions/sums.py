"""Sums: what the parts that one speaker states make together, against their total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from nlp.contradictions.accounts import (
    Account,
    Background,
    added,
    invalid_share,
    is_against_all,
    one_a_place,
    one_a_subject,
    one_moment,
    stated,
)
from nlp.contradictions.actors import ANSWERS
from nlp.contradictions.finding import Finding, Term
from nlp.contradictions.intervals import HUNDRED, ZERO, Interval
from nlp.contradictions.places import Where, around
from nlp.contradictions.rules import Part, Places, Sum, every, presumed
from nlp.contradictions.said import Said
from nlp.contradictions.scope import are_far_apart


def sums(account: Account, background: Background) -> Iterator[Finding]:
    """Every sum of an account that does not come out."""
    for rule in every(Sum):
        for where in account.places:
            yield from (_of_subjects if rule.each else _of_terms)(rule, account, where, background)
    for places in every(Places):
        for metric in places.metrics:
            yield from _of_places(places, account.everywhere(metric))


def _of_terms(rule: Sum, account: Account, where: Where, background: Background) -> Iterator[Finding]:
    """One figure of each term makes a number: turnout and unused ballots make 100%."""
    if not isinstance(rule.total, Decimal):
        return
    for terms in product(*(account.of(metric, where) for metric in rule.terms)):
        gap = added(terms).gap(Interval(rule.total, rule.total))
        if gap > 0 and one_moment(terms) and all(said.figure.value is not None for said in terms):
            yield Finding(rule.kind, "sum", Term(terms, stated(terms)), Term(terms, rule.total), gap)


def _of_subjects(rule: Sum, account: Account, where: Where, background: Background) -> Iterator[Finding]:
    """The figures of all subjects together, held against each total that they may make."""
    if rule.of is None or (rule.single_vote and not _is_single_vote(account.of(rule.of, where))):
        return
    figures = account.of(rule.of, where)
    in_percent = isinstance(rule.total, Decimal)
    totals = _totals(rule, figures, account, background)
    for anchor in figures if in_percent else _largest(totals):
        at_once = [said for said in figures if one_moment((anchor, said))]
        parts = one_a_subject(at_once, with_others=rule.total_in_passing)
        beside = [said for said in (account.of(rule.plus, where) if rule.plus else ()) if one_moment((anchor, said))]
        adds = bool(beside) and (not in_percent or _are_of_all_ballots(parts))
        extra = [min(beside, key=lambda said: (said.interval.low, said.id))] if adds else []
        if len(parts) >= presumed().least_terms and one_moment((*parts, *extra)):
            total = None if in_percent else anchor
            full = len(totals) <= 1 and _is_full(rule, parts, background)
            missing = _missing(account, where, parts, extra, total) + rule.slack if full else None
            yield from _against_total(rule, (*parts, *extra), total, missing)


def _totals(rule: Sum, figures: list[Said], account: Account, background: Background) -> list[Said]:
    """The totals that figures of one place may make: of their account, or said on their page by anybody. A total that
    is said in passing and far below what is listed is of something else: of the seats of another round."""
    if isinstance(rule.total, Decimal) or not figures:
        return []
    made = added(one_a_subject(figures))
    if not rule.total_in_passing:
        return [said for said in account.of(rule.total, figures[0].where) if not are_far_apart(said.interval, made)]
    least = made.low * presumed().subgroup
    pages = frozenset[str]().union(*(said.documents for said in figures))
    said_there = (said for said in background.meeting(rule.total, figures[0]) if said.documents & pages)
    return [said for said in said_there if said.interval.high >= least]


def _are_of_all_ballots(shares: list[Said]) -> bool:
    """True for both answers of a referendum that make less than 100% together: the rest is invalid."""
    return {said.subject.key for said in shares} == set(ANSWERS) and added(shares).high < HUNDRED


def _largest(totals: list[Said]) -> list[Said]:
    """The largest of several totals, since any of them may be meant."""
    largest = max(totals, key=lambda said: (said.interval.high, said.id), default=None)
    return [largest] if largest else []


def _against_total(
    rule: Sum, terms: tuple[Said, ...], total: Said | None, missing: Decimal | None
) -> Iterator[Finding]:
    """Too much is always wrong; too little only of a full list, by more than the share `missing` at most."""
    whole = total.interval if total else Interval(HUNDRED, HUNDRED)
    made = added(terms)
    stated_total = Term((total,)) if total else Term(terms, HUNDRED)
    if made.low > whole.high:
        yield Finding(
            rule.kind,
            "sum_over" if total else "sum_over_all",
            Term(terms, stated(terms)),
            stated_total,
            made.low - whole.high,
        )
    elif missing is not None and (gap := whole.low * (1 - missing) - made.high) > 0:
        yield Finding(
            rule.kind, "sum_under" if total else "sum_under_all", Term(terms, stated(terms)), stated_total, gap
        )


def _is_full(rule: Sum, parts: list[Said], background: Background) -> bool:
    """True where as many contestants are listed as are said to have run."""
    listed = [said for said in parts if not is_against_all(said)]
    return background.ran(rule.complete, parts[0]) == len(listed)


def _missing(account: Account, where: Where, parts: list[Said], extra: list[Said], total: Said | None) -> Decimal:
    """The share of the total that a full list of contestants may leave out: the invalid, and the option against all."""
    options = ZERO if any(is_against_all(said) for said in parts) else presumed().unlisted
    return options if extra else options + invalid_share(account, where, total)


def _is_single_vote(figures: list[Said]) -> bool:
    return bool(figures) and figures[0].figure.contest in presumed().single_vote


def _of_places(rule: Places, figures: list[Said]) -> Iterator[Finding]:
    """The counts of places together stay within the count of what contains them."""
    additive = figures and any(figures[0].figure.metric in part.metrics for part in every(Part))
    inside: dict[Where | None, list[Said]] = defaultdict(list)
    for said in figures:
        inside[around(said.where)].append(said)
    for whole in figures:
        parts = [
            said
            for said in inside.get(whole.where, ())
            if said.subject.key == whole.subject.key
            and (said.subject.known or additive) and one_moment((said, whole))
        ]  # fmt: skip
        least = one_a_place(parts)
        if len(least) < presumed().least_terms or any(said.interval.low > whole.interval.high for said in least):
            continue
        total = added(least)
        if total.low > whole.interval.high * (1 + rule.slack) and one_moment(least):
            gap = total.low - whole.interval.high
            yield Finding(rule.kind, "sum_over", Term(tuple(least), stated(least)), Term((whole,)), gap)
