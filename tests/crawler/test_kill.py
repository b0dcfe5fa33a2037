"""A crawl killed in the middle: what it saved stays, and the next crawl adds what is missing, once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

from loopback import Site, article

# A crawl in a process of its own, into a store that is a file with one line a saved page.
CRAWLER = """
import json, sys
from pathlib import Path
from crawler.crawl import crawl
from crawler.documents import State
from crawler.settings import CrawlSettings
from crawler.sources import load_sources

class FileStore:
    def __init__(self, path):
        self.path = Path(path)
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        self.texts = dict(json.loads(line) for line in lines)
    def validators(self, url):
        return None
    def save_page(self, page):
        if self.texts.get(page.url) == page.text:
            return State.UNCHANGED
        self.texts[page.url] = page.text
        with self.path.open("a") as file:
            file.write(json.dumps([page.url, page.text]) + "\\n")
        return State.NEW
    def save_look(self, look):
        pass

sources = load_sources([Path(sys.argv[1])])
crawl(list(sources.values()), FileStore(sys.argv[2]), CrawlSettings(allow_private=["127.0.0.1"], delay=0.05))
"""


def test_a_killed_crawl_loses_nothing_and_doubles_nothing(site: Site, tmp_path: Path):
    names = [f"n{number}" for number in range(12)]
    site.page("/feed.xml", "<rss>" + "".join(f"<item><link>{{site}}/{name}</link></item>" for name in names) + "</rss>")
    for name in names:
        site.page(f"/{name}", article(f"<p>Сообщение {name}.</p>"))
    (tmp_path / "press.toml").write_text(
        f'languages = ["ru"]\nhosts = ["127.0.0.1"]\npublisher.name.ru = "Проба"\n'
        f'[[entries]]\nkind = "feed"\nurl = "{site.url}/feed.xml"\n',
        encoding="utf-8",
    )
    saved = tmp_path / "saved.jsonl"
    command = [sys.executable, "-c", CRAWLER, str(tmp_path), str(saved)]

    first = subprocess.Popen(command)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and (not saved.exists() or len(saved.read_text().splitlines()) < 3):
        time.sleep(0.01)
    first.kill()
    assert first.wait() == -signal.SIGKILL
    kept = saved.read_text().splitlines()
    assert 3 <= len(kept) < len(names)

    subprocess.run(command, check=True, timeout=60)
    lines = saved.read_text().splitlines()
    assert lines[: len(kept)] == kept
    assert sorted(json.loads(line)[0] for line in lines) == sorted(f"{site.url}/{name}" for name in names)
