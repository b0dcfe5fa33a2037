"""Numbers, dates and words as readers of each language expect them."""

from __future__ import annotations

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

import reports
from nlp import claims
from nlp.claims import Figure, Sample
from nlp.contradictions.records import Kind
from nlp.reference import load
from reports.wording import LANGUAGES, Language, Wording

_TEXTS = Path(reports.__file__).parent / "texts"


def _keys(tree: dict[str, Any], above: str = "") -> set[str]:
    # The forms of a plural differ by language; all else is the same.
    return {
        key
        for name, value in tree.items()
        for key in (
            _keys(value, f"{above}{name}.") if isinstance(value, dict) and above != "plural." else {f"{above}{name}"}
        )
    }


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_the_three_languages_have_the_same_texts() -> None:
    russian, kazakh, english = (_keys(tomllib.loads((_TEXTS / f"{lang}.toml").read_text())) for lang in LANGUAGES)
    assert russian == kazakh == english


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_of_the_contract_has_a_name(lang: Language) -> None:
    words = Wording(lang)
    families = {
        "metric": claims.Metric, "source_type": claims.SourceType, "contest": claims.Contest, "stage": claims.Stage,
        "aspect": claims.Aspect, "polarity": claims.Polarity, "incident": claims.IncidentType, "kind": Kind,
        "organization_type": claims.OrganizationType, "qualifier": claims.Qualifier,
    }  # fmt: skip
    for family, codes in families.items():
        assert set(words.names(family)) == set(get_args(codes))


@pytest.mark.parametrize(("lang", "shown"), [("ru", "63,3 %"), ("kk", "63,3 %"), ("en", "63.3%")])
def test_a_share_is_written_as_usual_in_the_language(lang: Language, shown: str) -> None:
    assert _plain(Wording(lang).percent(Decimal("63.3"), Decimal("0.1"))) == shown


def test_the_written_precision_is_kept() -> None:
    words = Wording("ru")
    assert words.percent(Decimal("63"), Decimal("0.1")) == "63,0\N{NO-BREAK SPACE}%"
    assert _plain(words.number(Decimal(574000), Decimal(1000))) == "574 000"
    assert words.number(Decimal("32.05128")) == "32,05"


@pytest.mark.parametrize(
    ("slots", "shown"),
    [
        ({"value": 63, "qualifier": "at_least"}, "at least 63%"),
        ({"value": 28, "qualifier": "approx"}, "about 28%"),
        ({"low": 46, "high": 62, "qualifier": "range"}, "46–62%"),
        ({"value": 38, "margin": 2, "qualifier": "approx"}, "about 38 ± 2%"),
    ],
)
def test_a_figure_says_how_firmly_it_is_stated(slots: dict[str, Any], shown: str) -> None:
    assert Wording("en").figure(Figure(metric="turnout", unit="percent", **slots)) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (1, "1 противоречие"),
        (3, "3 противоречия"),
        (5, "5 противоречий"),
        (11, "11 противоречий"),
        (22, "22 противоречия"),
    ],
)
def test_russian_nouns_follow_their_numbers(count: int, shown: str) -> None:
    assert Wording("ru").counted("contradictions", count) == shown


def test_kazakh_nouns_do_not_change_after_a_number() -> None:
    assert Wording("kk").counted("documents", 5) == "5 құжат"


@pytest.mark.parametrize(
    ("election", "shown"),
    [("KZ-2021-01-10", "Kazakhstan, January 10, 2021"), ("KZ-2021", "Kazakhstan, 2021"), ("unheard", "unheard")],
)
def test_an_election_is_named_by_country_and_day(election: str, shown: str) -> None:
    assert Wording("en").election(election) == shown


def test_places_are_named_by_whoever_knows_them() -> None:
    words = Wording("ru", load())
    assert words.place("KZ-75", "Медеуский район") == "Алматы, Медеуский район"
    assert words.place("KZ", "abroad") == "Казахстан, за рубежом"
    assert Wording("ru").place("KZ-75") == "KZ-75"
    assert words.place(None) == ""


def test_known_bodies_are_called_as_the_reader_calls_them_at_that_election() -> None:
    words = Wording("ru", load())
    assert words.actor("kz/amanat", "Nur Otan", "KZ-2021-01-10") == "Народно-демократическая партия «Нур Отан»"
    assert words.actor("kz/amanat", "Nur Otan", "KZ-2023-03-19") == "партия «AMANAT»"
    assert words.actor(None, "Steppe Voice", "KZ-2023-03-19") == "Steppe Voice"


def test_a_time_that_is_no_time_is_shown_as_it_stands() -> None:
    words = Wording("kk")
    assert _plain(words.as_of("2021-01-10T14:00")) == "2021 ж. 10 қаңтар, 14:00"
    assert words.as_of("түстен кейін T") == "түстен кейін T"
    assert words.date(dt.date(2021, 1, 10)) == words.as_of("2021-01-10")


def test_a_sample_says_which_stations_a_figure_rests_on() -> None:
    words = Wording("en")
    assert words.sample(Sample(stations=Decimal(208), of=Decimal(554))) == "at 208 of 554 stations"
    assert words.sample(Sample(share=Decimal(38))) == "at 38% of stations"
    assert words.sample(None) == ""
