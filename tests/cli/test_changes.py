"""A page that is changed after it was saved: the claims and the words that are others now."""

from __future__ import annotations

import json

import pytest

from cli.changing import words_changed
from tests.cli.press import COMMISSION, OBSERVERS
from tests.cli.terminal import Terminal, lines


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """The commission's page says 61.2% where it said 63.3%."""
    terminal = Terminal(tmp_path_factory.mktemp("edited"))
    terminal.tell("import", "-", stdin=lines(COMMISSION, OBSERVERS))
    later = {**COMMISSION, "text": COMMISSION["text"].replace("63,3%", "61,2%")}
    terminal.tell("import", "-", stdin=lines(later))
    return terminal


def test_the_changed_claim_stands_beside_the_changed_words(edited: Terminal) -> None:
    (change,) = edited.tell("changes", "--json").records
    assert (change["document"], change["version"]) == ("commission", 2)
    assert [(one["before"]["value"], one["after"]["value"]) for one in change["changed"]] == [(63.3, 61.2)]
    assert (change["appeared"], change["vanished"]) == ([], [])
    assert change["words"] == [{"before": "63,3%.", "after": "61,2%."}]


def test_changes_are_told_of_one_document_or_since_a_day(edited: Terminal) -> None:
    assert "63,3%" in edited.tell("changes", COMMISSION["url"]).out
    assert edited.tell("changes", "observers").out == ""
    assert edited.tell("changes", "--since", "2999-01-01").out == ""
    assert len(edited.tell("changes", "--election", "KZ-2021-01-10", "--json").records) == 1


def test_the_change_is_a_contradiction_and_stands_in_the_digest(edited: Terminal) -> None:
    kinds = [record["kind"] for record in edited.tell("contradictions", "--json").records]
    assert "revision" in kinds
    digest = json.loads(edited.tell("digest", "show", "--format", "json").out)
    assert "revision" in [one["kind"] for one in digest["contradictions"]]


def test_words_that_came_and_went_are_paired() -> None:
    before = "Явка составила 63,3%.\nУчасток № 5 закрыт.\nИтоги позже."
    after = "Явка составила 61%.\nИтоги позже.\nЖалоб нет."
    assert words_changed(before, after) == [("63,3%. Участок № 5 закрыт.", "61%."), ("", "Жалоб нет.")]
    assert words_changed(before, before) == []
