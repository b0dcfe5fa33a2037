"""Documents go into a store and what they say comes out: import, analyze, contradictions, claims, search, digest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.holdings import holdings
from tests.cli.press import COMMISSION, ELECTION, OBSERVERS, PRESS
from tests.cli.terminal import FAILED, Terminal, lines


def test_contradictions_show_both_accounts(reader: Terminal) -> None:
    found = reader.tell("contradictions", "--json").records
    turnout = next(one for one in found if (one["kind"], one["metric"]) == ("value_conflict", "turnout"))
    by_value = {side["value"]: side for side in (turnout["a"], turnout["b"])}
    assert set(by_value) == {63.3, 28}
    assert (turnout["election"], turnout["place"]) == (ELECTION, "KZ")
    assert 0 <= turnout["severity"] <= 1
    assert by_value[28]["quote"] in OBSERVERS["text"]
    assert by_value[28]["source"] == "Независимые наблюдатели"
    assert by_value[28]["documents"] == ["observers"]
    # The commission's 63.3 is one claim with three mentions, said in Russian, Kazakh and English.
    assert set(by_value[63.3]["documents"]) == {"commission", "kazakh", "english"}
    assert "35,3" in turnout["explanation"]


def test_contradictions_in_words_and_by_election(reader: Terminal) -> None:
    told = reader.tell("contradictions", "--lang", "ru").out
    assert "28" in told
    assert "63,3" in told
    assert reader.tell("contradictions", "--election", ELECTION, "--json").records
    assert reader.tell("contradictions", "--election", "KZ-2019-06-09", "--json").records == []
    assert reader.tell("contradictions", "--since", "2999-01-01", "--json").records == []


def test_claims_are_filtered_and_hold_their_evidence(reader: Terminal) -> None:
    texts = {document["id"]: document["text"] for document in PRESS}
    said = reader.tell("claims", "--metric", "turnout", "--json").records
    assert {statement["claim"]["value"] for statement in said} == {63.3, 28}
    for statement in said:
        for mention in statement["mentions"]:
            assert texts[mention["document"]][mention["start"] : mention["end"]] == mention["quote"]
    observed = reader.tell("claims", "--metric", "turnout", "--source-type", "citizen_observers", "--json").records
    assert [statement["claim"]["value"] for statement in observed] == [28]
    assert len(reader.tell("claims", "--limit", "1").out.splitlines()) == 1
    assert reader.tell("claims", "--place", "KZ-75").out == ""


@pytest.mark.parametrize(
    ("words", "document"),
    [
        ("наблюдателями", "observers"),  # said: Наблюдатели
        ("избирателям", "observers"),  # said: избирателей
        ("сайлаушылар", "kazakh"),  # said: сайлаушылардың
        ("комиссияның", "kazakh"),  # said: комиссиясының
        ("тонна", "harvest"),  # said: тонны
        ("election", "english"),  # said: elections
    ],
)
def test_search_finds_a_word_in_another_form(reader: Terminal, words: str, document: str) -> None:
    found = reader.tell("search", words, "--json").records
    assert document in {one["document"] for one in found if "document" in one}


def test_search_finds_claims_too(reader: Terminal) -> None:
    found = reader.tell("search", "явкой", "--metric", "turnout", "--json").records
    assert 28 in {one["claim"]["value"] for one in found if "claim" in one}
    none = reader.tell("search", "дирижабль")
    assert (none.out, none.err.strip()) == ("", "0 claims, 0 documents")


def test_the_digest_is_shown_in_three_languages_and_forms(reader: Terminal) -> None:
    for lang in ("ru", "kk", "en"):
        page = reader.tell("digest", "show", "--lang", lang, "--format", "html").out
        assert f'lang="{lang}"' in page
        assert "<script" not in page
    assert "63,3" in reader.tell("digest", "show").out
    as_json = json.loads(reader.tell("digest", "show", "--format", "json", "--election", ELECTION).out)
    assert ELECTION in json.dumps(as_json)


def test_importing_the_same_file_twice_changes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    corrected = {**COMMISSION, "text": COMMISSION["text"].replace("63,3", "63,1")}
    file = tmp_path / "press.jsonl"
    file.write_text(lines(COMMISSION, OBSERVERS, corrected), encoding="utf-8")
    terminal.tell("import", file)
    once = holdings(terminal.db)
    assert {document.id: document.versions for document in once.documents} == {"commission": 2, "observers": 1}
    again = terminal.tell("import", file)
    assert holdings(terminal.db) == once
    assert "3 unchanged" in again.err
    assert "analysed: 0 " in again.err
    assert "analysed: 0 " in terminal.tell("analyze").err


def test_a_corrected_page_takes_its_old_figure_out_of_the_contradictions(terminal: Terminal) -> None:
    terminal.tell("import", "-", stdin=lines(COMMISSION, OBSERVERS))
    assert terminal.tell("contradictions", "--json").records
    corrected = {**OBSERVERS, "text": OBSERVERS["text"].replace("28%", "63,3%")}
    terminal.tell("import", "-", stdin=lines(corrected))
    assert {one["kind"] for one in terminal.tell("contradictions", "--json").records} <= {"revision"}


def test_a_page_that_changed_its_figure_says_so_once(terminal: Terminal) -> None:
    terminal.tell("import", "-", stdin=lines(COMMISSION))
    corrected = {**COMMISSION, "text": COMMISSION["text"].replace("63,3", "61,1")}
    for _ in range(2):
        terminal.tell("import", "-", stdin=lines(corrected))
        (revision,) = terminal.tell("contradictions", "--json").records
        assert (revision["kind"], revision["a"]["value"], revision["b"]["value"]) == ("revision", 63.3, 61.1)


def test_postgresql_wants_its_tables_made_first(terminal: Terminal, empty_postgresql: str) -> None:
    terminal.db = empty_postgresql
    refused = terminal.run("import", "-", stdin=lines(COMMISSION))
    assert refused.code == FAILED
    assert "db upgrade" in refused.err
    terminal.tell("db", "upgrade")
    terminal.tell("db", "upgrade")
    terminal.tell("import", "-", stdin=lines(COMMISSION, OBSERVERS))
    assert {one["metric"] for one in terminal.tell("contradictions", "--json").records} == {"turnout"}
    assert terminal.tell("search", "избирателям", "--json").records
