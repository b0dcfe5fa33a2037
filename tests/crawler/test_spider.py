"""Crawls of a real site over HTTP: what is found, what is saved, what is refused, and what is said of it."""

from __future__ import annotations

import gzip

import pytest
from loopback import Shelf, Site, article, make_source
from reportlab.pdfgen.canvas import Canvas

from crawler.crawl import Progress, crawl
from crawler.documents import State
from crawler.settings import CrawlSettings

FEED = {"kind": "feed", "url": "/feed.xml"}
LOOPBACK = CrawlSettings(allow_private=["127.0.0.0/8"], delay=0, max_delay=0, timeout=5, extraction_processes=1)


def feed(*paths: str) -> str:
    items = "".join(f"<item><link>{{site}}{path}</link></item>" for path in paths)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><link>{{site}}/</link>{items}</channel></rss>'


def texts(shelf: Shelf) -> dict[str, str]:
    return {url.split("/", 3)[3]: versions[-1].text for url, versions in shelf.versions.items()}


def test_a_feed_leads_to_its_articles(site: Site, shelf: Shelf, crawl_site):
    site.page("/feed.xml", feed("/a?utm_source=rss", "/b#comments", "/sport/c"), media_type="application/rss+xml")
    for name in ("a", "b", "sport/c"):
        site.page(f"/{name}", article(f"<p>На участке {name} явка составила 63,3 процента.</p>"))

    summary = crawl_site(FEED, fields={"exclude": ["/sport/"]})

    assert summary.counts == {State.NEW: 2}
    assert summary.failures == []
    assert set(texts(shelf)) == {"a", "b"}
    saved = shelf.versions[f"{site.url}/a"][0]
    assert (saved.title, saved.lang, saved.publisher, saved.media_type) == (
        "Явка в области",
        "ru",
        "Проба",
        "text/html",
    )
    assert "63,3 процента" in saved.text
    assert "Главная" not in saved.text


def test_an_atom_feed_is_a_feed_too(site: Site, shelf: Shelf, crawl_site):
    site.page(
        "/feed.xml",
        '<feed xmlns="http://www.w3.org/2005/Atom"><link href="{site}/"/><entry><link rel="self" href="{site}/x"/>'
        '<link href="/a"/></entry></feed>',
        media_type="application/atom+xml",
    )
    site.page("/a", article("<p>Текст.</p>"))
    crawl_site(FEED)
    assert set(texts(shelf)) == {"a"}


