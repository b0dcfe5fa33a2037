"""One crawl of some sources into a store."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from crawler.desk import Desk, Ledger, Progress, SourceSummary
from crawler.protocols import CrawlStore
from crawler.settings import CrawlSettings
from crawler.sources import Source

__all__ = ["Progress", "SourceSummary", "crawl"]

# Without a handler of the application's, Scrapy's warnings would go to the terminal in the middle of a progress bar.
logging.getLogger("scrapy").addHandler(logging.NullHandler())


def crawl(
    sources: list[Source],
    store: CrawlStore,
    settings: CrawlSettings,
    progress: Callable[[Progress], None] | None = None,
) -> list[SourceSummary]:
    """Read the sources once; return a summary of each, in the order given.

    May be called any number of times in a process. The network runs in a thread and an event loop of its own; the
    store and `progress` are called in the calling thread alone. Each page is one transaction, so a crawl killed at any
    moment loses nothing that was saved and the next one adds only what is new. An error of the store, of `progress`
    or a keyboard interrupt ends the crawl and is raised here.
    """
    desk = Desk()
    ledger = Ledger(store, [source.name for source in sources], progress)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(_run(sources, settings, desk, ledger))
        except BaseException as error:
            failures.append(error)
        finally:
            desk.close()

    network = threading.Thread(target=run, name="crawl", daemon=True)
    network.start()
    desk.serve()
    network.join()
    if failures:
        raise failures[0]
    return list(ledger.summaries.values())


async def _run(sources: list[Source], settings: CrawlSettings, desk: Desk, ledger: Ledger) -> None:
    from scrapy.crawler import AsyncCrawlerRunner

    from crawler.spiders.source import SourceSpider

    # pdfium is not safe to use from two threads at once: one reader.
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="reader") as reader:
        runner = AsyncCrawlerRunner(_scrapy_settings(settings))
        await runner.crawl(SourceSpider, sources=sources, settings_=settings, desk=desk, ledger=ledger, reader=reader)


def _scrapy_settings(settings: CrawlSettings) -> dict[str, Any]:
    from crawler.spiders.border import ALLOW_PRIVATE

    handler = "crawler.spiders.border.PublicAddresses"
    return {
        # Scrapy's reactor can run once in a process; without it each crawl has its own event loop.
        "TWISTED_REACTOR_ENABLED": False,
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler, "data": None, "file": None, "ftp": None, "s3": None},
        ALLOW_PRIVATE: list(settings.allow_private),
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.spiders.border.HostBorder": 50,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "crawler.spiders.conditional.ConditionalRequests": 450,
        },
        # A proxy of the environment would resolve names in our place, out of the border's sight.
        "HTTPPROXY_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "COOKIES_ENABLED": False,
        "REFERRER_POLICY": "no-referrer",
        # One fixed wish for every page: a site that answers by language must answer each crawl alike.
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "ru,kk;q=0.9,en;q=0.8",
        },
        "ROBOTSTXT_OBEY": True,
        "USER_AGENT": settings.full_user_agent,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": settings.delay,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": settings.delay,
        "AUTOTHROTTLE_MAX_DELAY": max(settings.delay, settings.max_delay),
        "DOWNLOAD_TIMEOUT": settings.timeout,
        "DOWNLOAD_MAXSIZE": settings.max_body_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "RETRY_TIMES": settings.retries,
        "RETRY_HTTP_CODES": [500, 502, 503, 504, 522, 524, 408],
        "REDIRECT_MAX_TIMES": 5,
        "HTTPERROR_ALLOW_ALL": True,
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
    }
