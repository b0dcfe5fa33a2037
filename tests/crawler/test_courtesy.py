"""No site is asked faster than it wishes."""

from __future__ import annotations

import time

from loopback import Shelf, Site, article

from crawler.documents import State

FEED = {"kind": "feed", "url": "/feed.xml"}


def feed(*paths: str) -> str:
    return "<rss>" + "".join(f"<item><link>{{site}}{path}</link></item>" for path in paths) + "</rss>"


def test_the_delay_that_robots_txt_asks_for_is_kept(site: Site, shelf: Shelf, crawl_site):
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.5", media_type="text/plain")
    site.page("/feed.xml", feed("/a", "/b"))
    for name in "ab":
        site.page(f"/{name}", article(f"<p>{name}</p>"))
    began = time.monotonic()

    assert crawl_site(FEED).counts == {State.NEW: 2}

    assert time.monotonic() - began > 3 * 0.5  # robots.txt, the feed, a, b


def test_a_site_that_says_when_to_come_back_is_left_alone_till_then(site: Site, shelf: Shelf, crawl_site):
    site.page("/feed.xml", feed("/a", "/b"))
    site.page("/a", "busy", status=429, headers={"Retry-After": "2"})
    site.page("/b", article("<p>б</p>"))
    site.after("/a", 1, article("<p>а</p>"))

    assert crawl_site(FEED, patience=10).counts == {State.NEW: 2}

    (first, second) = (at for path, at in site.times if path == "/a")
    assert second - first > 2
    assert not any(first < at < second for _, at in site.times)


def test_what_would_take_too_long_is_left_for_the_next_crawl(site: Site, shelf: Shelf, crawl_site):
    site.page("/feed.xml", feed("/a", "/b"))
    site.page("/a", "busy", status=503, headers={"Retry-After": "3600"})
    site.page("/b", article("<p>б</p>"))

    summary = crawl_site(FEED, patience=10)

    assert summary.counts == {}
    assert site.paths() == ["/feed.xml", "/a"]
    assert {one.url.removeprefix(site.url) for one in shelf.addresses if one.queued} == {"/a", "/b"}
