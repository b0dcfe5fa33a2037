"""Commands that help an operator write a source, try it, and see that it still works."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from crawler.sources import load_source
from tests.cli.terminal import FAILED, PARTLY, USAGE, Terminal
from tests.crawler.loopback import Site, article

PRESS = """languages = ["ru"]
hosts = ["127.0.0.1"]
publisher.name.ru = "Проба"
[[entries]]
kind = "feed"
url = "{site}/feed.xml"
"""


@pytest.fixture
def folder(site: Site, terminal: Terminal, tmp_path: Path) -> Path:
    """A folder with one source, `press`; the site lists one article."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "press.toml").write_text(PRESS.format(site=site.url), encoding="utf-8")
    site.page("/feed.xml", "<rss><channel><item><link>{site}/a</link></item></channel></rss>")
    site.page("/a", article("<p>Явка на 14:00 составила 45,9%.</p>", title="Явка 63,3%"))
    terminal.variables |= {"COUNTERCOUNT_CRAWL__ALLOW_PRIVATE": '["127.0.0.0/8"]', "COUNTERCOUNT_CRAWL__DELAY": "0"}
    return folder


def test_sources_of_ones_own_stand_beside_the_bundled_ones(terminal: Terminal, site: Site, folder: Path) -> None:
    listed = terminal.tell("sources", "list", "--sources", folder).out
    assert f"press\tПроба\t{site.url}/feed.xml" in listed
    assert "zakon_kz\t" in listed


def test_a_page_is_tried_without_a_store(terminal: Terminal, site: Site, folder: Path) -> None:
    answer = terminal.tell("sources", "test", f"{site.url}/a", "--sources", folder)
    assert "Явка на 14:00 составила 45,9%." in answer.out
    assert "source: press" in answer.err
    assert "title: Явка 63,3%" in answer.err
    assert "doubt: no date" in answer.err
    assert "doubt: the numbers of the headline are missing from the body: 63,3" in answer.err
    assert not (terminal.home / "store.sqlite").exists()


def test_a_page_that_is_not_there_says_so(terminal: Terminal, site: Site, folder: Path) -> None:
    answer = terminal.run("sources", "test", f"{site.url}/none", "--sources", folder)
    assert answer.code == FAILED
    assert "nothing at" in answer.err or "HTTP 404" in answer.err
    assert terminal.run("sources", "test", "no-address").code == USAGE


def test_a_source_is_checked_by_what_the_store_saw(terminal: Terminal, site: Site, folder: Path) -> None:
    before = terminal.run("sources", "check", "press", "--sources", folder)
    assert (before.code, before.out) == (PARTLY, "press\tnever crawled\n")
    terminal.tell("crawl", "press", "--sources", folder)
    assert terminal.tell("sources", "check", "press", "--sources", folder).out == "press\tok\n"


def test_a_source_whose_pages_are_read_badly_is_doubtful(terminal: Terminal, site: Site, folder: Path) -> None:
    items = "".join(f"<item><link>{{site}}/{page}</link></item>" for page in range(8))
    site.page("/feed.xml", f"<rss><channel>{items}</channel></rss>")
    for page in range(8):
        lost = article("<p>Комиссия подвела итоги дня.</p>", title=f"Явка {page},3%")
        site.page(f"/{page}", lost if page < 4 else "<html><body><script>app()</script></body></html>")
    terminal.run("crawl", "press", "--sources", folder)
    answer = terminal.run("sources", "check", "press", "--sources", folder)
    assert answer.code == PARTLY
    assert answer.out.splitlines() == [
        "press\tbody empty on 50% of pages",
        "press\tthe numbers of the headline are missing from the body on 4 of 4 pages",
    ]


def test_a_first_source_file_is_written_from_the_front_page(
    terminal: Terminal, site: Site, folder: Path, tmp_path: Path
) -> None:
    site.page(
        "/",
        '<html lang="kk"><head><title>Ауыл үні</title><link rel="alternate" type="application/rss+xml" href="/rss">'
        "</head><body><h2><a href='/n/1'>Сайлау өтті</a></h2><p>Ауылдың күнделікті жаңалықтары.</p></body></html>",
    )
    site.page("/robots.txt", "User-agent: *\nAllow: /\nSitemap: {site}/map.xml\n", media_type="text/plain")
    drafted = terminal.tell("sources", "new", f"{site.url}/").out
    said = tomllib.loads(drafted)
    assert (said["publisher"]["name"], said["languages"]) == ({"kk": "Ауыл үні"}, ["kk"])
    assert [entry["url"] for entry in said["entries"]] == [f"{site.url}/rss", f"{site.url}/map.xml"]
    (tmp_path / "village.toml").write_text(drafted, encoding="utf-8")
    assert load_source(tmp_path / "village.toml").name == "village"


def test_a_crawl_keeps_what_it_is_asked_for(terminal: Terminal, site: Site, folder: Path) -> None:
    answer = terminal.tell("crawl", "press", "--sources", folder, "--word", "референдум", "--json")
    assert answer.records == [{"source": "press", "counts": {"out_of_scope": 1}, "failures": []}]
    assert terminal.run("crawl", "press", "--sources", folder, "--election", "soon").code == USAGE
