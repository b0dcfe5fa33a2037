"""When two names are one body."""

from __future__ import annotations

from typing import Any

import pytest

from nlp.contradictions.actors import NoReference, subject
from tests.nlp.contradictions.telling import figure, found, kinds, page


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Нұр Отан", "Nur Otan", True),
        ("НурОтан", 'Партия "Nur Otan"', True),
        ("AqJol", "демократическая партия «Ак жол»", True),
        ("Косанов", "Амиржан Косанов", True),
        ("Қасым-Жомарт Тоқаев", "Касым-Жомарт Токаев", True),
        ("НПК", "Народная партия Казахстана", True),
        ("Народная партия Казахстана", "Народно-демократическая партия «Ауыл»", False),
        ("Демократическая партия", "Демократическая партия «Ак жол»", False),
        ("Ауыл", "Адал", False),
    ],
)
def test_names_in_scripts_and_forms(a: str, b: str, same: bool) -> None:
    first, second = (subject(figure("votes", 1, subject=name), NoReference()) for name in (a, b))
    assert first.is_same(second) is same
    assert second.is_same(first) is same


@pytest.mark.parametrize("name", ["Орталық сайлау комиссиясы", "OSK", "Central Election Commission", "ЦИК"])
def test_the_national_commission_is_one_speaker_in_every_language(name: str) -> None:
    pages = (
        page("a", figure("turnout", "77.08", source="Центризбирком")),
        page("b", figure("turnout", "77.8", source=name)),
    )
    assert [c.kind for c in found(*pages)] == ["self_contradiction"]


def test_the_commission_of_an_autonomy_is_not_that_of_the_state() -> None:
    place: dict[str, Any] = {"place": "MD-GA", "election": "MD-2023-05-14", "contest": "regional_head"}
    own = figure("turnout", "51.2", source="Центральная избирательная комиссия Гагаузии", **place)
    state = figure("turnout", "53.7", source="ЦИК Молдовы", **place)
    assert kinds(found(page("a", own, day="2023-05-15"), page("b", state, day="2023-05-15"))) == ["value_conflict"]


def test_the_answers_of_a_referendum_are_one_in_every_language() -> None:
    said: dict[str, Any] = {"contest": "referendum"}
    pages = [
        page(name, figure("vote_share", value, subject=name, **said))
        for name, value in (("за", 60), ("in favour", 62), ("нет", 38), ("қарсы", 38))
    ]
    assert kinds(found(*pages)) == ["self_contradiction"]


def test_reference_data_tells_that_two_names_are_one_party() -> None:
    class Renamed(NoReference):
        def identify(self, name: str, kind: str, country: str | None) -> str | None:
            return "kz/amanat" if name in ("Аманат", "Нур Отан") else None

    old, new = (subject(figure("seats", 1, subject=name), Renamed()) for name in ("Нур Отан", "Аманат"))
    assert old.is_same(new)
