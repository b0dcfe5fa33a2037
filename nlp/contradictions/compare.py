"""The verdict on two figures: conflict, agreement, different scope, or nothing to compare."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nlp.contradictions.coverage import as_sampled, counted_share, in_the_end
from nlp.contradictions.intervals import ZERO, Interval
from nlp.contradictions.records import Kind
from nlp.contradictions.rules import Equal, Monotone, Rest, presumed, the
from nlp.contradictions.said import Said
from nlp.contradictions.samples import rest_of_count
from nlp.contradictions.scope import (
    are_different_groups,
    different_coverage,
    different_scope,
    is_monotone,
    is_one_count,
    order,
)

Outcome = Literal["conflict", "agrees", "different scope", "not comparable"]


@dataclass(frozen=True)
class Verdict:
    """What two figures are to each other.

    `why` names the slot that parts them, or the reason. For a conflict, `kind` is the contradiction's kind and `gap`
    the distance between the two intervals in their unit, beyond what the relation allows.
    """

    outcome: Outcome
    why: str
    kind: Kind | None = None
    gap: Decimal = ZERO


def compare(a: Said, b: Said) -> Verdict:
    """Judge two figures of one quantity. The verdict is the same whichever stands first."""
    slot = different_scope(a, b)
    if slot is not None:
        return Verdict("different scope", slot)
    reason = _not_comparable(a, b)
    if reason is not None:
        return Verdict("not comparable", reason)
    if different_coverage(a, b):
        return _states(a, b) if is_one_count(a, b) else Verdict("different scope", "sample")
    if not a.speaker.is_same(b.speaker) and _is_sample_beside_whole(a, b):
        return _rest(a, b) if _samples(a) else Verdict("not comparable", "sample")
    return _values(a, b)


def _not_comparable(a: Said, b: Said) -> str | None:
    if a.figure.metric not in the(Equal).metrics:
        return "metric"
    one_page = bool(a.documents & b.documents)
    if not (a.speaker.known and b.speaker.known) and one_page and a.is_counting and b.is_counting:
        # A page's background beside the official figure it reports: another hour, another group, hardly a rival.
        return "speaker"
    one_account = one_page and a.speaker.is_same(b.speaker) and not _are_states(a, b)
    if are_different_groups(a, b) or (one_account and _are_apart(a, b)):
        return "group"
    return None


def _are_states(a: Said, b: Said) -> bool:
    """Two states of one quantity, each by its own words: so much of the count, or such an hour."""
    if a.is_running_count and b.is_running_count:
        return a.figure.sample != b.figure.sample
    return a.hour is not None and b.hour is not None and a.hour != b.hour


def _are_apart(a: Said, b: Said) -> bool:
    """Shares so far apart that one speaker hardly gives both on one page for the same people."""
    return a.figure.unit == "percent" and a.interval.gap(b.interval) > presumed().subgroup_points


def _samples(a: Said) -> bool:
    return a.figure.metric in the(Rest).metrics


def _is_sample_beside_whole(a: Said, b: Said) -> bool:
    if a.is_sample or b.is_sample:
        return True
    return a.is_poll != b.is_poll and (a if a.is_poll else b).figure.sample is not None


def _rest(a: Said, b: Said) -> Verdict:
    """A sample beside the whole, or an exit poll with its stations beside a result."""
    part, whole = roles(a, b)
    if part.is_progress and not (part.hour and whole.hour and part.hour >= whole.hour):
        return Verdict("different scope", "as_of")
    gap = part.interval.gap(as_sampled(whole, part))
    if a.figure.unit == "percent":
        least = the(Rest).points if a.is_sample or b.is_sample else _poll_points(a, b)
        if gap <= least:
            return Verdict("agrees", "sample")
    return Verdict("conflict", "sample", the(Rest).kind, gap) if gap > 0 else Verdict("agrees", "sample")


def _states(a: Said, b: Said) -> Verdict:
    """Two states of one count: the ballots counted in between must have had something between 0 and 100%."""
    part, whole = roles(a, b)
    rest = rest_of_count(part, whole) if a.speaker.is_same(b.speaker) else None
    if rest is None or rest.low is None or rest.high is None:
        return Verdict("different scope", "sample")
    apart = part.interval.gap(Interval(rest.low, rest.high))
    if rest.verdict == "impossible" or apart > the(Rest).count_points:
        return Verdict("conflict", "count", the(Rest).kind, part.interval.gap(whole.interval))
    return Verdict("agrees", "count")


def roles(a: Said, b: Said) -> tuple[Said, Said]:
    """Of a sample and a whole, the sample first; of two states of a count, the earlier.

    Observers' stations are the sample of what an exit poll estimates.
    """
    if is_one_count(a, b):
        is_part = (counted_share(a) or 1) < (counted_share(b) or 1)
    else:
        is_part = a.is_sample if a.is_sample != b.is_sample else a.is_poll
    return (a, b) if is_part else (b, a)


def _values(a: Said, b: Said) -> Verdict:
    same_speaker = a.speaker.is_same(b.speaker)
    when = order(a, b)
    if when == "unknown":
        return Verdict("different scope", "as_of")
    if when != "same":
        first, second = (a, b) if when == "before" else (b, a)
        return _in_time(first, second, same_speaker)
    allowed = _amended(a, b) + (ZERO if same_speaker else _poll_points(a, b))
    gap = a.interval.gap(b.interval) if same_speaker or is_one_count(a, b) else in_the_end(a).gap(in_the_end(b))
    if gap <= allowed:
        return Verdict("agrees", "precision" if gap == 0 else "tolerance")
    rule = the(Equal)
    return Verdict("conflict", "value", rule.kind_one_speaker if same_speaker else rule.kind, gap - allowed)


def _in_time(first: Said, second: Said, same_speaker: bool) -> Verdict:
    """A total does not fall; anything else may change while the count goes on."""
    if not is_monotone(first) or not first.is_progress:
        return Verdict("different scope", "as_of" if first.is_progress else "stage")
    rule = the(Monotone)
    gap = first.interval.low * (1 - rule.slack) - second.interval.high
    if gap <= 0:
        return Verdict("agrees", "as_of")
    return Verdict("conflict", "falls", rule.kind if same_speaker else the(Equal).kind, gap)


def _amended(a: Said, b: Said) -> Decimal:
    return the(Equal).slack.get(a.figure.metric, ZERO) * max(a.interval.low, b.interval.low)


def _poll_points(a: Said, b: Said) -> Decimal:
    """Points that the error of exit polls allows, where one of them states no margin."""
    polls = [said for said in (a, b) if said.is_poll]
    if a.figure.unit != "percent" or all(said.figure.margin is not None for said in polls):
        return ZERO
    return the(Equal).poll_points
