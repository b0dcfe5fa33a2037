"""Whatever claims say, however absurd, judging and explaining them ends without an error."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.claims import Contest, Figure, Metric, Qualifier, SourceType
from nlp.contradictions import judge
from nlp.contradictions.verdicts import explain_pair
from nlp.reference import load
from tests.nlp.contradictions.telling import page, said

# Those that most relations tie, oftener.
METRICS = [*get_args(Metric), *["turnout", "registered_voters", "voters_voted", "vote_share", "votes"] * 10]
numbers = st.one_of(st.none(), st.sampled_from([0, 1, 50, 100, 101, -3, Decimal("0.001"), 10**12]))
parts = st.none() | st.fixed_dictionaries({"stations": numbers, "of": numbers, "share": numbers})


@st.composite
def absurd(draw: st.DrawFn) -> Figure:
    slots: dict[str, Any] = {
        "metric": draw(st.sampled_from(METRICS)), "unit": draw(st.sampled_from(["percent", "count"])),
        "value": draw(numbers), "low": draw(numbers), "high": draw(numbers), "precision": draw(numbers),
        "margin": draw(numbers), "qualifier": draw(st.sampled_from(get_args(Qualifier))),
        "subject": draw(st.sampled_from([None, "", "A", "против всех", "— — —"])),
        "place": draw(st.sampled_from(["KZ", "KZ-75", "ZZ-999", "?"])),
        "locality": draw(st.sampled_from([None, None, "abroad", "№ 5"])),
        "contest": draw(st.sampled_from([None, *get_args(Contest)[:2]])),
        "election": draw(st.sampled_from([*["KZ-2021-01-10"] * 5, "KZ-2021", "KZ-2021-99-99", "x"])),
        "as_of": draw(st.sampled_from([None, "2021-01-10T14:00", "soon"])), "sample": draw(parts),
        "source": draw(st.sampled_from([None, "", "ЦИК", "HAQ"])),
        "source_type": draw(st.sampled_from(get_args(SourceType))), "quote": "q",
    }  # fmt: skip
    return Figure.model_validate(slots)


@settings(max_examples=300, deadline=None)
@given(st.lists(absurd(), min_size=2, max_size=8))
def test_absurd_claims_are_judged_without_an_error(claims: list[Figure]) -> None:
    told = said(*(page(f"page {i % 2}", claim) for i, claim in enumerate(claims)))
    for found in judge(told, load()):
        assert 0 <= found.severity <= 1
    explain_pair(told[0], told[-1], load(), told)
