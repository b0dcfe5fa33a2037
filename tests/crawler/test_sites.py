"""Every bundled source, crawled over loopback under its own host names, in its site's technology and habits."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import aiohttp.resolver
import pytest
from loopback import Shelf
from recorded import HERE, Answer, read_recorded

from crawler.crawl import SourceSummary, crawl
from crawler.settings import CrawlSettings
from crawler.sources import Source, load_sources

SOURCES = load_sources()
LOOPBACK = CrawlSettings(allow_private=["127.0.0.0/8"], delay=0, max_delay=0, timeout=5, extraction_processes=1)


class Internet:
    """All recorded sites on one loopback port; which one is asked stands in the Host header."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        internet = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                url = f"http://{self.headers['Host']}{self.path}"
                internet.asked.append(url)
                answer = internet.answers.get(url)
                body = answer.body if answer else b"nothing here"
                self.send_response(200 if answer else 404)
                self.send_header("Content-Type", answer.media_type if answer else "text/plain")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    async def resolve(self, _: Any, host: str, port: int = 0, family: int = 0) -> list[dict[str, Any]]:
        """Every name leads here."""
        return [
            {"hostname": host, "host": "127.0.0.1", "port": self.server.server_address[1], "family": socket.AF_INET,
             "proto": 0, "flags": socket.AI_NUMERICHOST},
        ]  # fmt: skip


@pytest.fixture(scope="module")
def internet() -> Iterator[Internet]:
    internet = Internet()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aiohttp.resolver.ThreadedResolver, "resolve", internet.resolve.__func__.__get__(internet))
        yield internet
    internet.server.shutdown()
    internet.server.server_close()


def without_tls(source: Source) -> Source:
    return Source.model_validate_json(source.model_dump_json(exclude_unset=True).replace("https://", "http://"))


def plain(text: str) -> str:
    return text.replace("https://", "http://")


def recorded(name: str) -> list[Answer]:
    answers = read_recorded(HERE / "sites" / f"{name}.pages")
    return [Answer(plain(a.url), {k: plain(v) for k, v in a.fields.items()}, plain(a.marked)) for a in answers]


def visit(name: str, internet: Internet, shelf: Shelf) -> SourceSummary:
    internet.asked.clear()
    internet.answers = {answer.url: answer for answer in recorded(name) if answer.marked}
    return crawl([without_tls(SOURCES[name])], shelf.store, shelf.archive, LOOPBACK)[0]


def test_every_source_has_its_recorded_site():
    assert {path.stem for path in Path(HERE / "sites").glob("*.pages")} == set(SOURCES)
    assert len(SOURCES) >= 35


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_a_source_leads_to_its_articles(name: str, internet: Internet, shelf: Shelf):
    summary = visit(name, internet, shelf)

    articles = [answer for answer in recorded(name) if answer.is_article]
    saved = {url: versions[-1] for url, versions in shelf.versions.items()}
    assert summary.failures == FAILURES.get(name, [])
    assert {article.identity for article in articles} <= set(saved)
    for article in articles:
        got = saved[article.identity]
        assert (got.title, got.published, got.lang) == (
            article.fields["title"],
            article.published,
            article.fields["lang"],
        )
    assert all(len(versions) == 1 for versions in shelf.versions.values())


FAILURES = {
    "fergana_agency": [("http://fergana.agency/news/121451/", "no article text found in the page")],
}
