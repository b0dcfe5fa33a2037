"""A second crawl of a thousand unchanged pages makes no versions and costs few bytes."""

from __future__ import annotations

from loopback import Shelf, Site, article, make_source

from crawler.crawl import crawl
from crawler.documents import State
from crawler.schedule import EVERYTHING
from crawler.settings import CrawlSettings

HOSTS = [f"127.0.0.{number}" for number in range(2, 22)]
PAGES_OF_A_HOST = 50
PAGES = len(HOSTS) * PAGES_OF_A_HOST


def test_a_thousand_unchanged_pages(shelf: Shelf) -> None:
    site = Site("0.0.0.0")
    sources = []
    for number, host in enumerate(HOSTS):
        paths = [f"/{host}/{page}" for page in range(PAGES_OF_A_HOST)]
        items = "".join(f"<item><link>http://{host}:{site.port}{path}</link></item>" for path in paths)
        site.page(f"/{host}/feed.xml", f"<rss>{items}</rss>", media_type="application/rss+xml")
        for path in paths:
            body = f"<p>На участке {path} явка составила 63,3 процента.</p>" + "<script>var a = 1;</script>" * 100
            site.page(path, article(body, title=f"Явка {path}"), headers={"ETag": f'"{path}"'})
        entry = {"kind": "feed", "url": f"http://{host}:{site.port}/{host}/feed.xml"}
        sources.append(make_source([entry], name=f"press{number}", hosts=[host]))
    settings = CrawlSettings(allow_private=["127.0.0.0/8"], delay=0, max_delay=0, extraction_processes=1)

    sent, states = [], []
    with site:
        for _ in range(2):
            before = site.sent
            summaries = crawl(sources, shelf.store, shelf.archive, settings, revisit=EVERYTHING)
            sent.append(site.sent - before)
            states.append({state for summary in summaries for state in summary.counts})

    assert states == [{State.NEW}, {State.UNCHANGED}]
    assert [len(versions) for versions in shelf.versions.values()] == [1] * PAGES
    assert sent[1] < 0.15 * sent[0]
