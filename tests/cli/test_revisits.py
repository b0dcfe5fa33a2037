"""The command line forces what is looked at again, and tells how crawls went."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import PARTLY, USAGE, Terminal
from tests.crawler.loopback import Site, article


def links_to(*paths: str) -> str:
    items = "".join(f"<item><link>{{site}}{path}</link></item>" for path in paths)
    return f"<rss><channel>{items}</channel></rss>"


@pytest.fixture
def crawled(terminal: Terminal, site: Site, press_source: Path) -> Terminal:
    """A store that holds a page on an election and one on something else; the feed lists only the first by now."""
    site.page("/feed.xml", links_to("/a", "/b"), media_type="application/rss+xml")
    site.page("/a", article("<p>По данным ЦИК, явка на выборах в Мажилис 10 января 2021 года составила 63,3%.</p>"))
    site.page("/b", article("<p>Урожай собран.</p>", title="Урожай"))
    terminal.tell("crawl", "press", "--sources", press_source)
    site.page("/feed.xml", links_to("/a"), media_type="application/rss+xml")
    site.asked.clear()
    return terminal


def test_just_one_page(crawled: Terminal, site: Site, press_source: Path) -> None:
    answer = crawled.tell("crawl", "press", "--url", f"{site.url}/b", "--sources", press_source, "--json")
    assert answer.records == [{"source": "press", "counts": {"unchanged": 1}, "failures": []}]
    assert site.paths() == ["/b"]


def test_a_page_nobody_listed_yet(crawled: Terminal, site: Site, press_source: Path) -> None:
    site.page("/c", article("<p>Явка составила 61%.</p>", title="Новое"))
    assert "1 new" in crawled.tell("crawl", "press", "--url", f"{site.url}/c", "--sources", press_source).err


def test_the_pages_that_tell_of_an_election(crawled: Terminal, site: Site, press_source: Path) -> None:
    crawled.tell("analyze")
    crawled.tell("crawl", "press", "--recrawl", "--election", "KZ-2021-01-10", "--sources", press_source)
    assert site.paths() == ["/a"]
    site.asked.clear()
    none = crawled.tell("crawl", "press", "--recrawl", "--election", "KZ-1999-01-10", "--sources", press_source)
    assert "KZ-1999-01-10" in none.err
    assert site.asked == []


def test_all_known_pages_or_those_not_seen_for_a_day(crawled: Terminal, site: Site, press_source: Path) -> None:
    crawled.tell("crawl", "press", "--older-than", "1d", "--sources", press_source)
    assert site.paths() == ["/feed.xml"]
    crawled.tell("crawl", "press", "--recrawl", "--sources", press_source)
    assert sorted(site.paths()[1:]) == ["/a", "/b", "/feed.xml"]


def test_a_dry_run_asks_nothing(crawled: Terminal, site: Site, press_source: Path) -> None:
    answer = crawled.tell("crawl", "press", "--recrawl", "--dry-run", "--json", "--sources", press_source)
    assert [record["url"].removeprefix(site.url) for record in answer.records] == ["/feed.xml", "/a", "/b"]
    assert site.asked == []


def test_wrong_addresses_and_spans_are_named(crawled: Terminal, press_source: Path) -> None:
    for words, named in ((("--url", "https://other.example/"), "other.example"), (("--older-than", "soon"), "soon")):
        answer = crawled.run("crawl", "press", *words, "--sources", press_source)
        assert answer.code == USAGE
        assert named in answer.err


def test_a_run_is_told_with_what_failed(crawled: Terminal, site: Site, press_source: Path) -> None:
    del site.pages["/feed.xml"]
    assert crawled.run("crawl", "press", "--sources", press_source).code == PARTLY
    latest, _ = crawled.tell("runs", "--json").records
    (told,) = crawled.tell("runs", str(latest["run"]), "--json").records
    assert told["failures"] == [[f"{site.url}/feed.xml", "gone", "HTTP 404"]]
    assert "HTTP 404" in crawled.tell("runs", str(latest["run"])).out
    assert crawled.run("runs", "99").code != 0