def test_a_packed_sitemap_index_leads_to_its_articles_latest_first(site: Site, shelf: Shelf, crawl_site):
    site.page("/sitemap.xml", "<sitemapindex><sitemap><loc>{site}/news.xml.gz</loc></sitemap></sitemapindex>")
    dated = "".join(f"<url><loc>{site.url}/n{day}</loc><lastmod>2021-01-0{day}</lastmod></url>" for day in (1, 3, 2))
    packed = gzip.compress(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{dated}</urlset>'.encode())
    site.page("/news.xml.gz", packed, media_type="application/gzip")
    for day in (1, 2, 3):
        site.page(f"/n{day}", article(f"<p>День {day}.</p>"))

    crawl_site({"kind": "sitemap", "url": "/sitemap.xml"}, max_pages=2)

    assert set(texts(shelf)) == {"n3", "n2"}


@pytest.mark.parametrize("way", ["counted", "linked"])
def test_a_listing_is_read_page_by_page_until_nothing_new_comes(way: str, site: Site, shelf: Shelf, crawl_site):
    for page in (1, 2, 3):
        shown = min(page, 2)  # beyond its last page the site shows the last one again
        site.page(
            f"/archive?page={page}",
            f'<h2><a href="/n{shown}">N</a></h2><a href="/about">нас</a><a class="next" href="?page={page + 1}">→</a>',
        )
    for name in ("n1", "n2"):
        site.page(f"/{name}", article(f"<p>{name}</p>"))
    url = {"counted": "/archive?page={page}", "linked": "/archive?page=1"}[way]
    following = {} if way == "counted" else {"next": "a.next"}

    summary = crawl_site({"kind": "listing", "url": url, "links": "h2 a", "max_pages": 9, **following})

    assert set(texts(shelf)) == {"n1", "n2"}
    assert summary.failures == []
    assert [path for path in site.paths() if "archive" in path] == [f"/archive?page={n}" for n in (1, 2, 3)]


def test_a_listing_may_be_html_inside_json(site: Site, shelf: Shelf, crawl_site):
    site.page("/more?p=1", '{"items": ["<a class=card href=\\"/a\\">A</a>"]}', media_type="application/json")
    site.page("/a", article("<p>Текст.</p>"))
    crawl_site({"kind": "listing", "url": "/more?p=1", "links": "a.card"})
    assert set(texts(shelf)) == {"a"}


def test_a_feed_that_holds_the_whole_text_needs_no_page(site: Site, shelf: Shelf, crawl_site):
    said = "<p>Комиссия подвела итоги: явка составила 63,3 процента. </p>" * 10
    item = (
        f"<item><link>{{site}}/a</link><title>Явка</title><content:encoded><![CDATA[{said}]]></content:encoded></item>"
    )
    site.page("/feed.xml", f'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/">{item}</rss>')

    assert crawl_site({**FEED, "full_text": True}).counts == {State.NEW: 1}
    assert crawl_site({**FEED, "full_text": True}).counts == {State.UNCHANGED: 1}

    assert site.paths() == ["/feed.xml", "/feed.xml"]
    assert "63,3 процента" in texts(shelf)["a"]
    (saved,) = shelf.versions[f"{site.url}/a"]
    assert [record.sha256 for record in shelf.records] == [saved.sha256] * 2


def test_a_pdf_is_a_document_like_any_other(site: Site, shelf: Shelf, crawl_site, tmp_path):
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path), invariant=True)
    canvas.setTitle("Observer report")
    canvas.drawString(72, 700, "Turnout at 192 polling stations was 32 percent.")
    canvas.save()
    site.page("/report.pdf", path.read_bytes(), media_type="application/octet-stream")

    assert crawl_site({"kind": "page", "url": "/report.pdf"}).counts == {State.NEW: 1}

    saved = shelf.versions[f"{site.url}/report.pdf"][0]
    assert (saved.media_type, saved.lang, saved.title) == ("application/pdf", "en", "Observer report")
    assert "192 polling stations" in saved.text


def test_a_second_crawl_of_unchanged_pages_asks_conditionally_and_adds_nothing(site, shelf, crawl_site):
    site.page("/feed.xml", feed("/tagged", "/plain"))
    site.page(
        "/tagged", article("<p>Первый.</p>"), headers={"ETag": '"v1"', "Last-Modified": "Sun, 10 Jan 2021 12:00:00 GMT"}
    )
    site.page("/plain", article("<p>Второй.</p>"))
    crawl_site(FEED)
    before = {url: list(versions) for url, versions in shelf.versions.items()}
    site.asked.clear()

    assert crawl_site(FEED).counts == {State.UNCHANGED: 2}

    assert shelf.versions == before
    sent = dict(site.asked)["/tagged"]
    assert sent["If-None-Match"] == '"v1"'
    assert sent["If-Modified-Since"] == "Sun, 10 Jan 2021 12:00:00 GMT"


def test_a_changed_page_becomes_a_second_version(site: Site, shelf: Shelf, crawl_site):
    site.page("/a", article("<p>Явка составила 63,2 процента.</p>"), headers={"ETag": '"v1"'})
    crawl_site({"kind": "page", "url": "/a"})
    site.page("/a", article("<p>Явка составила 61 процент.</p>"), headers={"ETag": '"v2"'})

    assert crawl_site({"kind": "page", "url": "/a"}).counts == {State.CHANGED: 1}
    assert len(shelf.versions[f"{site.url}/a"]) == 2


