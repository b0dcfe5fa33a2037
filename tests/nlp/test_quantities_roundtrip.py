"""Numbers written out in words read back exactly, and any text at all is read without a failure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.quantities import find_dates, find_quantities, find_times, non_quantities

RU_UNITS = ["", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"]
RU_TEENS = [
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
]
RU_TENS = ["", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"]
RU_HUNDREDS = [
    "",
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
]
RU_SCALES = [("миллиард", "миллиарда", "миллиардов"), ("миллион", "миллиона", "миллионов")]
KK_UNITS = ["", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"]
KK_TENS = ["", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"]
EN_SMALL = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def groups(number: int) -> list[int]:
    """Milliards, millions, thousands, rest."""
    return [number // 10**9 % 1000, number // 10**6 % 1000, number // 1000 % 1000, number % 1000]


def below_thousand_ru(number: int, feminine: bool = False) -> list[str]:
    words = [RU_HUNDREDS[number // 100]]
    rest = number % 100
    if 10 <= rest < 20:
        words.append(RU_TEENS[rest - 10])
    else:
        unit = {1: "одна", 2: "две"}.get(rest % 10, RU_UNITS[rest % 10]) if feminine else RU_UNITS[rest % 10]
        words += [RU_TENS[rest // 10], unit]
    return [word for word in words if word]


def plural_ru(number: int, forms: tuple[str, str, str]) -> str:
    if number % 100 in range(11, 15):
        return forms[2]
    return forms[0] if number % 10 == 1 else forms[1] if number % 10 in (2, 3, 4) else forms[2]


def spell_ru(number: int, feminine: bool = False) -> str:
    if number == 0:
        return "ноль"
    milliards, millions, thousands, rest = groups(number)
    words: list[str] = []
    for count, forms in zip((milliards, millions), RU_SCALES, strict=True):
        if count:
            words += [*below_thousand_ru(count), plural_ru(count, forms)]
    if thousands:
        words += [*below_thousand_ru(thousands, feminine=True), plural_ru(thousands, ("тысяча", "тысячи", "тысяч"))]
    return " ".join(words + below_thousand_ru(rest, feminine))


def below_thousand_kk(number: int) -> list[str]:
    words = [KK_UNITS[number // 100], "жүз"] if number >= 100 else []
    return [word for word in [*words, KK_TENS[number % 100 // 10], KK_UNITS[number % 10]] if word]


def spell_kk(number: int) -> str:
    if number == 0:
        return "нөл"
    words: list[str] = []
    for count, scale in zip(groups(number), ("миллиард", "миллион", "мың", ""), strict=True):
        if count:
            words += [*below_thousand_kk(count), scale]
    return " ".join(words).strip()


def below_thousand_en(number: int) -> str:
    rest = number % 100
    small = EN_SMALL[rest] if rest < 20 else "-".join(w for w in (EN_TENS[rest // 10], EN_SMALL[rest % 10]) if w)
    hundreds = f"{EN_SMALL[number // 100]} hundred" if number >= 100 else ""
    return " and ".join(part for part in (hundreds, small) if part)


def spell_en(number: int) -> str:
    if number == 0:
        return "zero"
    named = zip(groups(number), (" billion", " million", " thousand", ""), strict=True)
    return " ".join(below_thousand_en(count) + scale for count, scale in named if count)


def spell_decimal(whole: int, hundredths: int, lang: str) -> str:
    tenths = hundredths % 10 == 0
    part = hundredths // 10 if tenths else hundredths
    if lang == "ru":
        base = ("десятая", "десятых") if tenths else ("сотая", "сотых")
        one = part % 10 == 1 and part % 100 != 11
        mark = "целая" if whole % 10 == 1 and whole % 100 != 11 else "целых"
        return f"{spell_ru(whole, feminine=True)} {mark} {spell_ru(part, feminine=True)} {base[0] if one else base[1]}"
    if lang == "kk":
        return f"{spell_kk(whole)} бүтін {'оннан' if tenths else 'жүзден'} {spell_kk(part)}"
    digits = f"{part}" if tenths else f"{part:02d}"
    return f"{spell_en(whole)} point {' '.join(spell_en(int(digit)) for digit in digits)}"


SPELLERS = {"ru": spell_ru, "kk": spell_kk, "en": spell_en}
NOUNS = {"ru": "голосов", "kk": "дауыс", "en": "votes"}


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
@given(number=st.integers(2, 10**12 - 1) | st.integers(2, 3000))
@settings(max_examples=150, deadline=None)
def test_whole_numbers_in_words_read_back(lang: str, number: int) -> None:
    text = f"{SPELLERS[lang](number)} {NOUNS[lang]}"
    assert [q.value for q in find_quantities(text, lang)] == [Decimal(number)], text


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
@given(whole=st.integers(0, 10**6), hundredths=st.integers(1, 99))
@settings(max_examples=150, deadline=None)
def test_decimals_in_words_read_back(lang: str, whole: int, hundredths: int) -> None:
    text = spell_decimal(whole, hundredths, lang)
    assert [q.value for q in find_quantities(text, lang)] == [whole + Decimal(hundredths) / 100], text


@pytest.mark.parametrize(("lang", "space", "mark"), [("ru", " ", ","), ("kk", "\u00a0", ","), ("en", ",", ".")])
@given(number=st.integers(0, 10**12 - 1), places=st.integers(0, 2))
@settings(max_examples=100, deadline=None)
def test_digits_read_back(lang: str, space: str, mark: str, number: int, places: int) -> None:
    value = Decimal(number).scaleb(-places)
    written = f"{value:,.{places}f}".replace(",", "_").replace(".", mark).replace("_", space)
    (quantity,) = find_quantities(f"{written} %", lang)
    assert (quantity.value, quantity.precision) == (value, Decimal(1).scaleb(-places)), written


NUMBERISH = st.lists(
    st.sampled_from(
        [
            "12",
            "345",
            "7",
            "000",
            "2021",
            "99",
            ",",
            ".",
            " ",
            "-",
            "–",
            "%",
            "\n",
            ":",
            "(",
            ")",
            "+",
            "№",
            "от",
            "до",
            "мың",
            "жүз",
            "бір",
            "де",
            "оннан",
            "тысяч",
            "млн",
            "две",
            "трети",
            "половина",
            "января",
            "часов",
            "вечера",
            "half",
            "a",
            "million",
            "point",
            "and",
            "twenty",
            "between",
            "January",
            "p",
            "m",
            "±",
            "сағат",
            "жылғы",
            "қаңтар",
        ]
    ),
    max_size=25,
)


def check_offsets(text: str, lang: str) -> None:
    quantities = find_quantities(text, lang)
    last = 0
    for q in quantities:
        assert text[q.start : q.end] == q.quote
        assert q.start <= q.number_start < q.number_end <= q.end
        assert q.number_start >= last
        assert (q.value is None) == (q.low is not None) == (q.qualifier == "range")
        last = q.number_end
    for span in [*find_dates(text, lang), *find_times(text, lang), *non_quantities(text, lang)]:
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
@given(pieces=NUMBERISH, gap=st.sampled_from(["", " "]))
@settings(max_examples=200, deadline=None)
def test_offsets_hold_in_any_jumble_of_numbers(lang: str, pieces: list[str], gap: str) -> None:
    check_offsets(gap.join(pieces), lang)


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
@given(text=st.text())
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(lang: str, text: str) -> None:
    check_offsets(text, lang)


@pytest.mark.parametrize(
    "text", ["9" * 1_000_000, "\ud800 5 \udfff", "1," * 20_000, "١٢٣ %", "\u200f5\u200e %", "0" * 50]
)
@pytest.mark.parametrize("lang", ["ru", "kk", "en", "", "de"])
def test_nasty_texts_are_read(text: str, lang: str) -> None:
    check_offsets(text, lang)
