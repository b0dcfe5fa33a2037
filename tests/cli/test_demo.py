"""The main job on the example press, as a newcomer runs it."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from tests.cli.holdings import holdings
from tests.cli.terminal import FAILED, Answer, Terminal

LOWER_HOUSE_2021, PRESIDENT_2019 = "KZ-2021-01-10", "KZ-2019-06-09"
Found = list[dict[str, Any]]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Terminal, Path, int, Answer]:
    """The terminal, the folder of the demo, the port of its pages and what the demo told."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    home = tmp_path_factory.mktemp("demo")
    folder = home / "build"
    terminal = Terminal(home, db=f"sqlite:///{folder / 'example.sqlite'}")
    return terminal, folder, port, terminal.tell("demo", "--folder", folder, "--port", str(port))


@pytest.fixture(scope="module")
def found(shown: tuple[Terminal, Path, int, Answer]) -> Found:
    terminal, *_ = shown
    return terminal.tell("contradictions", "--json").records


def sides(found: Found, kind: str, metric: str) -> list[list[dict[str, Any]]]:
    """The two sides of each contradiction of a kind, the smaller value first."""
    return [
        sorted((one["a"], one["b"]), key=lambda side: side["value"] or 0)
        for one in found
        if (one["kind"], one["metric"]) == (kind, metric)
    ]


def test_it_tells_what_it_found_and_where_the_digest_lies(shown: tuple[Terminal, Path, int, Answer]) -> None:
    _, folder, _, told = shown
    assert "contradictions" in told.out
    for lang in ("ru", "kk", "en"):
        page = folder / f"digest.{lang}.html"
        assert f'lang="{lang}"' in page.read_text(encoding="utf-8")
    assert str(folder) in told.out


def test_turnout_of_the_commission_against_that_of_the_observers(found: Found) -> None:
    told = [
        ({low["source_type"], high["source_type"]}, low["place"])
        for low, high in sides(found, "value_conflict", "turnout")
        if (low["value"], high["value"]) == (28, 63)
    ]
    assert ({"citizen_observers", "election_authority"}, "KZ") in told


def rests_of_192_stations(found: Found) -> list[dict[str, Any]]:
    """Implied rests of 32% at 192 stations beside the commission's final turnout."""
    return [
        one
        for one in found
        if one["kind"] == "implied_rest" and one["metric"] == "turnout"
        for low, high in [sorted((one["a"], one["b"]), key=lambda side: side["value"] or 0)]
        if low["value"] == 32 and low["sample"]["stations"] == 192 and high["value"] in (63, 63.3)
    ]


def test_what_the_stations_without_observers_must_have_shown(found: Found) -> None:
    assert rests_of_192_stations(found)


def test_the_sentence_on_the_rest_names_the_stations_seen(found: Found) -> None:
    told = [one["explanations"][lang] for one in rests_of_192_stations(found) for lang in ("ru", "kk", "en")]
    assert told
    assert [sentence for sentence in told if "192" not in sentence] == []


def test_a_part_of_the_stations_above_the_whole_city(found: Found) -> None:
    told = [
        pair
        for pair in sides(found, "part_exceeds_whole", "votes")
        if [side["value"] for side in pair] == [50366, 72316]
    ]
    assert told
    whole, part = told[0]
    assert (whole["place"], part["place"]) == ("KZ-75", "KZ-75")
    assert whole["sample"] is None
    assert (part["sample"]["stations"], part["sample"]["of"]) == (208, 554)


def test_turnout_and_unused_ballots_that_make_more_than_a_hundred(found: Found) -> None:
    sums = [
        one["explanations"]["en"]
        for one in found
        if (one["kind"], one["a"]["value"], one["b"]["value"]) == ("sum_mismatch", 102, 100)
    ]
    assert sums
    assert "38" in sums[0]
    assert "64" in sums[0]


def test_one_organization_with_two_turnouts_for_one_council(found: Found) -> None:
    told = [
        (low["contest"], low["source"], high["source"])
        for low, high in sides(found, "self_contradiction", "turnout")
        if (low["value"], high["value"]) == (23, 25)
    ]
    assert told
    contest, *sources = told[0]
    assert contest == "local_council"
    assert all("HAQ" in source for source in sources)


def test_a_page_without_an_election_makes_no_claim(shown: tuple[Terminal, Path, int, Answer]) -> None:
    terminal, *_ = shown
    mentioned = {mention["document"] for claim in holdings(terminal.db).claims for mention in claim["mentions"]}
    assert [page for page in mentioned if "hay-harvest" in page or "bus-lanes" in page] == []


def test_reprints_and_translations_add_mentions_not_contradictions(found: Found) -> None:
    told = [
        tuple(sorted((side["value"], side["source_id"] or side["source"] or "") for side in (one["a"], one["b"])))
        for one in found
        if one["election"] == PRESIDENT_2019 and one["kind"] == "part_exceeds_whole"
    ]
    assert len(told) == len(set(told))


def test_the_same_again_adds_nothing(shown: tuple[Terminal, Path, int, Answer]) -> None:
    terminal, folder, port, _ = shown
    once = holdings(terminal.db)
    assert len(once.documents) >= 14
    again = terminal.tell("demo", "--folder", folder, "--port", str(port))
    assert "new," not in again.err
    assert "analysed 0 " in again.err
    assert holdings(terminal.db) == once


def test_a_taken_port_is_told(terminal: Terminal, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = terminal.run("demo", "--folder", tmp_path / "demo", "--port", str(port))
    assert answer.code == FAILED
    assert str(port) in answer.err
