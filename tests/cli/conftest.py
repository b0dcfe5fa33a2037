"""A terminal for each test, and one whose store already holds the short press."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.press import PRESS
from tests.cli.terminal import Terminal, lines
from tests.crawler.loopback import Site


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    home = tmp_path / "home"
    home.mkdir()
    return Terminal(home)


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """Its store is read by many tests and written by none."""
    filled = Terminal(tmp_path_factory.mktemp("reader"))
    filled.tell("import", "-", stdin=lines(*PRESS))
    return filled


@pytest.fixture
def press_source(site: Site, terminal: Terminal, tmp_path: Path) -> Path:
    """A folder with one source, `press`, whose feed lists what the test puts there."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "press.toml").write_text(
        f'languages = ["ru"]\nhosts = ["127.0.0.1"]\npublisher.name.ru = "Проба"\n'
        f'[[entries]]\nkind = "feed"\nurl = "{site.url}/feed.xml"\n',
        encoding="utf-8",
    )
    terminal.variables |= {"COUNTERCOUNT_CRAWL__ALLOW_PRIVATE": '["127.0.0.0/8"]', "COUNTERCOUNT_CRAWL__DELAY": "0"}
    return folder
