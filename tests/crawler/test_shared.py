"""Several crawlers on one PostgreSQL share the work: no page twice, no site hurried."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from loopback import Site, article

from crawler.archive import verify
from storage.migrate import upgrade
from storage.store import Store

HOSTS = [f"127.0.0.{number}" for number in range(2, 14)]
PAGES_OF_A_HOST = 10
CRAWLERS = 3
DELAY = 0.1

# A crawler in a process of its own: folder of sources, database, archive.
CRAWLER = f"""
import sys
from pathlib import Path
from crawler.crawl import crawl
from crawler.settings import CrawlSettings
from crawler.sources import load_sources
from storage.store import Store

sources = load_sources([Path(sys.argv[1])])
settings = CrawlSettings(
    allow_private=["127.0.0.0/8"], delay={DELAY}, max_delay={DELAY}, sites_at_once=3, extraction_processes=1
)
summaries = crawl(list(sources.values()), Store.open(sys.argv[2]), Path(sys.argv[3]), settings)
print(sum(sum(summary.counts.values()) for summary in summaries))
"""


def test_three_crawlers_do_each_page_once_at_the_pace_of_one(empty_postgresql: str, tmp_path: Path):
    upgrade(empty_postgresql)
    site = Site("0.0.0.0")
    folder = tmp_path / "sources"
    folder.mkdir()
    for number, host in enumerate(HOSTS):
        paths = [f"/{host}/{page}" for page in range(PAGES_OF_A_HOST)]
        items = "".join(f"<item><link>http://{host}:{site.port}{path}</link></item>" for path in paths)
        site.page(f"/{host}/feed.xml", f"<rss>{items}</rss>", media_type="application/rss+xml")
        for path in paths:
            site.page(path, article(f"<p>На участке {path} явка составила 63,3 процента.</p>"))
        (folder / f"press{number}.toml").write_text(
            f'languages = ["ru"]\nhosts = ["{host}"]\npublisher.name.ru = "Проба {number}"\n'
            f'[[entries]]\nkind = "feed"\nurl = "http://{host}:{site.port}/{host}/feed.xml"\n',
            encoding="utf-8",
        )
    command = [sys.executable, "-c", CRAWLER, str(folder), empty_postgresql, str(tmp_path / "archive")]

    crawlers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(CRAWLERS)]
    shares = [int(crawler.communicate(timeout=300)[0]) for crawler in crawlers]
    site.server.shutdown()
    site.server.server_close()

    assert sum(shares) == len(HOSTS) * PAGES_OF_A_HOST
    assert sum(1 for share in shares if share) > 1
    asked = sorted(path for path in site.paths() if not path.endswith("feed.xml"))
    assert asked == sorted(path for path in site.pages if not path.endswith("feed.xml"))
    for host in HOSTS:
        times = [at for path, at in site.times if path.startswith(f"/{host}/")]
        assert min(after - before for before, after in pairwise(times)) > 0.8 * DELAY
    store = Store.open(empty_postgresql)
    assert store.record_count() == len(HOSTS) * (PAGES_OF_A_HOST + 1)
    assert list(verify(tmp_path / "archive", store.records())) == []
    store.close()
