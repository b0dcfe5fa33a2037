"""The verdict on two figures: conflict, agreement, different scope, or nothing to compare."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nlp.contradictions.data import table
from nlp.contradictions.intervals import HUNDRED, INFINITY, ZERO, Interval
from nlp.contradictions.records import Kind
from nlp.contradictions.said import Said
from nlp.contradictions.scope import different_coverage, different_scope, is_monotone, is_one_count, order

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
        return Verdict("different scope", "sample")
    if not a.speaker.is_same(b.speaker) and _is_sample_beside_whole(a, b):
        return _rest(a, b) if _samples(a) else Verdict("not comparable", "sample")
    return _values(a, b)


def _not_comparable(a: Said, b: Said) -> str | None:
    if a.figure.metric not in table("relations")["equal"]["metrics"]:
        return "metric"
    if not (a.speaker.known and b.speaker.known) and a.documents & b.documents and a.is_counting and b.is_counting:
        # A page's background beside the official figure it reports: another hour, another group, hardly a rival.
        return "speaker"
    return None


def _samples(a: Said) -> bool:
    return a.figure.metric in table("relations")["samples"]["metrics"]


def _is_sample_beside_whole(a: Said, b: Said) -> bool:
    if a.is_sample or b.is_sample:
        return True
    return a.is_poll != b.is_poll and (a if a.is_poll else b).figure.sample is not None


def _rest(a: Said, b: Said) -> Verdict:
    """A sample beside the whole, or an exit poll with its stations beside a result."""
    part, whole = roles(a, b)
    if part.is_progress:
        return Verdict("different scope", "as_of")
    gap = part.interval.gap(in_the_end(whole))
    if a.figure.unit == "percent":
        least = (
            _poll_points(a, b) if not (a.is_sample or b.is_sample) else Decimal(table("relations")["samples"]["points"])
        )
        if gap <= least:
            return Verdict("agrees", "sample")
    return Verdict("conflict", "sample", "implied_rest", gap) if gap > 0 else Verdict("agrees", "sample")


def roles(a: Said, b: Said) -> tuple[Said, Said]:
    """Of a sample and a whole, the sample first. Observers' stations are the sample of what an exit poll estimates."""
    is_part = a.is_sample if a.is_sample != b.is_sample else a.is_poll
    return (a, b) if is_part else (b, a)


def in_the_end(said: Said) -> Interval:
    """The values that the quantity may have when all is counted.

    A turnout that is still growing bounds the last one from below. A count that covers a share of the ballots leaves
    the others to nobody or to all.
    """
    ceiling = HUNDRED if said.figure.unit == "percent" else INFINITY
    if said.is_progress:
        return Interval(said.interval.low if is_monotone(said) else ZERO, ceiling)
    if not said.is_running_count:
        return said.interval
    counted = _counted(said)
    if counted is None:
        return Interval(ZERO, ceiling)
    if said.figure.unit == "percent":
        left = HUNDRED * (1 - counted)
        return Interval(said.interval.low * counted, said.interval.high * counted + left)
    size = table("relations")["samples"]["station_size"]
    return Interval(said.interval.low, said.interval.high * (1 + size * (1 - counted) / counted))


def _counted(said: Said) -> Decimal | None:
    """The share of the ballots or stations that a running count covers, above 0 and up to 1."""
    sample = said.figure.sample
    if sample is None:
        return None
    if sample.share is not None and ZERO < sample.share <= HUNDRED:
        return sample.share / HUNDRED
    if sample.stations is not None and sample.of is not None and ZERO < sample.stations <= sample.of:
        return sample.stations / sample.of
    return None


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
    equal = table("relations")["equal"]
    kind: Kind = equal["one_speaker"] if same_speaker else equal["across_speakers"]
    return Verdict("conflict", "value", kind, gap - allowed)


def _in_time(first: Said, second: Said, same_speaker: bool) -> Verdict:
    """A total does not fall; anything else may change while the count goes on."""
    if not is_monotone(first) or not first.is_progress:
        return Verdict("different scope", "as_of" if first.is_progress else "stage")
    monotone = table("relations")["monotone"]
    gap = first.interval.low * (1 - monotone["correction"]) - second.interval.high
    if gap <= 0:
        return Verdict("agrees", "as_of")
    return Verdict("conflict", "falls", monotone["kind"] if same_speaker else "value_conflict", gap)


def _amended(a: Said, b: Said) -> Decimal:
    share: Decimal = table("relations")["equal"]["amended"].get(a.figure.metric, ZERO)
    return share * max(a.interval.low, b.interval.low)


def _poll_points(a: Said, b: Said) -> Decimal:
    """Points that the error of exit polls allows, where one of them states no margin."""
    polls = [said for said in (a, b) if said.is_poll]
    if a.figure.unit != "percent" or all(said.figure.margin is not None for said in polls):
        return ZERO
    return Decimal(table("relations")["polls"]["points"])
