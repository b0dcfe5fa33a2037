"""What only looks like a contradiction is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from nlp.claims import Assessment, Extraction, Figure
from nlp.contradictions import circles
from tests.nlp.contradictions.telling import ELECTION, OBSERVERS, figure, found, kinds, page

POLL = {"source": "Сауал", "source_type": "pollster", "subject": "Nur Otan"}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(figure("turnout", "63.3"), figure("turnout", 63, **OBSERVERS), id="rounded"),
        pytest.param(figure("turnout", "63.8"), figure("turnout", 63, **OBSERVERS), id="cut off"),
        pytest.param(
            figure("turnout", "63.3"), figure("turnout", 60, qualifier="at_least", **OBSERVERS), id="more than"
        ),
        pytest.param(figure("turnout", "63.3"), figure("turnout", 65, margin=2, **OBSERVERS), id="within the margin"),
        pytest.param(
            figure("turnout", "43.9", as_of="2021-01-10T14:00"),
            figure("turnout", "63.1", as_of="2021-01-10T20:00"),
            id="two hours",
        ),
        pytest.param(
            figure("turnout", "63.1", as_of="2021-01-10T20:00"), figure("turnout", "63.3"), id="hour, then end"
        ),
        pytest.param(
            figure("turnout", "84.23", stage="preliminary"), figure("turnout", "84.1", stage="final"), id="then final"
        ),
        pytest.param(
            figure("turnout", 38, contest="regional_council", **OBSERVERS),
            figure("turnout", 23, contest="local_council", **OBSERVERS),
            id="two contests",
        ),
        pytest.param(figure("turnout", "63.3"), figure("turnout", "30.3", place="KZ-75"), id="country and city"),
        pytest.param(
            figure("turnout", "63.3"), figure("turnout", "77.1", election="KZ-2016-03-20"), id="two elections"
        ),
        pytest.param(
            figure("polling_stations", 10061), figure("polling_stations", 66, locality="abroad"), id="stations abroad"
        ),
        pytest.param(
            figure("vote_share", 52, subject="A", sample={"share": 50}),
            figure("vote_share", 48, subject="A", sample={"share": 99}),
            id="two states of the count",
        ),
        pytest.param(figure("vote_share", 72, **POLL), figure("vote_share", "71.09", subject="Нур Отан"), id="poll"),
        pytest.param(
            figure("turnout", 32, sample={"stations": 100}, **OBSERVERS),
            figure("turnout", 45, sample={"stations": 50}, source="Сайлау", source_type="citizen_observers"),
            id="two samples",
        ),
        pytest.param(
            figure("violations", 168, **OBSERVERS),
            figure("violations", 2, source="Прокуратура", source_type="government"),
            id="each counts its own violations",
        ),
    ],
)
def test_figures_that_agree_or_speak_of_different_things(a: Figure, b: Figure) -> None:
    assert found(page("a", a), page("b", b)) == []


def test_what_a_speaker_called_preliminary_gives_way_to_its_own_final_figure() -> None:
    headquarters: dict[str, Any] = {"source": "Штаб А", "source_type": "contestant", "subject": "A"}
    first = page("night", figure("vote_share", 54, stage="preliminary", **headquarters))
    second = page("morning", figure("vote_share", "52.3", **headquarters), day="2021-01-12")
    assert found(first, second) == []
    assert kinds(found(second, page("again", figure("vote_share", 54, **headquarters)))) == ["self_contradiction"]


def test_a_count_with_the_stations_abroad_and_one_without_can_both_hold() -> None:
    at_home, everywhere = figure("voters_voted", 1327355, **OBSERVERS), figure("voters_voted", 1608518)
    abroad = figure("voters_voted", 281163, locality="abroad")
    assert kinds(found(page("home", at_home), page("all", everywhere))) == ["value_conflict"]
    assert found(page("home", at_home), page("all", everywhere, abroad)) == []
    assert circles(everywhere)[0] in circles(abroad)  # so that it is at hand when the country is judged


def test_shares_of_valid_and_of_all_ballots_can_both_hold() -> None:
    of_all, of_valid = figure("vote_share", "51.0", subject="A"), figure("vote_share", "52.3", subject="A", **OBSERVERS)
    assert kinds(found(page("all", of_all), page("valid", of_valid))) == ["value_conflict"]
    assert found(page("all", of_all, figure("invalid_share", "2.5")), page("valid", of_valid)) == []
    too_few = figure("invalid_share", "0.5")
    assert kinds(found(page("all", of_all, too_few), page("valid", of_valid))) == ["value_conflict"]


def test_ballots_given_out_and_ballots_cast_are_both_voters() -> None:
    given_out, cast = figure("voters_voted", 500000), figure("voters_voted", 499200)
    assert found(page("protocol", given_out, cast)) == []
    assert kinds(found(page("one", given_out), page("other", cast))) == ["self_contradiction"]


def test_a_figure_without_a_contest_is_of_the_one_that_has_its_number() -> None:
    parliament = figure("turnout", "63.3", contest="lower_house")
    council, unsaid = figure("turnout", "60.1", contest="local_council"), figure("turnout", "60.1")
    assert found(page("house", parliament), page("council", council, unsaid)) == []
    assert kinds(found(page("house", parliament), page("council", unsaid))) == ["self_contradiction"]


def test_a_figure_of_a_year_with_two_rounds_may_be_of_either() -> None:
    first = figure("vote_share", "27.85", subject="A", election="KZ-2022-04-10")
    second = figure("vote_share", "58.55", subject="A", election="KZ-2022-04-24")
    undated = figure("vote_share", "58.5", subject="A", election="KZ-2022", **OBSERVERS)
    assert found(page("rounds", first, second), page("year", undated)) == []
    assert kinds(found(page("rounds", first), page("year", undated))) == ["value_conflict"]


def test_a_later_count_of_the_commission_replaces_the_earlier() -> None:
    first = page("evening", figure("votes", 574000, subject="A", stage="preliminary"), day="2021-01-11")
    second = page("week later", figure("votes", 588619, subject="A"), day="2021-01-18")
    assert found(first, second) == []


def test_two_unmarked_values_of_one_day_stand_together() -> None:
    pages = [page(name, figure("votes", value, subject="A")) for name, value in (("x", 574000), ("y", 588619))]
    assert [c.kind for c in found(*pages)] == ["self_contradiction"]


def test_subgroups_that_a_page_does_not_name_are_no_rivals() -> None:
    counts = [figure("registered_voters", n, place="KZ-35") for n in (770000, 6890, 1841)]
    assert found(page("region", *counts)) == []


def test_a_part_that_one_page_does_not_name_is_none_on_another_page_either() -> None:
    page_of_both = page("cec", figure("invalid_votes", 130267), figure("invalid_votes", 82729))
    retold = page("news", figure("invalid_votes", 82729, source=None, source_type="unattributed"))
    assert found(page_of_both, retold) == []


def test_what_hardly_counts_the_same_is_not_compared() -> None:
    city, country = figure("voters_voted", 94000), figure("voters_voted", 8108668, **OBSERVERS)
    assert found(page("a", city), page("b", country)) == []
    shares = (figure("turnout", "54.19"), figure("turnout", "25.82"))
    assert found(page("both", *shares)) == []
    assert len(found(page("one", shares[0]), page("other", shares[1]))) == 1


def test_a_preliminary_figure_is_not_held_against_who_agrees_with_the_final_one() -> None:
    evening = page("evening", figure("turnout", 58, stage="preliminary"), day="2021-01-11")
    final = page("final", figure("turnout", "63.3"), day="2021-01-14")
    agreeing = page("ngo", figure("turnout", 63, **OBSERVERS), day="2021-01-15")
    assert found(evening, final, agreeing) == []
    far = page("ngo", figure("turnout", 28, **OBSERVERS), day="2021-01-15")
    assert len(found(evening, final, far)) == 2


def test_turnout_told_on_voting_day_is_still_growing() -> None:
    noon = page("noon", figure("turnout", 30), day="2021-01-10")
    evening = page("evening", figure("turnout", 55), day="2021-01-10")
    assert found(noon, evening, page("ngo", figure("turnout", 56, **OBSERVERS))) == []


def test_a_later_bulletin_that_the_ballots_in_between_can_explain() -> None:
    slots = {"subject": "A", "contest": "president"}
    first = figure("vote_share", "51.2", sample={"share": 80}, **slots)
    second = figure("vote_share", "51.95", sample={"share": "96.87"}, **slots)
    assert found(page("a", first), page("b", second)) == []


def test_a_sample_retold_without_its_stations_is_not_the_whole() -> None:
    sampled = figure("turnout", "32.4", sample={"stations": 192}, **OBSERVERS)
    retold = figure("turnout", 32, **OBSERVERS)
    assert [c.kind for c in found(page("ngo", sampled, retold), page("cec", figure("turnout", 63)))] == ["implied_rest"]


def test_who_both_praises_and_blames_contradicts_nobody() -> None:
    def judged(polarity: str, source: str) -> Assessment:
        kind = {"aspect": "overall", "polarity": polarity, "source_type": "international_observers"}
        return Assessment.model_validate({**kind, "election": ELECTION, "source": source})

    mixed = page("m", judged("positive", "Миссия Восток"), judged("negative", "Миссия Восток"))
    assert found(mixed, page("n", judged("negative", "Запад"))) == []


def test_claims_without_place_election_or_number_meet_nothing() -> None:
    bare = [figure("turnout", 63, place=None), figure("turnout", 20, election=None), figure("turnout", None)]
    assert found(Extraction(id="bare", figures=tuple(bare)), page("b", figure("turnout", 40))) == []


def test_a_list_without_an_upper_end_bounds_the_turnout_from_above_only() -> None:
    listed = figure("registered_voters", 19500000, precision=100000, qualifier="at_least")
    assert found(page("a", figure("turnout", "79.88"), figure("voters_voted", 15651405), listed)) == []


def test_a_headline_that_rounds_the_figure_of_its_text_is_not_set_against_others() -> None:
    share = {"contest": "president", "subject": "A"}
    headline = figure("vote_share", 91, source=None, source_type="unattributed", **share)
    poll = figure("vote_share", 80, source="Сауал", source_type="pollster", **share)
    (conflict,) = found(page("cec", headline, figure("vote_share", "91.01", **share)), page("poll", poll))
    assert {str(conflict.a.value), str(conflict.b.value)} == {"80", "91.01"}


def test_one_state_of_a_count_has_one_share_on_a_page() -> None:
    slots = {"contest": "president", "subject": "A", "sample": {"share": 98}}
    assert found(page("cec", figure("vote_share", "23.89", **slots), figure("vote_share", "8.76", **slots))) == []


def test_stations_that_observers_count_may_be_their_own() -> None:
    official = figure("polling_stations", 617, place="KZ-75")
    assert found(page("city", official), page("ngo", figure("polling_stations", 148, place="KZ-75", **OBSERVERS))) == []


def test_more_voters_than_are_listed_are_told_once() -> None:
    counts = [figure("voters_voted", 10700), figure("registered_voters", 10000), figure("turnout", 71)]
    assert kinds(found(page("cec", *counts))) == ["part_exceeds_whole"]


def test_one_share_under_two_names_on_two_pages_is_added_once() -> None:
    shares = {"A": "53.9", "bloc led by B": "21.0", "D": "5.2"}, {"A": "53.9", "Rise": "21.0", "E": "4.1"}
    pages = [
        page(str(number), *(figure("vote_share", value, subject=name) for name, value in of_page.items()))
        for number, of_page in enumerate(shares)
    ]
    assert not found(*pages)


def test_a_total_that_is_but_a_small_part_of_the_votes_is_of_another_place() -> None:
    votes = [figure("votes", n, subject=s, contest="president") for s, n in (("A", 2810000), ("B", 1810000))]
    assert found(page("news", *votes, figure("voters_voted", 96000, contest="president"))) == []
