"""What holds for any statements: order does not matter, and a consistent protocol contradicts nothing."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.claims import Figure
from nlp.contradictions import circles, judge
from nlp.contradictions.intervals import interval
from nlp.statements import Statement
from tests.nlp.contradictions.telling import OBSERVERS, figure, found, page, said

SPEAKERS = (
    {"source": "ЦИК", "source_type": "election_authority"}, OBSERVERS,
    {"source": "Сауал", "source_type": "pollster"}, {"source": None, "source_type": "unattributed"},
)  # fmt: skip
PLACES: tuple[dict[str, str], ...] = ({"place": "KZ"}, {"place": "KZ-75"}, {"place": "KZ-75", "locality": "участок 5"})


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    metric = draw(st.sampled_from(["turnout", "vote_share", "voters_voted", "votes", "unused_share"]))
    share = metric in ("turnout", "vote_share", "unused_share")
    return figure(
        metric, draw(st.integers(0, 100 if share else 5000)),
        subject=draw(st.sampled_from(["Ақ жол", "«Ак жол»"])) if metric in ("votes", "vote_share") else None,
        **draw(st.sampled_from(PLACES)),
        contest=draw(st.sampled_from([None, "president"])),
        stage=draw(st.sampled_from([None, "preliminary", "final"])),
        as_of=draw(st.sampled_from([None, "2021-01-10T14:00", "2021-01-10T18:00"])),
        sample=draw(st.sampled_from([None, {"stations": 10, "of": 100}, {"share": 40}])),
        qualifier=draw(st.sampled_from(["exact", "approx", "at_least"])),
        **draw(st.sampled_from(SPEAKERS)),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(figures(), min_size=2, max_size=8), st.randoms())
def test_the_order_of_statements_changes_nothing(claims: list[Figure], random: Any) -> None:
    told = said(*(page(f"page {i % 3}", claim) for i, claim in enumerate(claims)))
    shuffled = random.sample(told, len(told))
    assert judge(told) == judge(shuffled)


@settings(max_examples=60, deadline=None)
@given(st.lists(figures(), min_size=2, max_size=8))
def test_each_circle_can_be_judged_alone(claims: list[Figure]) -> None:
    told = said(*(page(f"page {i % 3}", claim) for i, claim in enumerate(claims)))
    members: dict[str, list[Statement]] = defaultdict(list)
    for statement in told:
        for circle in circles(statement.claim):
            members[circle].append(statement)
    apart = [c for circle, statements in members.items() for c in judge(statements, within={circle})]
    assert sorted(c.model_dump_json() for c in apart) == sorted(c.model_dump_json() for c in judge(told))


@settings(max_examples=60, deadline=None)
@given(st.lists(figures(), min_size=2, max_size=8), st.data())
def test_some_circles_can_be_judged_together(claims: list[Figure], data: st.DataObject) -> None:
    told = said(*(page(f"page {i % 3}", claim) for i, claim in enumerate(claims)))
    names = sorted({circle for statement in told for circle in circles(statement.claim)})
    some = data.draw(st.sets(st.sampled_from(names)) if names else st.just(set()))
    inside = [statement for statement in told if some & {*circles(statement.claim)}]
    assert judge(inside, within=some) == judge(told, within=some)


@st.composite
def protocols(draw: st.DrawFn) -> list[Figure]:
    """A consistent result of two regions and their country, told in counts and in rounded shares, and by the hour."""
    claims: list[Figure] = []
    totals = {"registered_voters": 0, "voters_voted": 0, "A": 0, "B": 0, "invalid_votes": 0}
    for place in ("KZ-71", "KZ-75", "KZ"):
        if place != "KZ":
            registered = draw(st.integers(100, 10**6))
            votes = draw(st.integers(20, registered))
            first = draw(st.integers(0, votes))
            second = draw(st.integers(0, votes - first))
            counts = dict(zip(totals, (registered, votes, first, second, votes - first - second), strict=True))
            totals = {key: totals[key] + counts[key] for key in totals}
        else:
            counts = totals
        claims += _told(place, counts, draw(st.sampled_from(["1", "0.1", "0.01"])), draw(st.booleans()))
    return claims


def _told(place: str, counts: dict[str, int], digit: str, of_valid: bool) -> list[Figure]:
    def share(part: int, whole: int) -> Decimal:
        return (Decimal(100 * part) / Decimal(whole or 1)).quantize(Decimal(digit), ROUND_HALF_UP)

    slots = {"place": place, "contest": "president", "precision": digit}
    whole = {**slots, "precision": "1"}
    turnout = share(counts["voters_voted"], counts["registered_voters"])
    base = counts["voters_voted"] - (counts["invalid_votes"] if of_valid else 0)
    claims = [
        figure(metric, counts[metric], **whole) for metric in ("registered_voters", "voters_voted", "invalid_votes")
    ]
    for subject in ("A", "B"):
        claims.append(figure("votes", counts[subject], subject=subject, **whole))
        claims.append(figure("vote_share", share(counts[subject], base), subject=subject, **slots))
    claims.append(figure("turnout", turnout, **slots))
    claims.append(figure("unused_share", 100 - turnout, **slots))
    claims.append(figure("turnout", turnout / 2, as_of="2021-01-10T14:00", stage="progress", **slots))
    claims.append(figure("turnout", int(turnout), qualifier="at_least", source=None, source_type="media", place=place))
    return claims


@settings(max_examples=80, deadline=None)
@given(protocols())
def test_a_consistent_protocol_contradicts_nothing(claims: list[Figure]) -> None:
    assert found(page("protocol", *claims[::2]), page("release", *claims[1::2])) == []


@given(figures())
def test_an_interval_holds_the_number_that_is_written(claim: Figure) -> None:
    values = interval(claim)
    assert values is not None
    assert claim.value is not None
    assert values.low <= claim.value <= values.high
