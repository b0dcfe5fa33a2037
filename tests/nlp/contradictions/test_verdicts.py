"""The verdict on any two claims: what they are to each other, the same whichever stands first, with the arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from nlp.claims import Assessment, Figure
from nlp.contradictions import judge
from nlp.contradictions.verdicts import Judged, explain_pair
from nlp.reference import load
from nlp.statements import Statement
from tests.nlp.contradictions.telling import ELECTION, OBSERVERS, figure, page, said
from tests.nlp.contradictions.test_invariants import figures


def verdict(a: Figure | Assessment, b: Figure | Assessment) -> Judged:
    (first,), (second,) = said(page("a", a)), said(page("b", b))
    judged = explain_pair(first, second, load())
    assert explain_pair(second, first, load()) == judged
    return judged


def judgement(polarity: str, source: str, aspect: str = "counting") -> Assessment:
    given = {"polarity": polarity, "source": source, "source_type": "citizen_observers", "aspect": aspect}
    return Assessment.model_validate({**given, "election": ELECTION, "quote": f"{aspect} {polarity}"})


@pytest.mark.parametrize(
    ("a", "b", "outcome", "why"),
    [
        (figure("turnout", "63.3"), figure("turnout", 28, **OBSERVERS), "conflict", "value"),
        (figure("turnout", "63.3"), figure("turnout", 63, **OBSERVERS), "agrees", "precision"),
        (figure("registered_voters", 1000), figure("registered_voters", 1005, **OBSERVERS), "agrees", "tolerance"),
        (figure("voters_voted", 800), figure("registered_voters", 1000, **OBSERVERS), "agrees", "part"),
        (figure("votes", 5, subject="A", place="KZ-75"), figure("votes", 9, subject="A"), "agrees", "part"),
        (figure("turnout", "63.3"), figure("turnout", "30.3", place="KZ-75"), "different scope", "place"),
        (figure("turnout", "63.3"), figure("votes", 63, subject="A"), "different scope", "metric"),
        (
            figure("turnout", 20, as_of="2021-01-10T10:00"), figure("turnout", 50, as_of="2021-01-10T18:00"),
            "agrees", "as_of",
        ),
        (figure("violations", 168, **OBSERVERS), figure("violations", 2), "not comparable", "metric"),
        (figure("turnout", 63, place=None), figure("turnout", 20), "not comparable", "open"),
        (judgement("negative", "HAQ"), judgement("positive", "СНГ"), "conflict", "value"),
        (judgement("negative", "HAQ"), judgement("negative", "СНГ"), "agrees", "polarity"),
        (judgement("negative", "HAQ"), judgement("positive", "СНГ", "media"), "different scope", "aspect"),
        (judgement("negative", "HAQ"), figure("turnout", 20), "different scope", "type"),
    ],
)  # fmt: skip
def test_what_two_claims_are_to_each_other(
    a: Figure | Assessment, b: Figure | Assessment, outcome: str, why: str
) -> None:
    judged = verdict(a, b)
    assert (judged.outcome, judged.why) == (outcome, why)
    for sentence in judged.explanations.values():
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_agreement_names_the_values_that_fit_both() -> None:
    judged = verdict(figure("turnout", "63.3"), figure("turnout", 63, **OBSERVERS))
    assert "the values that fit both: 63.25%–63.4%" in judged.explanations["en"]


def test_two_terms_of_one_sum_conflict_through_it() -> None:
    first, second = said(page("a", figure("turnout", 38), figure("unused_share", 64)))
    assert explain_pair(first, second, load()).kind == "sum_mismatch"


def test_a_share_conflicts_with_counts_through_the_claims_around_it() -> None:
    voted, listed = figure("voters_voted", 1581569), figure("registered_voters", 3563574)
    told = said(page("cec", figure("turnout", "38.70"), voted, listed))
    turnout, votes = (next(s for s in told if getattr(s.claim, "metric", "") == m) for m in ("turnout", "voters_voted"))
    assert explain_pair(turnout, votes, load(), told).kind == "sum_mismatch"
    assert explain_pair(turnout, votes, load()).outcome == "different scope"


@settings(max_examples=150, deadline=None)
@given(figures(), figures())
def test_a_verdict_says_conflict_exactly_where_the_engine_finds_one(a: Figure, b: Figure) -> None:
    told: list[Statement] = said(page("a", a), page("b", b))
    if len(told) == 2:
        first, second = told
        judged = explain_pair(first, second)
        assert judged == explain_pair(second, first)
        assert (judged.outcome == "conflict") == bool(judge(told))