def test_one_bad_page_costs_nothing_but_itself(site: Site, shelf: Shelf, crawl_site):
    site.page("/feed.xml", feed("/gone", "/broken", "/forbidden", "/hidden/x", "/empty", "/photo", "/good"))
    site.page("/robots.txt", "User-agent: *\nDisallow: /hidden/", media_type="text/plain")
    site.page("/gone", "removed", status=410)
    site.page("/broken", "oops", status=500)
    site.page("/forbidden", "no", status=403)
    site.page("/hidden/x", article("<p>скрыто</p>"))
    site.page("/empty", "")
    site.page("/photo", b"\x89PNG", media_type="image/png")
    site.page("/good", article("<p>Хорошо.</p>"))

    summary = crawl_site(FEED)

    looks = {seen.url.removeprefix(site.url): (seen.state, seen.reason) for seen in shelf.addresses if seen.reason}
    assert looks == {
        "/gone": (State.GONE, "HTTP 410"),
        "/broken": (State.FAILED, "HTTP 500"),
        "/forbidden": (State.BLOCKED, "HTTP 403"),
        "/hidden/x": (State.BLOCKED, "forbidden by robots.txt"),
        "/empty": (State.NOT_EXTRACTED, "empty body"),
        "/photo": (State.NOT_EXTRACTED, "unsupported media type image/png"),
    }
    assert "/hidden/x" not in site.paths()
    assert set(texts(shelf)) == {"good"}
    assert {url.removeprefix(site.url) for url, _ in summary.failures} == set(looks) - {"/gone"}


def test_entry_points_that_fail_are_named_with_the_reason(site: Site, shelf: Shelf, crawl_site):
    site.page("/page", "<html><body><p>Это не лента.</p></body></html>")
    site.page("/list", "<html><body><p>пусто</p></body></html>")

    summary = crawl_site(
        {"kind": "feed", "url": "/missing.xml"},
        {"kind": "feed", "url": "/page"},
        {"kind": "listing", "url": "/list", "links": "h2 a"},
    )

    reasons = {url.removeprefix(site.url): reason for url, reason in summary.failures}
    assert reasons["/missing.xml"] == "feed: HTTP 404"
    assert "no articles in the feed" in reasons["/page"]
    assert "no links match 'h2 a'" in reasons["/list"]
    assert len(shelf.addresses) == 3


def test_private_addresses_are_refused_unless_allowed(site: Site, shelf: Shelf, crawl_site):
    site.page("/a", article("<p>Внутри.</p>"))

    summary = crawl_site({"kind": "page", "url": "/a"}, allow_private=[])

    assert "127.0.0.1 is a private address" in summary.failures[0][1]
    assert site.asked == []


def test_a_name_that_resolves_to_a_private_address_is_refused(site: Site, shelf: Shelf):
    port = site.url.rsplit(":", 1)[1]
    source = make_source([{"kind": "page", "url": f"http://localhost:{port}/a"}], hosts=["localhost"])

    (summary,) = crawl([source], shelf.store, shelf.archive, CrawlSettings(delay=0, timeout=5))

    assert "is a private address" in summary.failures[0][1]
    assert site.asked == []


def test_redirects_stay_inside_the_source_and_off_private_addresses(site: Site, shelf: Shelf, crawl_site):
    targets = {
        "/inside": "/a",
        "/other": "http://example.org/",
        "/metadata": "http://169.254.169.254/",
        "/file": "file:///etc/passwd",
    }
    site.page("/feed.xml", feed(*targets))
    for path, target in targets.items():
        site.page(path, "", status=302, headers={"Location": target})
    site.page("/a", article("<p>Текст.</p>"))

    summary = crawl_site(FEED, fields={"hosts": ["127.0.0.1", "169.254.169.254"]}, allow_private=["127.0.0.1"])

    assert set(texts(shelf)) == {"a"}
    reasons = {url.removeprefix(site.url): reason for url, reason in summary.failures}
    assert "example.org is not one of the source's hosts" in reasons["/other"]
    assert "169.254.169.254 is a private address" in reasons["/metadata"]
    assert reasons["/file"] == "HTTP 302"


