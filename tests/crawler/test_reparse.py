"""The archive is read again without the network: better readers make better texts of the same payloads."""

from __future__ import annotations

from loopback import Shelf, Site, article, make_source
from sqlalchemy import update

from crawler.documents import State
from crawler.reparse import reparse
from crawler.settings import CrawlSettings
from storage import tables
from storage.database import Database

SETTINGS = CrawlSettings(extraction_processes=1)


def forget(shelf: Shelf, words: str) -> None:
    """As if a worse reader had read the versions."""
    database = Database(shelf.url)
    with database.write() as session:
        session.execute(update(tables.Version).values(text=words, extractor="1"))
    database.close()


def test_what_a_worse_reader_lost_comes_back_from_the_archive(site: Site, shelf: Shelf, crawl_site):
    pages = {"/a": "63,2", "/b": "61,7"}
    site.page("/feed.xml", "<rss>" + "".join(f"<item><link>{{site}}{path}</link></item>" for path in pages) + "</rss>")
    for path, share in pages.items():
        site.page(path, article(f"<p>Явка составила {share} процента.</p>"))
    crawl_site({"kind": "feed", "url": "/feed.xml"})
    before = shelf.versions
    forget(shelf, "Явка составила.")
    site.asked.clear()
    source = make_source([{"kind": "feed", "url": f"{site.url}/feed.xml"}])

    done = reparse(shelf.store, shelf.archive, {"press": source}, SETTINGS)
    again = reparse(shelf.store, shelf.archive, {"press": source}, SETTINGS)

    assert (done.read, done.changed, done.failures) == (2, 2, [])
    assert (again.read, again.changed) == (2, 0)
    assert shelf.versions == before
    assert site.asked == []
    assert len(list(shelf.store.unanalysed("1"))) == 2


def test_a_page_that_gave_no_text_then_may_give_one_now(site: Site, shelf: Shelf, crawl_site):
    site.page("/a", article("<p>Явка составила 63,2 процента.</p>"))
    blind = crawl_site({"kind": "page", "url": "/a"}, fields={"cut": ["body > *"]})
    assert blind.counts == {State.NOT_EXTRACTED: 1}
    source = make_source([{"kind": "page", "url": f"{site.url}/a"}])

    assert reparse(shelf.store, shelf.archive, {"press": source}, SETTINGS).changed == 1

    (version,) = shelf.versions[f"{site.url}/a"]
    assert "63,2" in version.text
    assert [address.state for address in shelf.addresses] == [State.NEW]


def test_an_altered_archive_changes_no_text(site: Site, shelf: Shelf, crawl_site):
    site.page("/a", article("<p>Явка составила 63,2 процента.</p>"))
    crawl_site({"kind": "page", "url": "/a"})
    forget(shelf, "Явка составила 63,2 процента.")
    (path,) = shelf.archive.glob("*.warc.gz")
    path.write_bytes(path.read_bytes()[:-100] + b"\0" * 100)
    source = make_source([{"kind": "page", "url": f"{site.url}/a"}])

    done = reparse(shelf.store, shelf.archive, {"press": source}, SETTINGS)

    assert done.changed == 0
    assert [url for url, _ in done.failures] == [f"{site.url}/a"]
    assert shelf.versions[f"{site.url}/a"][0].text == "Явка составила 63,2 процента."
