"""Help answers at once, because it loads nothing that it does not need."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from cli.main import app
from tests.cli.terminal import USAGE, Terminal

HEAVY = ("spacy", "scrapy", "sqlalchemy", "fastapi", "pydantic_settings", "pydantic", "trafilatura", "rich.progress")
COMMANDS = (
    "crawl", "sources", "extract", "quantities", "entities", "judge", "import", "analyze", "contradictions", "claims",
    "explain", "search", "serve", "digest", "db", "demo",
)  # fmt: skip


def test_help_names_every_command(terminal: Terminal) -> None:
    helped = terminal.tell("--help").out
    assert [command for command in COMMANDS if f" {command} " not in helped] == []


def test_help_loads_no_heavy_part() -> None:
    asked = (
        "import sys; sys.argv = ['countercount', '--help']\nfrom cli.main import app\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert "Usage" in answer.stdout
    assert answer.stderr.strip() == "[]"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str) -> None:
    assert f"countercount {command}" in CliRunner().invoke(app, [command, "--help"], prog_name="countercount").output


def test_an_unknown_command_is_a_usage_error(terminal: Terminal) -> None:
    assert terminal.run("contradicts").code == USAGE
    assert terminal.run("digest", "show", "--lang", "de").code == USAGE
    assert terminal.run("claims", "--limit", "many").code == USAGE
