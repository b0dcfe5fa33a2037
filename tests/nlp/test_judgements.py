"""What sentences say about an election: judgements, alleged irregularities, and neither."""

from __future__ import annotations

import tomllib
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.judgements import Judgement, Language, find_judgements

EXAMPLES: dict[Any, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("judgements.toml").read_text(encoding="utf-8")
)
LANGUAGES: list[Language] = ["ru", "kk", "en"]


def claim(judgement: Judgement) -> str:
    return judgement.type or f"{judgement.aspect} {judgement.polarity}"


@pytest.mark.parametrize(
    ("lang", "sentence", "claims"),
    [(lang, sentence, claims) for lang, table in EXAMPLES.items() for sentence, claims in table.items()],
)
def test_example(lang: Language, sentence: str, claims: list[str]) -> None:
    assert {claim(j) for j in find_judgements(sentence, lang, context=True)} == set(claims)


def test_a_turn_of_the_sentence_parts_two_judgements() -> None:
    sentence = "Election day was well organized, but genuine competition was missing."
    spans = {claim(j): sentence[j.start : j.end] for j in find_judgements(sentence, "en")}
    assert spans == {
        "administration positive": "Election day was well organized",
        "competition negative": "but genuine competition was missing",
    }


def test_without_an_election_there_is_no_judgement() -> None:
    sentence = "Все прошло спокойно, активистов задержала полиция."
    assert find_judgements(sentence, "ru") == []
    assert [claim(j) for j in find_judgements(sentence, "ru", context=True)] == ["detention"]


def test_each_judgement_names_the_rule_that_spoke() -> None:
    (judgement,) = find_judgements("Дауыс беру тыныш өтті.", "kk")
    assert (judgement.kind, judgement.rule) == ("assessment", "kk.voting.calm")


@pytest.mark.parametrize("lang", LANGUAGES)
@given(text=st.text(max_size=400))
def test_any_text_gives_short_spans_inside_it(lang: Language, text: str) -> None:
    for judgement in find_judgements(text, lang, context=True):
        assert 0 <= judgement.start < judgement.end <= len(text)
        assert judgement.end - judgement.start <= 300


@pytest.mark.parametrize("lang", LANGUAGES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_words_of_the_examples_in_any_order_are_read_without_error(lang: Language, data: st.DataObject) -> None:
    words = sorted({word for sentence in EXAMPLES[lang] for word in sentence.split()})
    text = " ".join(data.draw(st.lists(st.sampled_from(words), max_size=150)))
    for judgement in find_judgements(text, lang, context=True):
        assert 0 < judgement.end - judgement.start <= 300


def test_time_grows_with_the_length_of_the_text() -> None:
    sentence = "Наблюдатели сообщили о вбросе и удалении с участка и не получили протокол "

    def seconds(times: int) -> float:
        start = process_time()
        find_judgements(sentence * times, "ru")
        return process_time() - start

    seconds(10)
    assert seconds(4000) < 10 * 4 * max(seconds(400), 0.02)
