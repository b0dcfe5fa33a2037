"""The crawl as a command: sources of one's own, a summary, and pages that are broken."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.holdings import holdings
from tests.cli.terminal import PARTLY, Terminal
from tests.crawler.loopback import Site, article

EMPTY_PDF = b"%PDF-1.4\n%%EOF\n"


def put_feed(site: Site, *paths: str) -> None:
    items = "".join(f"<item><link>{{site}}{path}</link></item>" for path in paths)
    site.page("/feed.xml", f"<rss><channel>{items}</channel></rss>", media_type="application/rss+xml")


def test_what_is_crawled_is_analysed_and_a_second_crawl_adds_nothing(
    terminal: Terminal, site: Site, press_source: Path
) -> None:
    put_feed(site, "/a", "/b")
    site.page("/a", article("<p>По данным ЦИК, явка на выборах в Мажилис 10 января 2021 года составила 63,3%.</p>"))
    site.page("/b", article("<p>Урожай собран.</p>", title="Урожай"))
    first = terminal.tell("crawl", "press", "--sources", press_source, "--json").records
    assert first == [{"source": "press", "counts": {"new": 2}, "failures": []}]
    assert "analysed: 2 " in terminal.tell("analyze").err
    once = holdings(terminal.db)
    assert [claim["claim"]["value"] for claim in once.claims if claim["claim"].get("metric") == "turnout"] == [63.3]

    terminal.tell("crawl", "press", "--sources", press_source)
    assert site.paths()[-1] == "/feed.xml"  # neither page is due so soon
    again = terminal.tell("crawl", "press", "--sources", press_source, "--recrawl")
    assert "press: 2 unchanged" in again.err
    assert "analysed: 0 " in terminal.tell("analyze").err
    assert holdings(terminal.db) == once


def test_broken_pages_are_named_and_the_others_are_saved(terminal: Terminal, site: Site, press_source: Path) -> None:
    whole = article("<p>По данным ЦИК, явка составила 63,3%.</p>")
    put_feed(site, "/whole", "/half", "/empty.pdf", "/gone", "/blank")
    site.page("/whole", whole)
    site.page("/half", whole.encode()[: len(whole.encode()) * 3 // 4])
    site.page("/empty.pdf", EMPTY_PDF, media_type="application/pdf")
    site.page("/blank", "")
    answer = terminal.run("crawl", "press", "--sources", press_source)
    assert answer.code == PARTLY
    assert f"failed: {site.url}/empty.pdf: " in answer.err
    assert f"{site.url}/blank" in answer.err
    saved = {document.id.removeprefix(site.url): document for document in holdings(terminal.db).documents}
    assert "/whole" in saved
    assert set(saved) <= {"/whole", "/half"}
    # A page cut in half gives what it still holds, or is named: it is never passed over in silence.
    assert "/half" in saved or f"{site.url}/half" in answer.err


def test_loopback_is_not_crawled_unless_a_setting_allows_it(terminal: Terminal, site: Site, press_source: Path) -> None:
    put_feed(site, "/a")
    del terminal.variables["COUNTERCOUNT_CRAWL__ALLOW_PRIVATE"]
    answer = terminal.run("crawl", "press", "--sources", press_source)
    assert answer.code == PARTLY
    assert f"{site.url}" in answer.err
    assert site.asked == []


def test_a_source_file_with_a_mistake_is_named(terminal: Terminal, press_source: Path) -> None:
    (press_source / "broken.toml").write_text('languages = ["ru"]\nhostz = ["a.example"]\n', encoding="utf-8")
    answer = terminal.run("crawl", "press", "--sources", press_source)
    assert answer.code != 0
    assert "broken.toml" in answer.err
    assert "hostz" in answer.err


def test_a_log_tells_what_became_of_each_address(terminal: Terminal, site: Site, press_source: Path) -> None:
    put_feed(site, "/a", "/gone")
    site.page("/a", article("<p>Явка составила 63,3%.</p>"))
    log = press_source / "log.jsonl"
    terminal.variables["COUNTERCOUNT_LOG"] = str(log)
    terminal.run("crawl", "press", "--sources", press_source)
    told = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [one["event"] for one in told] == ["crawl begun", "look", "look", "look", "crawl ended"]
    feed, page, gone = told[1:-1]
    assert (feed["kind"], feed["state"], feed["queued"]) == ("feed", "read", 2)
    assert (page["url"], page["state"], page["level"]) == (f"{site.url}/a", "new", "INFO")
    assert (gone["source"], gone["state"], gone["reason"], gone["level"]) == ("press", "gone", "HTTP 404", "WARNING")
    assert told[-1]["counts"] == {"press": {"new": 1, "gone": 1}}


def test_a_log_that_cannot_be_written_is_said_before_anything_is_asked(
    terminal: Terminal, site: Site, press_source: Path
) -> None:
    terminal.variables["COUNTERCOUNT_LOG"] = str(press_source / "nowhere" / "log.jsonl")
    answer = terminal.run("crawl", "press", "--sources", press_source)
    assert answer.code == 1
    assert "nowhere" in answer.err
    assert site.asked == []
