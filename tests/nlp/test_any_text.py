"""Whatever the text, the extractor answers, its answer is valid, and its quotes are the document's own words."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.claims import Document, Extraction
from nlp.pipeline import Extractor

EXTRACTOR = Extractor()

NEWS = (
    "ЦИК сообщила, что на выборах депутатов мажилиса 10 января 2021 года явка избирателей составила 63,1%. "
    "В Алматы проголосовали 30,3%.\n"
)
FRAGMENTS = st.sampled_from(
    [
        "Явка", "63,3%", "72 316 голосов", "из 554 участков", "выборы", "ЦИК", "«Ак жол»", "10 января 2021 года",
        "на 16:00", "\n• ", "\n", " | ", "\t", "(", ")", "«", "»", ":", "—", "соответственно", "от", "до", "за ",
        "сайлау", "дауыс берді", "жартысынан астамы", "миллион", "turnout", "votes", "of these", "between 46% and",
        "Ñ", "ı", "İ", "ß", "\u200f", "\u202e", "\u0301", "\ufeff", "\x00", "🗳",
    ]
)  # fmt: skip


def check(text: str, lang: str | None = None) -> Extraction:
    said = EXTRACTOR.extract(Document(id="1", text=text, title=text[:80], lang=lang))
    for claim in (*said.figures, *said.assessments, *said.incidents):
        assert claim.quote
        assert text[claim.start : claim.end] == claim.quote
    again = Extraction.model_validate(json.loads(json.dumps(said.model_dump(mode="json"))))
    assert again == said
    return said


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200), st.sampled_from([None, "ru", "kk", "en", "de"]))
def test_any_characters(text: str, lang: str | None) -> None:
    check(text, lang)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=4)), max_size=25), st.sampled_from([None, "ru", "kk", "en"]))
def test_any_order_of_the_words_of_news(words: list[str], lang: str | None) -> None:
    check(NEWS + " ".join(words), lang)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(NEWS)), st.characters())
def test_any_character_anywhere_in_news(at: int, character: str) -> None:
    check(NEWS[:at] + character + NEWS[at:])


NASTY = {
    "nothing": "",
    "space": " \n\t\r\n\x0b\x0c\u2028 ",
    "control characters": "\x00\x01\x1b[31mЯвка\x7f 63%\x85",
    "marks of direction": "\u202e" + NEWS + "\u202c\u200f\u2066",
    "letters that grow in lower case": "İ" * 500 + NEWS,
    "letters that grow when normalized": "ﬃ½㎏…" * 100 + NEWS,
    "marks upon marks": "я" + "\u0301" * 5_000 + NEWS,
    "only a percent": "%",
    "only marks": "«»()[]{}–—:;,.!?%№",
    "zeros": "0,0% 00 000 000% 0/0 0.0.0 00.00.0000 99:99 31.02.2021 на 25:61",
    "other digits": "Явка ٦٣٪, ६३%, ６３％, 𝟞𝟛%",
    "a number beyond all bounds": "Явка 1" + "0" * 400 + "% на выборах. " + NEWS,
    "many languages": NEWS + "2021 жылғы 10 қаңтар сайлау. Turnout was 63%. Wahlbeteiligung 63 %.",
}


@pytest.mark.parametrize("kind", NASTY)
def test_nasty_text(kind: str) -> None:
    check(NASTY[kind])


def test_lone_surrogates() -> None:
    check(NEWS + "\ud800 63% \udfff")


LONG = {
    "digits": "7" * 200_000,
    "one line": "слово " * 33_000,
    "bars": "| " * 50_000,
    "capitals": "А Б В " * 20_000,
    "full stops": ". " * 60_000,
    "dots": "." * 60_000,
    "percent signs": "%" * 60_000,
    "words joined by hyphens": "слово-" * 15_000,
    "number words": "миллион тысяч " * 5_000,
    "a name without end": "Комиссия Партия " * 5_000,
    "digits and spaces": "7 " * 50_000,
    "one word": "я" * 200_000,
    "one line of figures": "явка 63,3%, " * 4_000,
    "brackets": "(" * 100_000 + "63%" + ")" * 100_000,
    "quotation marks": "«" * 100_000 + "»" * 100_000,
    "line breaks": "\n" * 200_000,
    "spaces": " " * 1_100_000,
}


@pytest.mark.parametrize("kind", LONG)
def test_long_text_after_news_costs_no_figure(kind: str) -> None:
    said = check(NEWS + "\n" + LONG[kind], "ru")
    assert said.election == "KZ-2021-01-10"
    assert {str(figure.value) for figure in said.figures} >= {"63.1", "30.3"}
