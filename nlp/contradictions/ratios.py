"""Shares against the counts that one speaker states with them, and a country's turnout against that of its regions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from nlp.contradictions.accounts import Account, Background, invalid_share, one_moment
from nlp.contradictions.finding import Finding, Term
from nlp.contradictions.intervals import DOWN, HUNDRED, INFINITY, UP, ZERO, Interval
from nlp.contradictions.places import Where
from nlp.contradictions.rules import Ratio, Weighted, every, presumed
from nlp.contradictions.said import Said
from nlp.contradictions.scope import are_far_apart, elections_meet, is_part_of

_HUNDREDTH = Decimal("0.01")


def ratios(account: Account, background: Background) -> Iterator[Finding]:
    """Every share of an account that its counts, or those of its regions, do not give."""
    for rule in every(Ratio):
        for where in account.places:
            for share in account.of(rule.share, where):
                yield from _closest(rule, share, _candidates(rule, share, account, background))
    for weighted in every(Weighted):
        for share in account.everywhere(weighted.share):
            yield from _of_regions(weighted, share, account, background)


def _candidates(
    rule: Ratio, share: Said, account: Account, background: Background
) -> list[tuple[Interval, Said, Said]]:
    """Every ratio of counts that the share may be, with its part and its whole."""
    wholes = background.lists if rule.whole_in_passing else account.beside
    found = []
    for part in account.of(rule.part, share.where):
        if share.subject.known and not share.subject.is_same(part.subject):
            continue
        for whole in wholes(rule.whole, share):
            is_part = part.interval.low <= whole.interval.high * (1 + rule.slack)
            if is_part and whole.interval.low > 0 and _is_base(whole, share, part) and one_moment((share, part)):
                slack = _slack(rule, share, part, whole)
                least, most = 100 * (1 - slack), 100 * (1 + slack)
                invalid = invalid_share(account, share.where, whole) if rule.invalid_taken_off else ZERO
                found.append((_ratio(part, whole, least, UP.divide(most, DOWN.subtract(1, invalid))), part, whole))
    return found


def _slack(rule: Ratio, share: Said, part: Said, whole: Said) -> Decimal:
    """The slack of the rule, or the little that is left to one speaker in one breath."""
    at_once = _are_together(share, part) and _are_together(share, whole) and share.speaker.is_same(whole.speaker)
    return presumed().slack_at_once if at_once else rule.slack


def _are_together(a: Said, b: Said) -> bool:
    """True where some page says both within a few sentences."""
    return any(
        one.document == other.document and abs(one.start - other.start) <= presumed().at_once
        for one, other in product(a.statement.mentions, b.statement.mentions)
    )


def _closest(rule: Ratio, stated: Said, found: list[tuple[Interval, Said, Said]]) -> Iterator[Finding]:
    """A mismatch with the nearest of the ratios that could be meant, if none of them reaches the stated share."""
    if not found or any(ratio.gap(stated.interval) == 0 for ratio, _, _ in found):
        return
    ratio, part, whole = min(found, key=lambda one: (one[0].gap(stated.interval), one[1].id, one[2].id))
    if part.figure.value is not None and whole.figure.value and not are_far_apart(ratio, stated.interval):
        value = (HUNDRED * part.figure.value / whole.figure.value).quantize(_HUNDREDTH)
        gap = ratio.gap(stated.interval)
        yield Finding(rule.kind, "ratio", Term((part, whole), value), Term((stated,)), gap)


def _ratio(part: Said, whole: Said, least: Decimal, most: Decimal) -> Interval:
    """The part's share of the whole, from `least` to `most` times what the counts say, up to 100."""
    low = DOWN.divide(DOWN.multiply(least, part.interval.low), whole.interval.high)
    high = UP.divide(UP.multiply(most, part.interval.high), whole.interval.low)
    return Interval(low, max(low, min(high, HUNDRED)))


def _is_base(whole: Said, share: Said, part: Said) -> bool:
    """True where the share may be of this count: of its contest and stations, said by its speaker or on its page."""
    f = whole.figure
    if whole.where != share.where or f.sample != share.figure.sample or f.value is None:
        return False
    if not elections_meet(f.election, share.figure.election):
        return False
    if f.contest is not None and share.figure.contest not in (None, f.contest):
        return False
    on_page = bool(whole.documents & (share.documents | part.documents))
    return whole.speaker.is_same(share.speaker) or (on_page and not whole.speaker.known)


def _of_regions(rule: Weighted, whole: Said, account: Account, background: Background) -> Iterator[Finding]:
    """The voters of some regions are among those of the country, and so are those of them who stayed at home."""
    lists = [said for said in background.lists(rule.weight, whole) if _is_base(said, whole, whole)]
    parts = _weighted_parts(rule, whole, account, background)
    if not lists or len(parts) < presumed().least_terms:
        return
    listed = max(lists, key=lambda said: (said.interval.high, said.id))
    if listed.interval.high in (0, INFINITY):
        return
    everybody = listed.interval.high * (1 + rule.slack)
    came = sum(weight.interval.low * share.interval.low for share, weight in parts)
    stayed = sum(weight.interval.low * (HUNDRED - share.interval.high) for share, weight in parts)
    bound = Interval(DOWN.divide(came, everybody), UP.subtract(HUNDRED, DOWN.divide(stayed, everybody)))
    gap = bound.gap(whole.interval)
    if gap > 0:
        value = (bound.low if whole.interval.high < bound.low else bound.high).quantize(_HUNDREDTH)
        terms = (*(share for share, _ in parts), *(weight for _, weight in parts), listed)
        yield Finding(rule.kind, "weighted", Term(terms, value), Term((whole,)), gap)


def _weighted_parts(rule: Weighted, whole: Said, account: Account, background: Background) -> list[tuple[Said, Said]]:
    """Each place of the whole, once, with its share and its weight, the lightest that is said of it."""
    found: dict[Where, tuple[Said, Said]] = {}
    for share in sorted(account.everywhere(rule.share), key=lambda said: said.id):
        if not is_part_of(share, whole) or share.where[1] or not one_moment((share, whole)):
            continue
        weights = [said for said in background.lists(rule.weight, share) if _is_base(said, share, share)]
        if weights:
            lightest = min(weights, key=lambda said: (said.interval.low, said.id))
            found.setdefault(share.where, (share, lightest))
    return list(found.values())
