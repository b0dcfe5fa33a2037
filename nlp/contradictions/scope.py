"""Whether two figures speak of the same thing. What a figure leaves open excludes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from nlp.contradictions.places import around
from nlp.contradictions.rules import Monotone, presumed, the

if TYPE_CHECKING:
    from nlp.contradictions.intervals import Interval
    from nlp.contradictions.said import Said

Order = Literal["same", "before", "after", "unknown"]


def elections_meet(a: str | None, b: str | None) -> bool:
    """KZ-2021 may be KZ-2021-01-10; two days are two elections, and a runoff has its own."""
    if not a or not b:
        return False
    return a == b or a.startswith(f"{b}-") or b.startswith(f"{a}-")


def year_of(said: Said) -> str:
    """Country and year of the figure's election: what differs in them never meets."""
    return (said.figure.election or "")[:7]


def contests_meet(a: Said, b: Said) -> bool:
    """An open contest meets any, but observers keep their own contests apart: their mean is not their sample."""
    first, second = a.figure.contest, b.figure.contest
    if first is None or second is None:
        return first == second or not a.speaker.is_same(b.speaker) or a.is_counting
    return first == second


def subjects_meet(a: Said, b: Said) -> bool:
    if not a.subject.known and not b.subject.known:
        return True
    return a.subject.is_same(b.subject)


def different_scope(a: Said, b: Said) -> str | None:
    """The first slot that parts the two figures, or None. Time and coverage are judged apart."""
    if (a.figure.metric, a.figure.unit) != (b.figure.metric, b.figure.unit):
        return "metric"
    if not elections_meet(a.figure.election, b.figure.election):
        return "election"
    if a.where != b.where:
        return "place"
    if not contests_meet(a, b):
        return "contest"
    return None if subjects_meet(a, b) else "subject"


def are_different_groups(a: Said, b: Said) -> bool:
    """True for counts of so different a size that they hardly count the same people: a part is not named."""
    return a.figure.unit == "count" and are_far_apart(a.interval, b.interval)


def are_far_apart(a: Interval, b: Interval) -> bool:
    """True where one is but a small share of the other, as `presumed` declares it."""
    share = presumed().subgroup_of_all
    return a.high < b.low * share or b.high < a.low * share


def different_coverage(a: Said, b: Said) -> bool:
    """True where the two figures rest on stations that are not known to be the same, and neither covers them all.

    One body's sample beside its figure of the same contest, published the same day without a sample, is one observation
    told twice.
    """
    if is_one_count(a, b):
        return a.figure.sample != b.figure.sample
    if a.is_sample and b.is_sample:
        return a.figure.sample != b.figure.sample or not a.speaker.is_same(b.speaker)
    if (a.is_sample or b.is_sample) and a.speaker.is_same(b.speaker):
        told_together = bool(a.documents & b.documents) or (a.first_said is not None and a.first_said == b.first_said)
        return a.figure.contest is None or a.figure.contest != b.figure.contest or not told_together
    return False


def is_one_count(a: Said, b: Said) -> bool:
    """True where both tell the official count as it goes on. A medium's total beside a share counted is its own."""
    if not (a.is_counting and b.is_counting):
        return False
    if a.is_running_count == b.is_running_count or a.speaker.is_same(b.speaker):
        return True
    return (b if a.is_running_count else a).figure.source_type != "media"


def is_part_of(part: Said, whole: Said) -> bool:
    """True where the one's place lies directly in the other's."""
    return around(part.where) == whole.where


def order(a: Said, b: Said) -> Order:
    """Which of two figures is the later state of the same count, by hour, stage and day of publication."""
    if a.is_progress or b.is_progress:
        return _order_of_progress(a, b)
    first, second = a.figure.stage, b.figure.stage
    if first == second == "final":
        return "same"
    is_completed = first != second and "preliminary" in (first, second) and a.speaker.is_same(b.speaker)
    if not is_completed and not is_one_count(a, b):
        return "same"
    if {first, second} == {"preliminary", "final"}:
        return "before" if first == "preliminary" else "after"
    return _order_of_publication(a, b)


def _order_of_progress(a: Said, b: Said) -> Order:
    if not b.is_progress:
        return "before"
    if not a.is_progress:
        return "after"
    if a.hour and b.hour:
        return "same" if a.hour == b.hour else ("before" if a.hour < b.hour else "after")
    first, second = a.figure.as_of, b.figure.as_of
    if first and second and first[:10] != second[:10]:
        return "before" if first < second else "after"
    return "unknown"


def _order_of_publication(a: Said, b: Said) -> Order:
    """Two values of one day, or of one page, stand together; on different days the later replaces the earlier."""
    if a.documents & b.documents:
        return "same"
    first, second = a.first_said, b.first_said
    if first is None or second is None:
        return "unknown"
    return "same" if first == second else ("before" if first < second else "after")


def is_monotone(said: Said) -> bool:
    return said.figure.metric in the(Monotone).metrics
