"""What cannot be read gets its own clear error, and everything else is done."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.holdings import holdings
from tests.cli.press import COMMISSION, OBSERVERS
from tests.cli.terminal import FAILED, OK, PARTLY, USAGE, Terminal, lines

BROKEN = (
    lines(COMMISSION)
    + '{"id": "half", "text": "Явка\n'  # line 2: cut off
    + lines({"id": "textless", "title": "Явка"})  # line 3
    + lines({"id": "undated", "text": "Явка.", "published": "вчера"})  # line 4
    + "[]\n"  # line 5
    + lines(OBSERVERS)
)
COMPLAINTS = ("line 2: not JSON", "line 3: lacks 'text'", "line 4: published", "line 5: ")


def test_lines_that_cannot_be_read_are_named_and_the_others_are_extracted(terminal: Terminal) -> None:
    answer = terminal.run("extract", "--jsonl", "-", stdin=BROKEN)
    assert answer.code == PARTLY
    assert [line["id"] for line in answer.records] == ["commission", "observers"]
    assert [complaint for complaint in COMPLAINTS if complaint not in answer.err] == []


def test_lines_that_cannot_be_read_are_named_and_the_others_are_imported(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_bytes(BROKEN.encode() + b'{"id": "bytes", "text": "\xff\xfe"}\n')
    answer = terminal.run("import", file)
    assert answer.code == PARTLY
    assert [complaint for complaint in COMPLAINTS if f"{file}, {complaint}" not in answer.err] == []
    assert f"{file}, line 7: not JSON" in answer.err
    held = holdings(terminal.db)
    assert [document.id for document in held.documents] == ["commission", "observers"]
    assert held.contradictions


@pytest.mark.parametrize(
    "command", [("extract", "--jsonl"), ("judge", "--jsonl"), ("import",)], ids=lambda words: words[0]
)
def test_a_missing_file_is_a_usage_error(terminal: Terminal, command: tuple[str, ...]) -> None:
    answer = terminal.run(*command, "nowhere.jsonl")
    assert (answer.code, answer.out) == (USAGE, "")
    assert "nowhere.jsonl" in answer.err


def test_hostile_text_is_read_like_any_other(terminal: Terminal) -> None:
    texts = [
        "",
        "\0",
        "<script>alert(1)</script>" * 50,
        "1" * 5000 + "%",
        "(" * 3000,
        "явка " * 3000,
        "\u202e%36\u202c",
        "=1+1",
    ]
    documents = [{"id": str(number), "text": text} for number, text in enumerate(texts)]
    answer = terminal.run("import", "-", stdin=lines(*documents))
    assert answer.code == OK, answer.err
    assert len(holdings(terminal.db).documents) == len(texts)


def test_an_unknown_source_is_told_with_its_nearest_name(terminal: Terminal) -> None:
    answer = terminal.run("crawl", "zakon_kx")
    assert answer.code in (FAILED, USAGE)
    assert "zakon_kx" in answer.err
    assert "zakon_kz" in answer.err


@pytest.mark.parametrize("command", [("contradictions",), ("analyze",), ("db", "upgrade")], ids=" ".join)
def test_a_store_of_a_newer_version_is_left_alone(terminal: Terminal, command: tuple[str, ...]) -> None:
    terminal.tell("contradictions")
    with sqlite3.connect(terminal.home / "store.sqlite") as store:
        store.execute("UPDATE alembic_version SET version_num = '9999'")
    answer = terminal.run(*command)
    assert answer.code == FAILED
    assert "newer version" in answer.err
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://a@b/c", "sqlite:////proc/no/such.sqlite", "postgresql://nobody@127.0.0.1:1/none"]
)
def test_a_store_that_cannot_be_used_is_one_line(terminal: Terminal, url: str) -> None:
    answer = terminal.run("--db", url, "contradictions")
    assert answer.code == FAILED
    assert answer.err.startswith("countercount: ")


def test_a_file_that_is_no_store_is_not_overwritten(terminal: Terminal, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Это письмо, а не база.\n" * 100)
    answer = terminal.run("--db", f"sqlite:///{letter}", "contradictions")
    assert answer.code == FAILED
    assert "letter.txt" in answer.err
    assert letter.read_text().startswith("Это письмо")
