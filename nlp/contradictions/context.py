"""What reconciles two figures beside their numbers: ballots not cast, stations abroad, invalid ones, another vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp.contradictions.intervals import HUNDRED, UP, ZERO
from nlp.contradictions.places import ABROAD
from nlp.contradictions.rules import Equal, Ratio, every, presumed, the
from nlp.contradictions.said import Said
from nlp.contradictions.scope import elections_meet, subjects_meet

if TYPE_CHECKING:
    from nlp.contradictions.relations import Cells


def are_reconciled(a: Said, b: Said, cells: Cells) -> bool:
    """True where two values of one quantity can both hold, by what anybody says beside them."""
    less, more = sorted((a, b), key=lambda said: (said.interval.low, said.interval.high))
    return (
        _given_out_and_cast(less, more)
        or _with_those_abroad(less, more, cells)
        or _of_all_ballots(less, more, cells)
        or _of_another_vote(a, b, cells)
        or _of_another_contest(a, b, cells)
        or _of_another_contest(b, a, cells)
    )


def _given_out_and_cast(less: Said, more: Said) -> bool:
    """One page's two counts of voters may be the ballots given out and those found in the boxes."""
    on_page = less.speaker.is_same(more.speaker) and less.documents & more.documents
    if less.figure.metric != "voters_voted" or not on_page:
        return False
    return less.interval.gap(more.interval) <= presumed().not_cast * more.interval.low


def _with_those_abroad(less: Said, more: Said, cells: Cells) -> bool:
    """The larger count may take in the stations abroad, which the smaller leaves out."""
    place, locality = less.where
    if less.figure.unit != "count" or locality:
        return False
    slack = the(Equal).slack.get(less.figure.metric, ZERO) * more.interval.low
    return any(
        _beside(abroad, less) and subjects_meet(abroad, less) and
        (less.interval + abroad.interval).gap(more.interval) <= slack
        for abroad in cells.of(less.figure.metric, less, (place, ABROAD))
    )  # fmt: skip


def _of_all_ballots(less: Said, more: Said, cells: Cells) -> bool:
    """The smaller share may be of all ballots cast, the larger one, of another speaker, of the valid ones."""
    of_votes = next(rule for rule in every(Ratio) if rule.invalid_taken_off)
    if less.figure.metric != of_votes.share or less.is_poll or more.is_poll or less.speaker.is_same(more.speaker):
        return False
    return any(
        invalid.figure.sample is None and _beside(invalid, less) and less.interval.high >= UP.multiply(
            more.interval.low, HUNDRED - invalid.interval.high) / HUNDRED
        for invalid in cells.of("invalid_share", less, less.where)
    )  # fmt: skip


def _of_another_vote(a: Said, b: Said, cells: Cells) -> bool:
    """A figure of some vote in a year, when there were several, need not be of the one that the other speaks of."""
    days = {a.figure.election, b.figure.election}
    return len(days) > 1 and any(
        other.figure.election not in days and (_beside(other, a) or _beside(other, b))
        and subjects_meet(other, a) and subjects_meet(other, b)
        for other in cells.of(a.figure.metric, a, a.where)
    )  # fmt: skip


def _of_another_contest(unsaid: Said, stated: Said, cells: Cells) -> bool:
    """A figure without a contest is of the one that its speaker or its page gives the same number for."""
    f = stated.figure
    return unsaid.figure.contest is None and f.contest is not None and any(
        other.figure.contest not in (None, f.contest) and _beside(other, unsaid) and subjects_meet(other, unsaid)
        and other.interval == unsaid.interval
        and (other.documents & unsaid.documents or other.speaker.is_same(unsaid.speaker))
        for other in cells.of(f.metric, unsaid, unsaid.where)
    )  # fmt: skip


def _beside(said: Said, other: Said) -> bool:
    """True where a figure may be of the election and contest of another."""
    first, second = said.figure.contest, other.figure.contest
    return elections_meet(said.figure.election, other.figure.election) and (None in (first, second) or first == second)
