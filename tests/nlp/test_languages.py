"""Spelling, alphabets and word forms of Russian, Kazakh and English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.languages import (
    fold,
    is_kazakh_latin,
    language,
    language_of,
    lemma_ru,
    nominative,
    stem,
    stems,
    to_cyrillic,
)

LETTERS = st.text(alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщыіьэюяabcdeiopqsxyIİıńǵýşßА ЁӘ-«»%.0123ŉǰΐ\u00a0\n")


@given(st.one_of(st.text(), LETTERS))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Цeнтpизбиpком", "центризбирком"),  # Latin e, p, p
        ("OБСЕ", "обсе"),  # Latin O
        ("Жетiсу", "жетісу"),  # Latin i for Kazakh і
        ("Nur Оtan", "nur otan"),  # Cyrillic О
        ("учёт 72\u00a0316", "учет 72 316"),
        ("«Ауыл»", "«ауыл»"),
        ("OSCE и ОБСЕ", "osce и обсе"),
    ],
)
def test_look_alikes_are_read_in_their_word_s_alphabet(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("saılaý", "сайлау"),
        ("sailau", "сайлау"),
        ("daýys berdi", "дауыс берді"),
        ("dauys berdı", "дауыс берді"),
        ("paıyz", "пайыз"),
        ("oblysy", "облысы"),
        ("ýchaske", "учаске"),
        ("Ortalyq saılaý komıssııasy", "Орталық сайлау комиссиясы"),
        ("Ortalyq sailau komissiasy", "Орталық сайлау комиссиясы"),
        ("Qazaqstan Respublikasynyñ", "Қазақстан Республикасының"),
        ("bıýlleten 63,3%", "бюллетен 63,3%"),
        ("Şymkent, Jetısu", "Шымкент, Жетісу"),
        ("SAILAU", "САЙЛАУ"),
    ],
)
def test_kazakh_latin_of_both_spellings_becomes_cyrillic(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin).text == cyrillic


@given(st.one_of(st.text(), LETTERS))
def test_transliterated_spans_lead_back_to_the_original(text: str) -> None:
    made = to_cyrillic(text)
    assert len(made.starts) == len(made.ends) == len(made.text)
    assert made.span(0, len(made.text)) == (0, len(text))
    last = 0
    for at in range(len(made.text)):
        start, end = made.span(at, at + 1)
        assert start < end
        assert start <= last  # nothing is skipped
        last = max(last, end)


def test_a_span_of_one_word_is_that_word_of_the_original() -> None:
    text = "Komıssııa 63,3% dedi"
    made = to_cyrillic(text)
    at = made.text.index("деді")
    start, end = made.span(at, at + 4)
    assert text[start:end] == "dedi"


@pytest.mark.parametrize(
    ("text", "hint", "lang"),
    [
        ("Явка составила 63,3%", None, "ru"),
        ("Сайлаушылардың 63,3%-ы дауыс берді", None, "kk"),
        ("Дауыс берді", None, "kk"),
        ("Turnout was 63.3 percent", None, "en"),
        ("Saılaýshylardyń 63,3%-y daýys berdi", None, "kk"),
        ("Явка", "kk", "kk"),
        ("Сайлаушылардың жартысы дауыс берді", "ru", "kk"),
        ("Turnout was 63.3 percent", "ru", "en"),
        ("63,3%", "en", "en"),
        ("Явка составила 63,3%", "ru-KZ", "ru"),
    ],
)
def test_language_by_letters_and_words_with_a_hint(text: str, hint: str | None, lang: str) -> None:
    assert language_of(text, hint) == lang


def test_other_languages_of_the_latin_script_are_not_kazakh() -> None:
    assert not is_kazakh_latin("The president of Qatar asked for a quiet election")
    assert not is_kazakh_latin("Cumhurbaşkanlığı seçimi için sandık başına gidildi")


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("ru", ["Казахстан", "Казахстане", "Казахстаном"]),
        ("ru", ["наблюдатель", "наблюдатели", "наблюдателей", "наблюдателями"]),
        ("ru", ["учёт", "учета", "учётом"]),
        ("kk", ["учаске", "учаскелерде", "учаскелерінің", "учаскеде"]),
        ("kk", ["дауыс", "дауыстар", "дауыстарын", "дауысқа"]),
        ("kk", ["Қарағанды", "Қарағандыда", "Қарағандының"]),
        ("kk", ["халық", "халықтың", "халқы"]),
        ("kk", ["комиссия", "комиссиясы", "комиссиясының", "komıssııasy"]),
        ("en", ["observer", "observers"]),
        (None, ["сайлау", "сайлауда", "saılaý", "сайлаудың"]),
        (None, ["протокол", "протоколы", "протоколов"]),
    ],
)
def test_any_form_of_a_word_finds_any_other(lang: str | None, forms: list[str]) -> None:
    for one in forms:
        for other in forms:
            assert set(stems(one, lang)) & set(stems(other, lang)), (one, other)


def test_index_tokens_stand_once_each() -> None:
    tokens = stems("Явка, явка, явка — 63")
    assert tokens.count("явка") == 1
    assert "63" in tokens


def test_kazakh_endings_obey_vowel_harmony() -> None:
    assert stem("партияның", "kk") == "партия"
    assert stem("әкімнің", "kk") == "әкім"
    assert stem("адам", "kk") != stem("әдем", "kk")


def test_lemma() -> None:
    assert lemma_ru("избирателей") == "избиратель"


@pytest.mark.parametrize(
    ("oblique", "nominal"),
    [
        ("Центральной избирательной комиссии", "Центральная избирательная комиссия"),
        ("Коалиции по защите прав заключенных", "Коалиция по защите прав заключенных"),
        (
            "территориальной избирательной комиссии по городу Алматы",
            "территориальная избирательная комиссия по городу Алматы",
        ),
        ("Международного института региональных исследований", "Международный институт региональных исследований"),
        ("независимыми наблюдателями", "независимые наблюдатели"),
        ("партией «Ауыл»", "партия «Ауыл»"),
        ("общественного фонда «Эхо»", "общественный фонд «Эхо»"),
        ("БДИПЧ ОБСЕ", "БДИПЧ ОБСЕ"),
        ("Лига молодых избирателей", "Лига молодых избирателей"),
        ("Касым-Жомарта Токаева", "Касым-Жомарт Токаев"),
        ("Дании Еспаевой", "Дания Еспаева"),
        ("Дания Еспаева", "Дания Еспаева"),
        ("Марию Зотову", "Мария Зотова"),
        ("Ивану Зотову", "Иван Зотов"),
        ("Юлию Петрову", "Юлия Петрова"),
        ("Квон Ён Гук", "Квон Ён Гук"),
    ],
)
def test_russian_names_are_put_into_the_nominative(oblique: str, nominal: str) -> None:
    assert nominative(oblique, "ru") == nominal


@pytest.mark.parametrize(
    ("oblique", "nominal"),
    [
        ("Орталық сайлау комиссиясының", "Орталық сайлау комиссиясы"),
        ("«Nur Otan» партиясына", "«Nur Otan» партиясы"),
        ("Ауылмен", "Ауыл"),
        ("Ақ жолдікі", "Ақ жол"),
        ("Бас прокуратурадан", "Бас прокуратура"),
        ("Шанхай ынтымақтастық ұйымынан", "Шанхай ынтымақтастық ұйымы"),
        ("Қоғамдық кеңестің", "Қоғамдық кеңес"),
        ("«Ақ жолға»", "«Ақ жол»"),
        ("ЕҚЫҰ-ның", "ЕҚЫҰ"),
        ("Қайрат Жағыпаровқа", "Қайрат Жағыпаров"),
        ("Бүтін Қырғызстан", "Бүтін Қырғызстан"),
        ("Түркі мемлекеттері ұйымы", "Түркі мемлекеттері ұйымы"),
    ],
)
def test_kazakh_names_lose_the_case_ending_of_their_last_word(oblique: str, nominal: str) -> None:
    assert nominative(oblique, "kk") == nominal


def test_english_names_stay() -> None:
    assert nominative("Central Election Commission", "en") == "Central Election Commission"


def test_the_kazakh_pipeline_splits_endings_off_signs() -> None:
    assert [t.text for t in language("kk")("Сайлаушылардың 63,3%-ы «Ақ жол»-дың")] == [
        "Сайлаушылардың", "63,3", "%", "-ы", "«", "Ақ", "жол", "»", "-дың",
    ]  # fmt: skip


def test_there_is_no_pipeline_for_an_unknown_language() -> None:
    with pytest.raises(ValueError, match="known are ru, kk and en"):
        language("xx")
