"""What cannot be reconciled is found, by its kind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from nlp.claims import Assessment, Extraction
from tests.nlp.contradictions.telling import ELECTION, OBSERVERS, figure, found, kinds, page


def test_two_speakers_give_one_turnout_two_values() -> None:
    official = page("news", figure("turnout", 63, qualifier="at_least", source=None, source_type="unattributed"))
    observed = page("ngo", figure("turnout", 28, **OBSERVERS))
    (conflict,) = found(official, observed)
    assert conflict.kind == "value_conflict"
    assert (conflict.a.value, conflict.b.value) == (28, 63)
    assert conflict.place == "KZ"
    assert conflict.a.documents == ("ngo",)


def test_a_sample_says_what_the_other_stations_must_have_had() -> None:
    official = page("cec", figure("turnout", "63.3"), figure("polling_stations", 10000))
    observed = page("ngo", figure("turnout", 32, sample={"stations": 192}, contest="lower_house", **OBSERVERS))
    (rest,) = found(official, observed)
    assert rest.kind == "implied_rest"
    assert rest.verdict == "possible"
    assert rest.a.sample is not None
    assert "at 192 polling stations" in rest.explanations["en"]
    assert "1.9%" in rest.explanations["en"]


def test_a_sample_of_most_voters_leaves_no_room_for_the_official_share() -> None:
    official = page("cec", figure("turnout", "63.3"), figure("registered_voters", 1000))
    sample = {"stations": 40}
    own = {"sample": sample, "contest": "president", **OBSERVERS}
    observed = page("ngo", figure("turnout", 30, **own), figure("registered_voters", 800, **own))
    (rest,) = found(official, observed)
    assert rest.verdict == "impossible"  # 63.3 + 4 x (63.3 - 30) is far above 100
    assert "impossible" in rest.explanations["en"]


def test_without_a_known_number_of_stations_only_the_direction_is_said() -> None:
    observed = page("ngo", figure("turnout", 32, sample={"stations": 192}, **OBSERVERS))
    (rest,) = found(page("cec", figure("turnout", "63.3")), observed)
    assert rest.verdict == "possible"
    assert "more than 63.3%" in rest.explanations["en"]


def test_a_part_of_the_stations_has_more_votes_than_the_city() -> None:
    slots = {"subject": "Косанов", "place": "KZ-75", "contest": "president", "election": "KZ-2019-06-09"}
    sample = {"stations": 208, "of": 554, "share": 38}
    observed = page("ngo", figure("votes", 72316, sample=sample, **{**slots, **OBSERVERS}))
    full_name = {**slots, "subject": "Амиржан Косанов"}
    official = page("city", figure("votes", 50366, **full_name))
    (breach,) = found(observed, official)
    assert breach.kind == "part_exceeds_whole"
    assert (breach.a.value, breach.b.value) == (72316, 50366)


def test_a_page_that_leaves_the_stations_of_a_sample_out_makes_no_part_of_the_official_count() -> None:
    slots = {"subject": "Косанов", "place": "KZ-75", "contest": "president", "election": "KZ-2019-06-09"}
    nobody = {"source": None, "source_type": "unattributed"}
    observed = page("ngo", figure("votes", 72316, sample={"stations": 208, "of": 554}, **{**slots, **OBSERVERS}))
    official = page("city", figure("votes", 50366, **slots))
    retold = page("news", figure("votes", 72316, **{**slots, **nobody}), figure("votes", 50366, **{**slots, **nobody}))
    assert "part_exceeds_whole" in kinds(found(observed, official, retold))


def test_a_region_has_more_voters_than_the_country() -> None:
    assert kinds(found(page("a", figure("voters_voted", 900, place="KZ-75"), figure("voters_voted", 800)))) == [
        "part_exceeds_whole"
    ]


def test_turnout_and_unused_ballots_make_more_than_a_hundred() -> None:
    both = page("ngo", figure("turnout", 38, **OBSERVERS), figure("unused_share", 64, **OBSERVERS))
    (breach,) = found(both)
    assert breach.kind == "sum_mismatch"
    assert (breach.a.value, breach.b.value) == (102, 100)
    assert "turnout 38% + share of unused ballots 64%" in breach.explanations["en"]


def test_shares_of_all_options_exceed_a_hundred() -> None:
    shares = [figure("vote_share", v, subject=s, contest="referendum") for s, v in [("за", 74), ("против", 45)]]
    (breach,) = found(page("cec", *shares))
    assert breach.kind == "sum_mismatch"
    assert breach.a.value == 119


def test_the_answers_of_a_referendum_and_the_invalid_ballots_exceed_a_hundred() -> None:
    answers = [figure("vote_share", v, subject=s, contest="referendum") for s, v in [("да", "81.2"), ("нет", "16.1")]]
    (breach,) = found(page("cec", *answers, figure("invalid_share", "5.5", contest="referendum")))
    assert (breach.kind, breach.a.value, breach.b.value) == ("sum_mismatch", Decimal("102.8"), 100)
    assert "share of invalid ballots 5.5%" in breach.explanations["en"]
    assert found(page("cec", *answers, figure("invalid_share", "2.7", contest="referendum"))) == []
    of_valid = [figure("vote_share", v, subject=s, contest="referendum") for s, v in [("да", 83), ("нет", 17)]]
    assert found(page("cec", *of_valid, figure("invalid_share", "5.5", contest="referendum"))) == []


def test_turnout_contradicts_its_own_counts() -> None:
    counts = [figure("voters_voted", 1581569), figure("registered_voters", 3563574)]
    (breach,) = found(page("cec", figure("turnout", "38.70"), *counts))
    assert breach.kind == "sum_mismatch"
    assert breach.a.value == Decimal("44.38")
    assert breach.metric == "turnout"


def test_more_parties_have_the_threshold_than_are_said_to_have_passed() -> None:
    slots = {"contest": "lower_house"}
    shares = [figure("vote_share", v, subject=s, **slots) for s, v in [("Ауыл", 8), ("Ак жол", 11), ("Nur Otan", 60)]]
    counted = [figure("passed_threshold", 2, **slots), figure("threshold", 7, **slots)]
    (breach,) = found(page("cec", *shares, *counted))
    assert breach.kind == "sum_mismatch"
    assert (breach.a.value, breach.b.value) == (3, 2)


def test_one_organization_gives_one_contest_two_turnouts() -> None:
    sampled = figure("turnout", 23, contest="local_council", sample={"stations": 99}, **OBSERVERS)
    slides = figure("turnout", 25, contest="local_council", **{**OBSERVERS, "source": "Движение «Ашық сайлау»"})
    (breach,) = found(page("statement", sampled), page("slides", slides))
    assert breach.kind == "self_contradiction"


def test_a_count_that_falls_from_one_hour_to_the_next() -> None:
    noon = figure("turnout", "51.5", as_of="2021-01-10T14:00", stage="progress")
    evening = figure("turnout", "41.5", as_of="2021-01-10T20:00", stage="progress")
    (breach,) = found(page("a", noon), page("b", evening))
    assert breach.kind == "self_contradiction"
    assert "cannot fall" in breach.explanations["en"]


def test_turnout_that_one_page_lets_fall_between_two_hours() -> None:
    hours = [figure("turnout", value, as_of=f"2021-01-10T{hour}:00") for value, hour in (("48.15", 16), ("45.5", 18))]
    (breach,) = found(page("news", *hours))
    assert (breach.kind, breach.a.value, breach.b.value) == ("self_contradiction", Decimal("48.15"), Decimal("45.5"))


def test_a_sample_beside_the_whole_at_the_same_hour() -> None:
    official = page("cec", figure("turnout", "31.4", as_of="2021-01-10T14:00"), figure("polling_stations", 10000))
    sample = {"stations": 192}
    observed = figure("turnout", 17, as_of="2021-01-10T14:00", sample=sample, **OBSERVERS)
    (rest,) = found(page("ngo", observed), official)
    assert (rest.kind, rest.verdict) == ("implied_rest", "possible")
    earlier = figure("turnout", 17, as_of="2021-01-10T12:00", sample=sample, **OBSERVERS)
    assert found(page("ngo", earlier), official) == []


def test_a_sample_at_the_end_beside_the_last_hour_of_the_whole() -> None:
    hours = [figure("turnout", value, as_of=f"2021-01-10T{hour}:00") for value, hour in ((52, 18), (58, 20))]
    official = page("evening", *hours), page("night", figure("turnout", 59), day="2021-01-12")
    observed = page("ngo", figure("turnout", 32, sample={"stations": 192}, **OBSERVERS), day="2021-01-12")
    assert sorted(str(rest.b.value) for rest in found(*official, observed)) == ["58", "59"]


def test_more_seats_than_there_are_whoever_says_how_many_there_are() -> None:
    slots: dict[str, Any] = {"contest": "parliament"}
    seats = [figure("seats", n, subject=s, **slots) for s, n in (("A", 61), ("B", 37), ("прочие партии", 4))]
    total = figure("seats_total", 101, source=None, source_type="unattributed", **slots)
    (breach,) = found(page("cec", *seats, total))
    assert (breach.kind, breach.a.value, breach.b.value) == ("sum_mismatch", 102, 101)
    of_another_round = figure("seats_total", 40, source=None, source_type="unattributed", **slots)
    assert found(page("cec", *seats, of_another_round)) == []


def test_a_page_divides_in_one_breath_the_same_counts_for_its_turnout() -> None:
    counts = [figure("voters_voted", 5410), figure("registered_voters", 10000)]
    assert kinds(found(page("cec", figure("turnout", "54.4"), *counts))) == ["sum_mismatch"]
    assert found(page("before", *counts), page("after", figure("turnout", "54.4"))) == []
    assert found(page("cec", figure("turnout", "54.4", start=900, end=905), *counts)) == []


def test_a_count_near_its_end_that_the_last_protocols_cannot_turn() -> None:
    slots = {"subject": "A", "contest": "president"}
    nearly = figure("vote_share", "50.4", sample={"share": "97.87"}, **slots)
    later = figure("vote_share", "48.6", sample={"share": 99}, **slots)
    (rest,) = found(page("a", nearly), page("b", later))
    assert (rest.kind, rest.verdict) == ("implied_rest", "impossible")
    assert found(page("both", nearly, later))[0].verdict == "impossible"
    assert "gives 50.4% with 97.87% counted and 48.6% with 99% counted" in rest.explanations["en"]


def test_regions_turnout_leaves_no_room_for_that_of_the_country() -> None:
    regions = [
        figure(metric, value, place=place)
        for place, turnout, listed in (("KZ-71", 40, 500), ("KZ-75", 30, 400))
        for metric, value in (("turnout", turnout), ("registered_voters", listed))
    ]
    country = [figure("turnout", 60), figure("registered_voters", 1000)]
    (breach,) = found(page("cec", *regions, *country))
    assert (breach.kind, breach.b.value) == ("sum_mismatch", 60)
    assert "at most 43.47%" in breach.explanations["en"]  # (41% of 500 + 31% of 400 + all 110 others) of 1,010


def test_a_full_list_of_contestants_has_too_few_votes() -> None:
    slots = {"contest": "president"}
    votes = [figure("votes", n, subject=s, **slots) for s, n in (("A", 300), ("B", 200), ("против всех", 50))]
    counts = [figure("voters_voted", 900, **slots), figure("invalid_votes", 30, **slots)]
    assert found(page("cec", *votes, *counts)) == []
    (breach,) = found(page("cec", *votes, *counts, figure("contestants", 2, **slots)))
    assert (breach.kind, breach.a.value, breach.b.value) == ("sum_mismatch", 580, 900)


def test_an_exit_poll_far_from_the_result() -> None:
    poll = {"source": "Сауал", "source_type": "pollster", "subject": "Nur Otan", "contest": "lower_house"}
    result = figure("vote_share", "53.9", subject="Нұр Отан", contest="lower_house")
    assert kinds(found(page("poll", figure("vote_share", 42, **poll)), page("cec", result))) == ["value_conflict"]


def test_opposed_judgements_of_two_bodies() -> None:
    blame = Assessment(aspect="counting", polarity="negative", election=ELECTION, **OBSERVERS)
    praise = Assessment(
        aspect="counting", polarity="positive", election=ELECTION, source="ЦИК", source_type="government"
    )
    (breach,) = found(page("ngo", blame), page("cec", praise))
    assert breach.kind == "stance_conflict"
    assert breach.metric == "counting"
    assert (breach.a.polarity, breach.b.polarity) == ("negative", "positive")


def test_a_body_without_a_name_opposes_bodies_of_another_kind_and_other_parties() -> None:
    def judged(polarity: str, kind: str, source: str | None) -> Extraction:
        said = {"aspect": "overall", "polarity": polarity, "election": ELECTION, "source": source, "source_type": kind}
        return page(f"{polarity} {kind}", Assessment.model_validate(said))

    opposition = judged("negative", "contestant", None)
    assert kinds(found(opposition, judged("positive", "election_authority", "ЦИК"))) == ["stance_conflict"]
    assert kinds(found(opposition, judged("positive", "contestant", "Nur Otan"))) == ["stance_conflict"]
    observers = judged("negative", "international_observers", None)
    assert found(observers, judged("positive", "international_observers", "Миссия Восток")) == []