def test_a_huge_body_is_refused_whether_announced_or_packed(site: Site, shelf: Shelf, crawl_site):
    huge = article("<p>много</p>" * 50_000).encode()
    site.page("/feed.xml", feed("/huge", "/bomb", "/a"))
    site.page("/huge", huge)
    site.page("/bomb", gzip.compress(huge), headers={"Content-Encoding": "gzip"})
    site.page("/a", article("<p>Мало.</p>"))

    summary = crawl_site(FEED, max_body_bytes=100_000)

    assert set(texts(shelf)) == {"a"}
    assert {url.removeprefix(site.url) for url, _ in summary.failures} == {"/huge", "/bomb"}


def test_the_canonical_address_is_believed_on_the_same_host_only(site: Site, shelf: Shelf, crawl_site):
    links = {"/a/amp": "/a", "/b": "https://elsewhere.example/b", "/c": "/"}
    site.page("/feed.xml", feed(*links))
    for path, target in links.items():
        site.page(path, article(f"<p>{path}</p>", head=f'<link rel="canonical" href="{target}">'))
    crawl_site(FEED)
    assert set(texts(shelf)) == {"a", "b", "c"}


def test_the_contact_is_in_the_user_agent_and_no_cookies_are_kept(site: Site, shelf: Shelf, crawl_site):
    site.page("/feed.xml", feed("/a"), headers={"Set-Cookie": "id=1"})
    site.page("/a", article("<p>Текст.</p>"))
    crawl_site(FEED, contact="monitor@example.org")
    headers = dict(site.asked)["/a"]
    assert "monitor@example.org" in headers["User-Agent"]
    assert "Cookie" not in headers


def test_a_crawl_broken_off_at_any_page_is_made_whole_by_the_next(site: Site, shelf: Shelf):
    site.page("/feed.xml", feed("/a", "/b", "/c"))
    for name in "abc":
        site.page(f"/{name}", article(f"<p>{name}</p>"))
    source = make_source([{"kind": "feed", "url": f"{site.url}/feed.xml"}])

    def break_off(progress: Progress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crawl([source], shelf.store, shelf.archive, LOOPBACK, break_off)
    assert len(shelf.versions) == 2

    crawl([source], shelf.store, shelf.archive, LOOPBACK)
    assert [len(versions) for versions in shelf.versions.values()] == [1, 1, 1]


def test_an_error_of_the_store_reaches_the_caller(site: Site, shelf: Shelf, monkeypatch):
    site.page("/a", article("<p>Текст.</p>"))

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(shelf.store, "finish", full)
    with pytest.raises(OSError, match="disk full"):
        crawl([make_source([{"kind": "page", "url": f"{site.url}/a"}])], shelf.store, shelf.archive, LOOPBACK)


def test_progress_tells_of_each_page_as_it_is_saved(site: Site, shelf: Shelf):
    site.page("/feed.xml", feed("/a", "/b"))
    for name in "ab":
        site.page(f"/{name}", article(f"<p>{name}</p>"))
    seen: list[Progress] = []
    source = make_source([{"kind": "feed", "url": f"{site.url}/feed.xml"}])
    crawl([source], shelf.store, shelf.archive, LOOPBACK, seen.append)
    assert [(step.done, step.known, step.state) for step in seen] == [(1, 2, State.NEW), (2, 2, State.NEW)]


def test_the_pages_of_a_file_are_kept_and_a_scanned_one_is_named(site: Site, shelf: Shelf, crawl_site):
    import io

    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from sqlalchemy import select

    from storage import tables

    file = io.BytesIO()
    canvas = Canvas(file, invariant=True)
    canvas.drawString(72, 700, "Interim report on the vote")
    canvas.showPage()
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 50, 50, 400, 600)
    canvas.showPage()
    canvas.drawString(72, 700, "Turnout was 32 percent")
    canvas.save()
    site.page("/r.pdf", file.getvalue(), media_type="application/pdf")

    crawl_site({"kind": "page", "url": "/r.pdf"})

    with shelf._rows() as session:
        version = session.scalars(select(tables.Version)).one()
        reasons = list(session.scalars(select(tables.Address.reason)))
    begun = [(version.text[start:][:7], number) for start, number in version.pages or []]
    assert begun == [("Interim", 1), ("Turnout", 3)]
    assert reasons == ["page 2: needs OCR"]
