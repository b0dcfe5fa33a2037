"""Explanations: one sentence in each language with both numbers and both speakers."""

from __future__ import annotations

import pytest

from nlp.contradictions.records import Contradiction
from tests.nlp.contradictions.telling import OBSERVERS, figure, found, page


def conflict() -> Contradiction:
    (breach,) = found(
        page("cec", figure("turnout", "63.30", place="KZ-75")),
        page("ngo", figure("turnout", 28, place="KZ-75", **OBSERVERS)),
    )
    return breach


@pytest.mark.parametrize(
    ("lang", "official", "observed", "place", "gap"),
    [
        ("ru", "63,30\N{NO-BREAK SPACE}%", "28\N{NO-BREAK SPACE}%", "Алматы", "35,3 процентного пункта"),
        ("kk", "63,30\N{NO-BREAK SPACE}%", "28\N{NO-BREAK SPACE}%", "Алматы", "35,3 пайыздық тармақ"),
        ("en", "63.30%", "28%", "Almaty", "35.3 percentage points"),
    ],
)
def test_both_figures_as_written_and_their_difference(
    lang: str, official: str, observed: str, place: str, gap: str
) -> None:
    sentence = conflict().explanations[lang]
    for words in (official, observed, place, gap, "Ашық сайлау"):
        assert words in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("unused", "points"),
    [(70, "1 процентный пункт"), (72, "3 процентных пункта"), (74, "5 процентных пунктов")],
)
def test_russian_counts_points_in_their_forms(unused: int, points: str) -> None:
    exact = {"precision": "0.1", **OBSERVERS}
    (breach,) = found(page("ngo", figure("turnout", 31, **exact), figure("unused_share", unused, **exact)))
    assert points in breach.explanations["ru"]


def test_no_placeholder_is_left_in_any_language() -> None:
    assert all("{" not in sentence for sentence in conflict().explanations.values())
    assert set(conflict().explanations) == {"ru", "kk", "en"}
