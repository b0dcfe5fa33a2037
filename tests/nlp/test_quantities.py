"""What is read from single phrases, in the three languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nlp.quantities import Quantity, as_json, find_dates, find_quantities, find_times, non_quantities


def only(text: str, lang: str) -> Quantity:
    found = find_quantities(text, lang)
    assert len(found) == 1, [q.quote for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("lang", "text", "value", "unit", "qualifier"),
    [
        ("ru", "явка 63,3%", "63.3", "percent", "exact"),
        ("ru", "явка 63.3 процента", "63.3", "percent", "exact"),
        ("ru", "72 316 голосов", "72316", "голос", "exact"),
        ("ru", "72\u202f316 голосов", "72316", "голос", "exact"),
        ("ru", "11 млн 953 тыс. 465 человек", "11953465", "человек", "exact"),
        ("ru", "порядка 100 человек", "100", "человек", "approx"),
        ("ru", "более чем на 700 участках", "700", "участок", "at_least"),
        ("ru", "не менее 7%", "7", "percent", "at_least"),
        ("ru", "явка превысила 63%", "63", "percent", "at_least"),
        ("ru", "выросло до 4 %", "4", "percent", "at_most"),
        ("ru", "не более пяти партий", "5", "партия", "at_most"),
        ("ru", "минимум\n3 млн\nголосов", "3000000", "голос", "at_least"),
        ("ru", "свыше полумиллиона человек", "500000", "человек", "at_least"),
        ("ru", "тремястами пятью наблюдателями", "305", "наблюдатель", "exact"),
        ("ru", "двумя третями голосов", "66.67", "percent", "approx"),
        ("ru", "больше половины голосов", "50", "percent", "at_least"),
        ("ru", "семипроцентный барьер", "7", "percent", "exact"),
        ("ru", "7%-ый барьер", "7", "percent", "exact"),
        ("ru", "ниже на 2,5 процентных пункта", "2.5", "percentage_points", "exact"),
        ("ru", "на 3 п.п.", "3", "percentage_points", "exact"),
        ("ru", "три целых пять десятых процента", "3.5", "percent", "exact"),
        ("ru", "около тысячи наблюдателей", "1000", "наблюдатель", "approx"),
        ("ru", "5-ти партий", "5", "партия", "exact"),
        ("kk", "дауыстардың 63,3%-ын", "63.3", "percent", "exact"),
        ("kk", "10000-нан астам учаске", "10000", "учаске", "at_least"),
        ("kk", "7 млн 450 мың 395 сайлаушы", "7450395", "сайлаушы", "exact"),
        ("kk", "жүз отыз мыңнан астам", "130000", None, "at_least"),
        ("kk", "бір де жеті пайыз", "1.7", "percent", "exact"),
        ("kk", "жеті бүтін оннан үш", "7.3", None, "exact"),
        ("kk", "үш жарым мың адам", "3500", "адам", "exact"),
        ("kk", "депутаттардың үштен екісі", "66.67", "percent", "approx"),
        ("kk", "жартысынан астамы", "50", "percent", "at_least"),
        ("kk", "300-ге жуық адам", "300", "адам", "approx"),
        ("kk", "4 пайыздан аспайтын", "4", "percent", "at_most"),
        ("kk", "7 миллион адамнан асты", "7000000", "адам", "at_least"),
        ("kk", "кем дегенде бес партия", "5", "партия", "at_least"),
        ("kk", "жеті пайыздық шек", "7", "percent", "exact"),
        ("kk", "елу пайызға дейін", "50", "percent", "at_most"),
        ("en", "some 12 per cent", "12", "percent", "approx"),
        ("en", "1,234,567 ballots", "1234567", "ballot", "exact"),
        ("en", "roughly 6.89 million votes", "6890000", "vote", "approx"),
        ("en", "more than 10,000 polling stations", "10000", "station", "at_least"),
        ("en", "5,000+ observers", "5000", "observer", "at_least"),
        ("en", "no more than 10 candidates", "10", "candidate", "at_most"),
        ("en", "nearly two thirds", "66.67", "percent", "approx"),
        ("en", "a hundred observers", "100", "observer", "exact"),
        ("en", "seven percentage points", "7", "percentage_points", "exact"),
    ],
)
def test_quantity(lang: str, text: str, value: str, unit: str | None, qualifier: str) -> None:
    quantity = only(text, lang)
    assert (quantity.value, quantity.unit, quantity.qualifier) == (Decimal(value), unit, qualifier)


@pytest.mark.parametrize(
    ("lang", "text", "low", "high"),
    [
        ("ru", "от 46% до 62 %", "46", "62"),
        ("ru", "46–62%", "46", "62"),
        ("ru", "пять-шесть процентов", "5", "6"),
        ("kk", "15-тен 36 пайызға дейін", "15", "36"),
        ("kk", "41,25 пен 43,5 пайыз аралығында", "41.25", "43.5"),
        ("en", "between 15 and 36 per cent", "15", "36"),
    ],
)
def test_range(lang: str, text: str, low: str, high: str) -> None:
    quantity = only(text, lang)
    assert (quantity.value, quantity.low, quantity.high) == (None, Decimal(low), Decimal(high))
    assert (quantity.unit, quantity.qualifier, quantity.quote) == ("percent", "range", text)


def test_two_shares_beside_a_dash_are_no_range() -> None:
    assert [q.value for q in find_quantities("Токаев — 51,8%, Косанов — 35,6%", "ru")] == [
        Decimal("51.8"),
        Decimal("35.6"),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "precision"),
    [
        ("ru", "63,3%", "0.1"),
        ("ru", "63%", "1"),
        ("ru", "72 316", "1"),
        ("ru", "574 тысячи", "1000"),
        ("ru", "11,95 млн", "10000"),
        ("kk", "100 мың", "1000"),
        ("en", "5.2 million", "100000"),
    ],
)
def test_precision_is_the_last_digit_written(lang: str, text: str, precision: str) -> None:
    assert only(text, lang).precision == Decimal(precision)


def test_margin() -> None:
    quantity = only("33.4 per cent ±2.5 per cent", "en")
    assert (quantity.value, quantity.margin, quantity.qualifier) == (Decimal("33.4"), Decimal("2.5"), "approx")


@pytest.mark.parametrize(
    ("lang", "text", "value", "other"), [("ru", "20,000", "20000", "20"), ("en", "1.234", "1.234", "1234")]
)
def test_both_readings_of_three_digits_are_kept(lang: str, text: str, value: str, other: str) -> None:
    quantity = only(text, lang)
    assert (quantity.value, quantity.alternative) == (Decimal(value), Decimal(other))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "10 января 2021 года к 18:00"),
        ("ru", "№ 111, участок № 5, статья 9, п. 3.2"),
        ("ru", "7-й, третий"),
        ("ru", "+7 (7172) 55-55-55"),
        ("ru", "счёт 2:1"),
        ("ru", "https://example.kz/2021/01/10/123"),
        ("ru", "тысячи людей"),
        ("ru", "один из них"),
        ("ru", "вторая половина дня"),
        ("ru", "в 2016 году"),
        ("ru", "двадцать пятый"),
        ("ru", "COVID-19"),
        ("kk", "екі мың он тоғызыншы жылы"),
        ("kk", "20-бап, №111"),
        ("kk", "іс жүзінде бірге"),
        ("kk", "7-ші, бірінші"),
        ("en", "one of the parties"),
        ("en", "the 2021 election"),
        ("en", "Article 9; No. 111; 5th; first half"),
        ("en", "by noon on Jan. 10"),
    ],
)
def test_no_quantity(lang: str, text: str) -> None:
    assert find_quantities(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "year", "month", "day"),
    [
        ("ru", "10 января 2021 года", 2021, 1, 10),
        ("ru", "20.03.2016", 2016, 3, 20),
        ("ru", "«10» января 2021", 2021, 1, 10),
        ("ru", "2016 года", 2016, None, None),
        ("ru", "в январе 2021 года", 2021, 1, None),
        ("kk", "2021 жылғы 10 қаңтарда", 2021, 1, 10),
        ("kk", "10 қаңтар күні", None, 1, 10),
        ("kk", "2016 жылғы сайлау", 2016, None, None),
        ("kk", "9-мамыр", None, 5, 9),
        ("kk", "2021 jylǵy 10 qańtar", 2021, 1, 10),
        ("en", "January 10, 2021", 2021, 1, 10),
        ("en", "10th of January", None, 1, 10),
        ("en", "in 2016", 2016, None, None),
        ("en", "Jan. 10", None, 1, 10),
    ],
)
def test_date(lang: str, text: str, year: int | None, month: int | None, day: int | None) -> None:
    (date,) = find_dates(text, lang)
    assert (date.year, date.month, date.day) == (year, month, day)


def test_days_of_one_month() -> None:
    assert [d.day for d in find_dates("с 10 по 12 января 2021 года", "ru")] == [10, 12]
    assert [(d.year, d.day) for d in find_dates("2021 жылғы 9-10 қаңтарда", "kk")] == [(2021, 9), (2021, 10)]


@pytest.mark.parametrize(
    ("lang", "text", "hour", "minute"),
    [
        ("ru", "в 18:00", 18, 0),
        ("ru", "к 20.00", 20, 0),
        ("ru", "в 18 часов", 18, 0),
        ("ru", "к восьми часам вечера", 20, 0),
        ("ru", "в полдень", 12, 0),
        ("kk", "14.00-ге дейін", 14, 0),
        ("kk", "түскі он екіде", 12, 0),
        ("kk", "сағат 18-де", 18, 0),
        ("kk", "кешкі сағат сегізде", 20, 0),
        ("en", "10:00 p.m.", 22, 0),
        ("en", "at 9 a.m.", 9, 0),
        ("en", "by noon", 12, 0),
    ],
)
def test_time(lang: str, text: str, hour: int, minute: int) -> None:
    (time,) = find_times(text, lang)
    assert (time.hour, time.minute) == (hour, minute)
    assert find_quantities(text, lang) == []


def test_a_year_may_begin_a_sentence() -> None:
    assert [d.year for d in find_dates("Turnout fell. 2017: about 78%", "en")] == [2017]
    assert not find_dates("ca. 2017 voters", "en")


def test_a_noun_behind_a_hedge_tells_what_is_counted() -> None:
    assert [q.unit for q in find_quantities("fifty-odd days after the vote, 300+ observers", "en")] == [
        "days",
        "observer",
    ]
    assert [q.unit for q in find_quantities("прошло тридцать с лишним дней", "ru")] == ["дней"]


def test_a_duration_is_no_hour_of_the_day() -> None:
    assert find_times("за 18 часов", "ru") == []
    assert [s.kind for s in non_quantities("за 18 часов, 5 тысяч тенге", "ru")] == ["duration", "money"]


def test_latin_kazakh_keeps_its_own_offsets() -> None:
    text = "saılaýǵa kelgender 5 mıllıonnan asty"
    quantity = only(text, "kk")
    assert (quantity.value, quantity.qualifier, quantity.quote) == (5_000_000, "at_least", "5 mıllıonnan asty")


def test_json_holds_plain_numbers() -> None:
    (whole, part) = (as_json(q) for q in find_quantities("1,5 тыс. человек и 63,3%", "ru"))
    assert whole["value"] == 1500
    assert isinstance(whole["value"], int)
    assert part == {
        "value": 63.3,
        "low": None,
        "high": None,
        "unit": "percent",
        "qualifier": "exact",
        "quote": "63,3%",
        "start": 19,
        "end": 24,
    }


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "доля выросла от 1,2 % до 4 %"),
        ("kk", "1,2 пайыздан 4 пайызға дейін өсті"),
        ("en", "rose from 1.2 to 4%"),
    ],
)
def test_a_change_has_two_values_and_no_range(lang: str, text: str) -> None:
    assert [q.value for q in find_quantities(text, lang)] == [Decimal("1.2"), Decimal(4)]


def test_a_threshold_lowered_to_a_value_is_no_bound() -> None:
    assert only("снижение порога до 3%", "ru").qualifier == "exact"


def test_cells_of_a_row_are_not_one_number() -> None:
    found = find_quantities("ВСЕГО: 1420 205 117 131 742", "ru")
    assert [q.value for q in found] == [1420, 205, 117, 131, 742]
