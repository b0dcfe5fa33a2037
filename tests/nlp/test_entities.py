"""The trained recognizer of names: organizations, persons and places in any text."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from nlp.entities import Entity, find_entities

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "nlpdata"


def found(text: str, lang: str | None) -> set[tuple[str, str]]:
    entities = find_entities(text, lang)
    assert all(text[e.start : e.end] == e.text for e in entities)
    assert entities == sorted(entities, key=lambda e: e.start)
    return {(e.text, e.label) for e in entities}


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("ru", "Вчера в Костанае Марат Ахметов вручил награду заводу «Прогресс».",
         {("Костанае", "LOC"), ("Марат Ахметов", "PER"), ("заводу «Прогресс»", "ORG")}),
        ("ru", "Правительство Грузии и партия «Рассвет» не договорились.",
         {("Правительство Грузии", "ORG"), ("партия «Рассвет»", "ORG")}),
        ("ru", "Доклад подготовил Джон Смит (John Smith).", {("Джон Смит", "PER"), ("John Smith", "PER")}),
        ("kk", "Ерлан Сәбитов Астанада сөз сөйлеп, Қазақстанға оралды.",
         {("Ерлан Сәбитов", "PER"), ("Астанада", "LOC"), ("Қазақстанға", "LOC")}),
        ("en", "John Miller of the United Nations flew to Paris on Monday.",
         {("John Miller", "PER"), ("United Nations", "ORG"), ("Paris", "LOC")}),
    ],
)  # fmt: skip
def test_names_are_found_whole_and_labelled(lang: str, text: str, names: set[tuple[str, str]]) -> None:
    assert found(text, lang) == names


def test_names_of_a_page_in_latin_kazakh_stand_as_the_page_has_them() -> None:
    text = "Erlan Sábıtov keshe Almaty qalasynda sóz sóılep, Qazaqstan týraly aıtty."
    assert {("Erlan Sábıtov", "PER"), ("Qazaqstan", "LOC")} <= found(text, "kk")


def test_each_paragraph_is_read_in_its_own_language() -> None:
    text = "Сергей Иванов приехал в Москву.\nJohn Miller flew to Paris on Monday."
    assert {("Сергей Иванов", "PER"), ("John Miller", "PER"), ("Paris", "LOC")} <= found(text, None)


@pytest.mark.parametrize("text", ["", " \n\n ", "\ud800", "1" * 50_000, "Москва " * 20_000, "«" * 3_000])
def test_any_text_is_read(text: str) -> None:
    assert all(isinstance(entity, Entity) for entity in find_entities(text, "ru"))


def _benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("entities_benchmark", ROOT / "benchmarks" / "entities.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not CORPORA.exists(), reason="no corpora beside the project")
@pytest.mark.parametrize(("name", "floor"), [("KazNERD test", 77.5), ("factRuEval test", 78.5), ("PUD English", 55.5)])
def test_exact_spans_in_a_fourth_of_the_test_sets(name: str, floor: float) -> None:
    scores = _benchmark().scores(name, CORPORA, every=4)
    if scores is None:
        pytest.skip("this corpus is not there")
    assert scores["all"] >= floor
