"""Killed at any moment, the same command again ends where an unkilled one would have: nothing lost, nothing doubled."""

from __future__ import annotations

import random
import signal
import sqlite3
import time
from pathlib import Path
from typing import Any

from tests.cli.holdings import holdings
from tests.cli.terminal import Terminal, lines
from tests.crawler.loopback import Site, article

PAGES = 24
KILLS = 4
SAVED = "SELECT count(*) FROM version"
READ = "SELECT count(*) FROM version WHERE extractor IS NOT NULL"
REGIONS = ("Акмолинской", "Карагандинской", "Костанайской", "Павлодарской")


def told(number: int) -> str:
    """A page of its own for each number; every other speaker says the same turnout otherwise."""
    speaker = "Центральной избирательной комиссии" if number % 2 else "движения «Независимые наблюдатели»"
    region = REGIONS[number // 2 % len(REGIONS)]
    return (
        f"По данным {speaker}, на выборах в Мажилис 10 января 2021 года явка избирателей в {region} области "
        f"составила {30 + number % 2 * 30 + number // 8},5%."
    )


DOCUMENTS: list[dict[str, Any]] = [
    {"id": f"d{number}", "lang": "ru", "published": "2021-01-12", "text": told(number)} for number in range(PAGES)
]


def count(terminal: Terminal, query: str) -> int:
    try:
        with sqlite3.connect(terminal.home / "store.sqlite", timeout=5) as store:
            found: int = store.execute(query).fetchone()[0]
            return found
    except sqlite3.OperationalError:  # no tables yet
        return 0


def kill_again_and_again(terminal: Terminal, query: str, *command: str | Path) -> list[int]:
    """Start the command some times, kill it each time after a random number of further pages; what stood then."""
    rng = random.Random(len(command) + len(query))
    stood = []
    for _ in range(KILLS):
        process = terminal.start(*command)
        wanted = count(terminal, query) + rng.randint(0, PAGES // KILLS)
        while process.poll() is None and count(terminal, query) < wanted:
            time.sleep(0.002)
        time.sleep(rng.random() * 0.03)
        process.kill()
        assert process.wait() in (-signal.SIGKILL, 0)
        stood.append(count(terminal, query))
    return stood


def test_import(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    whole = Terminal(tmp_path / "whole")
    file = tmp_path / "press.jsonl"
    file.write_text(lines(*DOCUMENTS), encoding="utf-8")
    whole.tell("import", file)
    expected = holdings(whole.db)
    assert len(expected.documents) == PAGES
    assert expected.mentions >= PAGES
    assert expected.contradictions

    stood = kill_again_and_again(terminal, READ, "import", file)
    assert any(0 < number < PAGES for number in stood)
    terminal.tell("import", file)
    assert holdings(terminal.db) == expected


def test_crawl_then_analyze(terminal: Terminal, site: Site, tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    allowed = {"COUNTERCOUNT_CRAWL__ALLOW_PRIVATE": '["127.0.0.0/8"]', "COUNTERCOUNT_CRAWL__DELAY": "0.03"}
    whole = Terminal(tmp_path / "whole", variables={**allowed})
    terminal.variables |= allowed
    links = "".join(f"<item><link>{{site}}/{number}</link></item>" for number in range(PAGES))
    site.page("/feed.xml", f"<rss><channel>{links}</channel></rss>", media_type="application/rss+xml")
    for number in range(PAGES):
        site.page(f"/{number}", article(f"<p>{told(number)}</p>", title=f"Сообщение {number}"))
    (tmp_path / "press.toml").write_text(
        f'languages = ["ru"]\nhosts = ["127.0.0.1"]\npublisher.name.ru = "Проба"\n'
        f'[[entries]]\nkind = "feed"\nurl = "{site.url}/feed.xml"\n',
        encoding="utf-8",
    )
    crawl = ("crawl", "press", "--sources", tmp_path)
    whole.tell(*crawl)
    whole.tell("analyze")
    expected = holdings(whole.db)
    assert len(expected.documents) == PAGES
    assert expected.contradictions

    stood = kill_again_and_again(terminal, SAVED, *crawl)
    assert any(0 < number < PAGES for number in stood)
    terminal.tell(*crawl)
    assert holdings(terminal.db).documents == [
        # Organizations are what an analysis reads.
        type(document)(document.id, document.versions, document.texts, ()) for document in expected.documents
    ]  # fmt: skip

    stood = kill_again_and_again(terminal, READ, "analyze")
    assert any(0 < number < PAGES for number in stood)
    terminal.tell("analyze")
    assert holdings(terminal.db) == expected
