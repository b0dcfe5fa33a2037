"""A person checks what was found: dismisses, corrects, merges, and scores the extractor on it."""

from __future__ import annotations

import json

from tests.cli.press import COMMISSION, ELECTION, OBSERVERS
from tests.cli.terminal import FAILED, USAGE, Terminal, lines

WHO = ("--by", "Айгүл", "--reason", "проверено")
SAME_DAY = "2021-01-11"
ONE_FIGURE = [
    {"id": "ru", "lang": "ru", "published": SAME_DAY, "text":
     "Центральная избирательная комиссия сообщила: явка на выборах в мажилис 10 января 2021 года составила 63,3%."},
    {"id": "kk", "lang": "kk", "published": SAME_DAY, "text":
     "Орталық сайлау комиссиясының мәліметінше, 2021 жылғы 10 қаңтардағы Мәжіліс сайлауына сайлаушылардың 63,3%-ы "
     "қатысты."},
    {"id": "en", "lang": "en", "published": SAME_DAY, "text":
     "The Central Election Commission of Kazakhstan said that turnout in the 10 January 2021 Majilis elections was "
     "63.3%."},
]  # fmt: skip


def test_one_figure_said_in_three_languages_is_one_claim(terminal: Terminal) -> None:
    terminal.tell("import", "-", stdin=lines(*ONE_FIGURE))
    (said,) = terminal.tell("claims", "--metric", "turnout", "--json").records
    assert {mention["document"] for mention in said["mentions"]} == {"ru", "kk", "en"}


def test_a_dismissed_contradiction_is_listed_only_with_all(terminal: Terminal) -> None:
    terminal.tell("import", "-", stdin=lines(COMMISSION, OBSERVERS))
    found = terminal.tell("contradictions", "--json").records
    for one in found:
        terminal.tell("review", "contradiction", one["id"], "dismissed", *WHO)
    assert terminal.tell("contradictions", "--json").records == []
    assert terminal.tell("disputes", "--json").records == []
    everything = terminal.tell("contradictions", "--all", "--json").records
    assert {(one["id"], one["review"]["verdict"]) for one in everything} == {(one["id"], "dismissed") for one in found}
    assert len(terminal.tell("review", "list").out.splitlines()) == len(found)


def test_disputes_show_camps(terminal: Terminal) -> None:
    terminal.tell("import", "-", stdin=lines(COMMISSION, OBSERVERS))
    dispute = next(one for one in terminal.tell("disputes", "--json").records if one["metric"] == "turnout")
    assert (dispute["election"], dispute["place"]) == (ELECTION, "KZ")
    assert [camp["group"] for camp in dispute["camps"]] == ["official", "observed"]
    assert "1 contradiction" in terminal.tell("disputes").out


def test_a_corrected_claim_and_its_evaluation(terminal: Terminal) -> None:
    terminal.tell("import", "-", stdin=lines(COMMISSION, OBSERVERS))
    said = terminal.tell("claims", "--metric", "turnout", "--json").records
    observed = next(one for one in said if one["claim"]["value"] == 28)
    right = next(one for one in said if one["claim"]["value"] == 63.3)
    terminal.tell("review", "claim", observed["id"], "wrong", "--slot", "place", "--value", "KZ-75", *WHO)
    terminal.tell("review", "claim", right["id"], "right", *WHO)
    assert [one["claim"]["value"] for one in terminal.tell("claims", "--place", "KZ-75", "--json").records] == [28]

    cases = terminal.tell("review", "export").out
    assert {json.loads(case)["slot"] for case in cases.splitlines()} == {"place", None}
    scored = terminal.tell("evaluate", "--jsonl", "-", stdin=cases)
    assert scored.out.splitlines() == ["place: 0 of 1 (0%)", "right: 1 of 1 (100%)", "all: 1 of 2 (50%)"]
    terminal.tell("review", "withdraw", observed["id"])
    assert terminal.tell("claims", "--place", "KZ-75").out == ""


def test_what_cannot_be_reviewed_is_refused(terminal: Terminal) -> None:
    terminal.tell("import", "-", stdin=lines(COMMISSION))
    assert terminal.run("review", "contradiction", "0" * 20, "confirmed", *WHO).code == FAILED
    assert terminal.run("review", "claim", "0" * 20, "wrong", "--slot", "place", *WHO).code == USAGE
    assert terminal.run("merge", "election", "выборы", ELECTION, *WHO).code == FAILED


def test_a_merger_that_no_claim_follows_says_so(terminal: Terminal) -> None:
    terminal.tell("import", "-", stdin=lines(COMMISSION))
    answer = terminal.tell("merge", "actor", "Никто", "Кто-то", *WHO)
    assert "no claim is of Никто so far" in answer.err


def test_numbers_agree_with_their_nouns(terminal: Terminal) -> None:
    terminal.tell("import", "-", stdin=lines(COMMISSION))
    assert "1 document" in terminal.tell("search", "комиссия").err
    assert "1 documents" not in terminal.tell("search", "комиссия").err
