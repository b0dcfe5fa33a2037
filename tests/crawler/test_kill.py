"""A crawl killed at any moment: nothing is lost, nothing doubled, and the archive is whole."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Shelf, Site, article

from crawler.archive import verify

HOSTS = [f"127.0.0.{number}" for number in range(2, 32)]  # one request at a time each
PAGES_OF_A_HOST = 50
PAGES = len(HOSTS) * PAGES_OF_A_HOST
KILLS = 10

# A crawl in a process of its own: folder of sources, database, archive.
CRAWLER = """
import sys
from pathlib import Path
from crawler.crawl import crawl
from crawler.settings import CrawlSettings
from crawler.sources import load_sources
from storage.store import Store

sources = load_sources([Path(sys.argv[1])])
settings = CrawlSettings(allow_private=["127.0.0.0/8"], delay=0, max_delay=0, extraction_processes=1)
crawl(list(sources.values()), Store.open(sys.argv[2]), Path(sys.argv[3]), settings)
"""


@pytest.fixture
def hosts() -> Iterator[Site]:
    """Many hosts on one port of loopback, each with a feed of its own."""
    with Site("0.0.0.0") as site:
        for host in HOSTS:
            paths = [f"/{host}/{number}" for number in range(PAGES_OF_A_HOST)]
            items = "".join(f"<item><link>http://{host}:{site.port}{path}</link></item>" for path in paths)
            site.page(f"/{host}/feed.xml", f"<rss>{items}</rss>", media_type="application/rss+xml")
            for path in paths:
                text = f"<p>На участке {path} явка составила 63,3 процента.</p>"
                site.page(path, article(text, title=f"Явка {path}"))
        yield site


@pytest.fixture
def sources(hosts: Site, tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    for number, host in enumerate(HOSTS):
        (folder / f"press{number}.toml").write_text(
            f'languages = ["ru"]\nhosts = ["{host}"]\npublisher.name.ru = "Проба {number}"\n'
            f'[[entries]]\nkind = "feed"\nurl = "http://{host}:{hosts.port}/{host}/feed.xml"\n',
            encoding="utf-8",
        )
    return folder


def saved(url: str) -> int:
    """How many versions a store holds that a crawl is writing to."""
    try:
        with sqlite3.connect(url.removeprefix("sqlite:///"), timeout=5) as store:
            found: int = store.execute("SELECT count(*) FROM version").fetchone()[0]
            return found
    except sqlite3.OperationalError:  # no tables yet
        return 0


def test_killed_ten_times_a_crawl_loses_nothing_and_doubles_nothing(shelf: Shelf, sources: Path, tmp_path: Path):
    command = [sys.executable, "-c", CRAWLER, str(sources), shelf.url, str(shelf.archive)]
    rng = random.Random(7)
    stood = []
    for _ in range(KILLS):
        process = subprocess.Popen(command)
        wanted = saved(shelf.url) + rng.randint(0, PAGES // KILLS)
        while process.poll() is None and saved(shelf.url) < wanted:
            time.sleep(0.02)
        time.sleep(rng.random() * 0.1)
        process.kill()
        assert process.wait() == -signal.SIGKILL
        stood.append(saved(shelf.url))
    assert len({number for number in stood if 0 < number < PAGES}) > KILLS // 2
    subprocess.run(command, check=True, timeout=300)

    versions = shelf.versions
    assert len(versions) == PAGES
    assert all(len(of_page) == 1 for of_page in versions.values())
    assert all(url.split("/")[-1] in of_page[0].text for url, of_page in versions.items())
    assert not any(address.queued for address in shelf.addresses)
    assert len(shelf.records) == PAGES + len(HOSTS)
    assert list(verify(shelf.archive, shelf.store.records())) == []
