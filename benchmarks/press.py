"""An invented press on all addresses of loopback: its server, and a crawl of it as `countercount crawl` makes it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.crawl import Progress
    from crawler.sources import Source, SourceSummary

WORDS = (
    "комиссия", "наблюдатели", "область", "участок", "явка", "протокол", "кандидат", "партия", "голосование", "днём",
    "избиратель", "подсчёт", "бюллетень", "заявил", "сообщил", "составила", "процент", "открылись", "вечером", "итоги",
)  # fmt: skip


def address(host: int, port: int, path: str) -> str:
    """Each host has an address of its own."""
    return f"http://127.0.1.{host + 1}:{port}/{host}/{path}"


def feed(host: int, each: int) -> str:
    """The feed of a host: its articles by number."""
    items = "".join(f"<item><link>/{host}/{number}</link></item>" for number in range(each))
    return f"<rss><channel>{items}</channel></rss>"


def serve(answer: Callable[[Any], Any]) -> None:
    """Let `answer`, a handler of aiohttp, answer all requests; says the port on standard output."""
    from aiohttp import web

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "0.0.0.0", 0).start()
        print(runner.addresses[0][1], flush=True)
        await asyncio.Event().wait()

    asyncio.run(run())


def read(
    port: int, hosts: int, each: int, folder: Path, progress: Callable[[Progress], None] | None = None
) -> list[SourceSummary]:
    """Crawl `each` articles of every host into a store and an archive in `folder`."""
    from crawler.crawl import crawl
    from crawler.settings import CrawlSettings
    from nlp.languages import stems
    from storage.store import Store

    store = Store.open(f"sqlite:///{folder / 'store.sqlite'}", stems)
    settings = CrawlSettings(allow_private=["127.0.0.0/8"], delay=0, max_delay=0, max_pages=each)
    try:
        return crawl([_source(host, port) for host in range(hosts)], store, folder / "archive", settings, progress)
    finally:
        store.close()


def _source(host: int, port: int) -> Source:
    from crawler.sources import Source

    return Source.model_validate(
        {
            "name": f"press{host}",
            "publisher": {"name": {"ru": f"Проба {host}"}},
            "hosts": [f"127.0.1.{host + 1}"],
            "languages": ["ru"],
            "entries": [{"kind": "feed", "url": address(host, port, "feed.xml")}],
        }
    )
