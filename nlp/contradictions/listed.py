"""A stated number of parties against the list of those that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nlp.contradictions.accounts import Account, Background, is_against_all, one_a_subject, one_moment
from nlp.contradictions.finding import Finding, Term
from nlp.contradictions.rules import Listed, every
from nlp.contradictions.said import Said


def listed(account: Account, background: Background) -> Iterator[Finding]:
    """Every count of parties past the threshold that the shares of the same account contradict."""
    for rule in every(Listed):
        for count in account.everywhere(rule.count):
            threshold = background.threshold(rule.threshold, count) if count.figure.contest else None
            shares = [said for said in account.of(rule.of, count.where) if one_moment((said, count))]
            if threshold is not None:
                yield from _counted(rule, count, one_a_subject(shares), threshold, background)


def _counted(
    rule: Listed, count: Said, shares: list[Said], threshold: Decimal, background: Background
) -> Iterator[Finding]:
    parties = [said for said in shares if not is_against_all(said)]
    above = [said for said in parties if said.interval.low >= threshold]
    gap = len(above) - count.interval.high
    if gap <= 0 and parties and background.ran(rule.complete, count) == len(parties):
        above = [said for said in parties if said.interval.high >= threshold]
        gap = count.interval.low - len(above)
    if gap > 0 and parties:
        yield Finding(rule.kind, "passed", Term(tuple(above or parties), Decimal(len(above))), Term((count,)), gap)
