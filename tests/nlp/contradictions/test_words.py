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


def test_what_is_allowed_is_called_by_its_name() -> None:
    lists = found(
        page("cec", figure("registered_voters", 2041)), page("ngo", figure("registered_voters", 2500, **OBSERVERS))
    )
    assert "rounding and amendments of the lists explain at most 25 voters" in lists[0].explanations["en"]
    assert "округление и уточнение списков объясняют не более 25 избирателей" in lists[0].explanations["ru"]


def test_the_terms_of_a_sum_are_told_by_whose_they_are_the_largest_first() -> None:
    counts = [("votes", 300, "Б"), ("votes", 800, "А"), ("invalid_votes", 20, None), ("voters_voted", 1000, None)]
    said = [figure(metric, count, subject=whose, contest="president") for metric, count, whose in counts]
    (over,) = found(page("cec", *said))
    assert "А 800 + Б 300 + invalid ballots 20, which makes 1,120" in over.explanations["en"]


def test_a_sum_of_places_is_told_of_what_contains_them() -> None:
    places = [figure("voters_voted", count, place=place) for place, count in (("KZ-75", 800), ("KZ-71", 900))]
    (over,) = found(page("cec", *places, figure("voters_voted", 1500)))
    assert "People who voted (Kazakhstan, " in over.explanations["en"]
    assert "Almaty 800 + Astana 900, which makes 1,700" in over.explanations["en"]


def test_shares_are_too_many_for_a_hundred_percent() -> None:
    shares = [figure("vote_share", share, subject=name) for name, share in (("А", "70.5"), ("Б", "40.5"))]
    (over,) = found(page("cec", *shares))
    assert "вместе 111\N{NO-BREAK SPACE}%, то есть больше 100\N{NO-BREAK SPACE}%" in over.explanations["ru"]


def test_a_sample_told_by_its_share_is_not_told_twice() -> None:
    seen = figure("turnout", 50, sample={"share": 40}, **OBSERVERS)
    (rest,) = found(page("cec", figure("turnout", "63.1")), page("ngo", seen))
    assert "50% at 40% of the polling stations, Central" in rest.explanations["en"]
    assert "учаскелердің 40\N{NO-BREAK SPACE}%-ында" in rest.explanations["kk"]
    # A percent sign is read "пайыз", which asks for бен.
    assert "% бен " in rest.explanations["kk"]
