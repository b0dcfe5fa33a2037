"""Every bundled source, crawled over loopback under its own host names, in its site's technology and habits."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import aiohttp.resolver
import pytest
from loopback import Shelf
from recorded import HERE, Answer, read_recorded

from crawler.crawl import SourceSummary, crawl
from crawler.documents import Page
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


@dataclass
class Crawled:
    """What one crawl of all sources brought: summaries by source, pages by identity."""

    summaries: dict[str, SourceSummary]
    pages: dict[str, list[Page]]


@pytest.fixture(scope="module")
def crawled(internet: Internet, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    shelf = Shelf(tmp_path_factory.mktemp("sites"))
    internet.answers = {answer.url: answer for name in SOURCES for answer in recorded(name) if answer.marked}
    sources = [without_tls(source) for source in SOURCES.values()]
    summaries = crawl(sources, shelf.store, shelf.archive, LOOPBACK)
    pages = shelf.versions
    shelf.store.close()
    return Crawled({summary.source: summary for summary in summaries}, pages)


def without_tls(source: Source) -> Source:
    said = source.model_dump_json(exclude_unset=True).replace("https://", "http://")
    return Source.model_validate_json(said).model_copy(update={"delay": None})


def plain(text: str) -> str:
    return text.replace("https://", "http://")


def recorded(name: str) -> list[Answer]:
    answers = read_recorded(HERE / "sites" / f"{name}.pages")
    return [Answer(plain(a.url), {k: plain(v) for k, v in a.fields.items()}, plain(a.marked)) for a in answers]


def test_every_source_has_its_recorded_site():
    assert {path.stem for path in Path(HERE / "sites").glob("*.pages")} == set(SOURCES)
    assert len(SOURCES) >= 35


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_a_source_leads_to_its_articles(name: str, crawled: Crawled):
    assert crawled.summaries[name].failures == FAILURES.get(name, [])
    articles = [answer for answer in recorded(name) if answer.is_article]
    assert articles
    for article in articles:
        (got,) = crawled.pages[article.identity]
        said = article.fields
        assert (got.title, got.published, got.lang) == (said["title"], article.published, said["lang"])


# A page that JavaScript builds has no text of its own.
FAILURES = {"fergana_agency": [("http://fergana.agency/news/121451/", "no article text found in the page")]}
