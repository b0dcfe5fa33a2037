"""The one spider: from each source's entry points to its articles, one step, and from articles to pages."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider, DownloadCancelledError
from scrapy.http import Response

from crawler.addresses import canonical, preferred
from crawler.desk import Desk, Ledger
from crawler.documents import Look, Page, State, Validators
from crawler.extraction import NotExtracted, bare_type, extract
from crawler.extraction.html import canonical_link
from crawler.settings import CrawlSettings
from crawler.sources import Entry, Source
from crawler.spiders.links import NoLinks, feed_links, listing_links, sitemap_links

_GONE = {404, 410}
_BLOCKED = {401, 403, 407, 429, 451}
_MOST_SITEMAPS = 50  # of one index: a large site has hundreds, a crawl needs the latest


@dataclass(slots=True)
class Way:
    """An entry point on its way: how many more articles and sitemaps it may lead to."""

    source: Source
    entry: Entry
    articles_left: int
    sitemaps_left: int = _MOST_SITEMAPS


class SourceSpider(Spider):
    """Reads sources. Everything it finds goes over the desk to the ledger; it yields no items."""

    name = "sources"

    def __init__(
        self, *, sources: list[Source], settings_: CrawlSettings, desk: Desk, ledger: Ledger, reader: Executor
    ) -> None:
        super().__init__()
        self.sources = sources
        self.crawl_settings = settings_
        self.desk = desk
        self.ledger = ledger
        self.reader = reader
        self._known: set[str] = set()
        self._saved: set[str] = set()

    async def start(self) -> AsyncIterator[Request]:
        """The entry points of all sources."""
        for source in self.sources:
            for entry in source.entries:
                way = Way(source, entry, self.crawl_settings.max_pages)
                if entry.kind == "page":
                    for request in self._articles([canonical(entry.url)], way, chosen=True):
                        yield request
                else:
                    yield self._entry_request(entry.url.replace("{page}", str(entry.first_page)), way)

    # Entry points

    def _entry_request(self, url: str, way: Way, page: int = 0, priority: int = 0) -> Request:
        return Request(
            url,
            callback=self.read_entry,
            errback=self.entry_failed,
            dont_filter=True,
            priority=priority,
            meta={"source": way.source, "way": way, "page": page},
        )

    async def read_entry(self, response: Response) -> AsyncIterator[Request]:
        """Addresses out of a feed, sitemap or listing page."""
        way: Way = response.meta["way"]
        if response.status != 200:
            # Listings end this way on many sites; only the first page missing is a fault.
            if not (response.meta["page"] and response.status in _GONE):
                state, reason = _state_of(response.status)
                await self._note_entry(way, response.request.url if response.request else response.url, state, reason)
            return
        try:
            for request in self._links(response, way):
                yield request
        except NoLinks as error:
            await self._note_entry(way, response.url, State.FAILED, str(error))

    def _links(self, response: Response, way: Way) -> Iterable[Request]:
        if way.entry.kind == "feed":
            return self._articles(feed_links(response.body, response.url), way)
        if way.entry.kind == "sitemap":
            return self._sitemap(response, way)
        return self._listing(response, way)

    def _sitemap(self, response: Response, way: Way) -> Iterator[Request]:
        found = sitemap_links(response.body, response.url, max_bytes=self.crawl_settings.max_body_bytes)
        if not found.is_index:
            yield from self._articles(found.urls, way)
            return
        for rank, url in enumerate(found.urls[: way.sitemaps_left]):
            way.sitemaps_left -= 1
            # The latest sitemap first, so that its articles are what the bound on their number lets through.
            yield self._entry_request(url, way, priority=-rank)

    def _listing(self, response: Response, way: Way) -> Iterator[Request]:
        page: int = response.meta["page"]
        links, following = listing_links(response.body, _content_type(response), response.url, way.entry)
        if not links and not page:
            raise NoLinks(f"no links match {way.entry.links!r}")
        listed: set[str] = response.meta.setdefault("listed", set())
        fresh = set(links) - listed
        yield from self._articles(links, way)
        # A site asked for a page beyond its last often shows the last one again.
        if not fresh or way.articles_left <= 0 or page + 1 >= way.entry.max_pages:
            return
        if "{page}" in way.entry.url:
            following = way.entry.url.replace("{page}", str(way.entry.first_page + page + 1))
        if following:
            request = self._entry_request(following, way, page + 1)
            request.meta["listed"] = listed | fresh
            yield request

    def _articles(self, urls: Iterable[str], way: Way, *, chosen: bool = False) -> Iterator[Request]:
        for url in urls:
            if way.articles_left <= 0:
                return
            if url in self._known or not (chosen or way.source.is_article(url)):
                continue
            self._known.add(url)
            way.articles_left -= 1
            yield Request(
                url,
                callback=self.read_article,
                errback=self.article_failed,
                dont_filter=True,
                meta={"source": way.source, "asked": url},
            )

    # Articles

    async def read_article(self, response: Response) -> None:
        """Save an article, or the reason why there is none."""
        source: Source = response.meta["source"]
        url = canonical(response.url)
        if response.status == 304:
            await self._note(source, url, State.UNCHANGED, None)
        elif response.status != 200:
            state, reason = _state_of(response.status)
            await self._note(source, response.meta["asked"], state, reason)
        else:
            await self._read(response, source, url)

    async def _read(self, response: Response, source: Source, url: str) -> None:
        fetched = dt.datetime.now(dt.UTC)
        content_type = _content_type(response)
        media_type = bare_type(response.body, content_type)
        if media_type != "application/pdf":
            url = preferred(url, canonical_link(response.body))
        # Two addresses of one article (print version, AMP) would otherwise look like versions of each other.
        if url in self._saved:
            return
        self._saved.add(url)
        try:
            extracted = await asyncio.get_running_loop().run_in_executor(
                self.reader,
                lambda: extract(
                    response.body, content_type, url, source, fetched, max_pdf_pages=self.crawl_settings.max_pdf_pages
                ),
            )
        except NotExtracted as outcome:
            await self._note(source, url, State.NOT_EXTRACTED, outcome.reason)
            return
        except Exception as error:
            self.logger.exception("extraction of %s failed", url)
            await self._note(source, url, State.NOT_EXTRACTED, f"extraction failed: {type(error).__name__}: {error}")
            return
        page = Page(
            url=url,
            source=source.name,
            publisher=source.publisher_name,
            text=extracted.text,
            title=extracted.title,
            published=extracted.published,
            lang=extracted.lang,
            media_type=media_type,
            sha256=hashlib.sha256(response.body).hexdigest(),
            fetched=fetched,
            validators=Validators(_header(response, "ETag"), _header(response, "Last-Modified")),
        )
        await self.desk.ask(self.ledger.page, page, len(self._known))

    # Failures

    async def entry_failed(self, failure: Any) -> None:
        """An entry point that could not be fetched."""
        way: Way = failure.request.meta["way"]
        state, reason = _state_of_error(failure.value)
        await self._note_entry(way, failure.request.url, state, reason)

    async def article_failed(self, failure: Any) -> None:
        """An article that could not be fetched."""
        meta = failure.request.meta
        await self._note(meta["source"], meta["asked"], *_state_of_error(failure.value))

    async def _note(self, source: Source, url: str, state: State, reason: str | None) -> None:
        look = Look(url, source.name, state, dt.datetime.now(dt.UTC), reason)
        await self.desk.ask(self.ledger.look, look, len(self._known))

    async def _note_entry(self, way: Way, url: str, state: State, reason: str) -> None:
        look = Look(url, way.source.name, state, dt.datetime.now(dt.UTC), f"{way.entry.kind}: {reason}")
        await self.desk.ask(self.ledger.entry_failure, look)


def _state_of(status: int) -> tuple[State, str]:
    state = State.GONE if status in _GONE else State.BLOCKED if status in _BLOCKED else State.FAILED
    return state, f"HTTP {status}"


def _state_of_error(error: BaseException) -> tuple[State, str]:
    if isinstance(error, CloseSpider):
        raise error
    reason = str(error) or type(error).__name__
    if "robots.txt" in reason:
        return State.BLOCKED, "forbidden by robots.txt"
    if isinstance(error, DownloadCancelledError):
        return State.FAILED, f"too large: {reason}"
    return State.FAILED, reason


def _content_type(response: Response) -> str:
    return _header(response, "Content-Type") or ""


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
