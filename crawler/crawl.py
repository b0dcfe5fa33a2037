"""One crawl of some sources into a store."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
import socket
import threading
import uuid
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from crawler.archive import Archive
from crawler.desk import Desk, Ledger, Progress, SourceSummary
from crawler.documents import Origin
from crawler.protocols import CrawlStore
from crawler.schedule import DUE, Revisit, Vote, is_dense
from crawler.scope import EVERYTHING, Scope
from crawler.settings import CrawlSettings
from crawler.sources import Source
from crawler.workers import Limits

__all__ = ["Progress", "SourceSummary", "crawl"]

log = logging.getLogger(__name__)
# Without a handler of the application's, warnings would go to the terminal in the middle of a progress bar.
for _name in ("scrapy", "crawler"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def crawl(
    sources: list[Source],
    store: CrawlStore,
    archive: Path,
    settings: CrawlSettings,
    progress: Callable[[Progress], None] | None = None,
    scope: Scope = EVERYTHING,
    revisit: Revisit = DUE,
    votes: Sequence[Vote] = (),
) -> list[SourceSummary]:
    """Read the sources once; return a summary of each, in the order given. `archive` is a folder for WARC files,
    `scope` says which pages to keep, `revisit` which known pages to look at besides those that are due; around the
    `votes` of a source's country its pages are due more often.

    May be called any number of times in a process, and by many processes on one store, which then share the work. The
    network runs in a thread and an event loop of its own; the store and `progress` are called in the calling thread
    alone. What is fetched is archived first, then saved and marked done in one transaction, so a crawl killed at any
    moment loses nothing, and the next one goes on where it stood. An error of the store, of `progress` or a keyboard
    interrupt ends the crawl and is raised here.
    """
    identity = f"{socket.gethostname()}/{os.getpid()}/{uuid.uuid4().hex[:8]}"
    run = store.begin(origins_of(sources, votes), identity, revisit)
    log.info("crawl begun", extra={"run": run, "crawler": identity, "sources": [source.name for source in sources]})
    files = Archive(archive, store.archived_until, settings.full_user_agent)
    try:
        desk = Desk()
        ledger = Ledger(store, files, run, [source.name for source in sources], progress)
        network = _Network(
            desk, sources=sources, settings_=settings, scope=scope, store=store, run=run, identity=identity
        )  # fmt: skip
        network.start()
        desk.serve(ledger.finish)
        network.join()
        if network.failure is not None:
            raise network.failure
        store.close_run(run)
    except BaseException as error:
        log.error("crawl broken off", extra={"run": run, "reason": f"{type(error).__name__}: {error}"})
        raise
    finally:
        files.close()
    counts = {name: summary.counts for name, summary in ledger.summaries.items()}
    log.info("crawl ended", extra={"run": run, "counts": counts})
    return list(ledger.summaries.values())


def origins_of(sources: Iterable[Source], votes: Sequence[Vote] = ()) -> list[Origin]:
    """What the queue has to know of the sources today."""
    from crawler.spiders.source import entry_links

    today = dt.datetime.now(dt.UTC).date()
    return [
        Origin(source.name, source.publisher_name, entry_links(source), is_dense(source.country, votes, today))
        for source in sources
    ]


def limits_of(settings: CrawlSettings) -> Limits:
    """What the settings allow the processes that read pages."""
    return Limits(
        processes=settings.extraction_processes or os.cpu_count() or 1,
        memory=settings.extraction_memory,
        seconds=settings.extraction_timeout,
    )


class _Network(threading.Thread):
    """The thread in which Scrapy runs; closes the desk at its end."""

    def __init__(self, desk: Desk, *, settings_: CrawlSettings, **of_spider: Any) -> None:
        super().__init__(name="crawl", daemon=True)
        self._desk = desk
        self._settings = settings_
        self._of_spider = of_spider
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            asyncio.run(self._crawl())
        except BaseException as error:
            self.failure = error
        finally:
            self._desk.close()

    async def _crawl(self) -> None:
        from scrapy.crawler import AsyncCrawlerRunner

        from crawler.spiders.source import SourceSpider
        from crawler.workers import Workers

        workers = Workers(limits_of(self._settings))
        try:
            runner = AsyncCrawlerRunner(_scrapy_settings(self._settings, self._of_spider["sources"]))
            crawler = runner.create_crawler(SourceSpider)
            of_spider = {"settings_": self._settings, "desk": self._desk, "workers": workers, **self._of_spider}
            await runner.crawl(crawler, **of_spider)
            spider: Any = crawler.spider
            if spider.failure is not None:
                raise spider.failure
        finally:
            workers.close()


def _scrapy_settings(settings: CrawlSettings, sources: list[Source]) -> dict[str, Any]:
    from crawler.spiders.border import ALLOW_PRIVATE
    from crawler.spiders.courtesy import DELAYS

    delays = {host: source.delay for source in sources if source.delay for host in source.hosts}

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
            "crawler.spiders.courtesy.ComeBackLater": 560,  # nearer to the network than Scrapy's retries at 550
        },
        "EXTENSIONS": {
            "scrapy.extensions.throttle.AutoThrottle": None,
            "crawler.spiders.courtesy.Courtesy": 0,
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
        "CONCURRENT_REQUESTS": 2 * settings.sites_at_once,  # a page and robots.txt for each site
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": settings.delay,
        DELAYS: delays,
        "DOWNLOAD_SLOTS": {host: {"delay": max(delay, settings.delay)} for host, delay in delays.items()},
        "DOWNLOAD_DELAY_JITTER": 0.0,  # it would go below what a site asks for
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
        # Scrapy would open ports by which anybody on this machine could steer the crawl.
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
    }
