"""Flags outweigh variables, variables outweigh the file; the file may name folders of further sources."""

from __future__ import annotations

from pathlib import Path

from tests.cli.terminal import FAILED, Terminal


def write(terminal: Terminal, settings: str) -> None:
    folder = terminal.home / "config" / "countercount"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text(settings, encoding="utf-8")
    terminal.variables["XDG_CONFIG_HOME"] = str(folder.parent)


def test_flag_before_variable_before_file(terminal: Terminal, tmp_path: Path) -> None:
    by_file, by_variable, by_flag = (tmp_path / f"{name}.sqlite" for name in ("file", "variable", "flag"))
    write(terminal, f'db = "sqlite:///{by_file}"')
    terminal.db = f"sqlite:///{by_variable}"
    terminal.tell("--db", f"sqlite:///{by_flag}", "db", "upgrade")
    assert (by_file.exists(), by_variable.exists(), by_flag.exists()) == (False, False, True)
    terminal.tell("db", "upgrade")
    assert (by_file.exists(), by_variable.exists()) == (False, True)


def test_a_variable_that_is_no_list_is_named(terminal: Terminal) -> None:
    terminal.variables["COUNTERCOUNT_CRAWL__ALLOW_PRIVATE"] = "everything"
    answer = terminal.run("sources", "list")
    assert answer.code == FAILED
    assert "crawl" in answer.err


def test_the_file_names_folders_of_further_sources(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "village.toml").write_text(
        'languages = ["ru"]\nhosts = ["village.example"]\npublisher.name.ru = "Сельская новь"\n'
        '[[entries]]\nkind = "feed"\nurl = "https://village.example/feed"\n',
        encoding="utf-8",
    )
    write(terminal, f'sources = ["{tmp_path}"]')
    listed = dict(line.split("\t", 1) for line in terminal.tell("sources", "list").out.splitlines())
    assert listed["village"] == "Сельская новь\thttps://village.example/feed"
    assert "zakon_kz" in listed
