"""The one spider: takes sites from the store's queue, asks each for its addresses one by one, and reads the answers."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response

from crawler.addresses import canonical
from crawler.desk import Desk
from crawler.documents import SINGLE, Due, Lease, Link, Payload, State, Validators, Visit
from crawler.entries import NoLinks
from crawler.extraction import NotExtracted
from crawler.protocols import CrawlStore
from crawler.scope import Scope
from crawler.settings import CrawlSettings
from crawler.sources import Entry, Source
from crawler.spiders.courtesy import asked_to_wait
from crawler.tasks import Fetched, Listed, OutOfScope, read_article, read_entry, read_part, with_parts
from crawler.workers import WorkerLost, Workers

_GONE = {404, 410}
_BLOCKED = {401, 403, 407, 429, 451}
_TICK = 0.5  # seconds between two looks at the queue
_HEARTBEAT = 15.0  # seconds between two renewals of the leases

log = logging.getLogger(__name__)


class SourceSpider(Spider):
    """One task for each leased site. What it finds goes over the desk; it yields neither requests nor items."""

    name = "sources"

    def __init__(
        self,
        *,
        sources: list[Source],
        settings_: CrawlSettings,
        scope: Scope,
        desk: Desk,
        store: CrawlStore,
        workers: Workers,
        run: int,
        identity: str,
    ) -> None:
        super().__init__()
        self.sources = sources
        self._settings = settings_
        self._scope = scope
        self._desk = desk
        self._store = store
        self._workers = workers
        self._run = run
        self._identity = identity
        self._named = {source.name: source for source in sources}
        self._listed: dict[str, set[str]] = {}
        self._news = asyncio.Event()
        self.failure: BaseException | None = None

    async def start(self) -> AsyncIterator[Request]:
        """Work until the queue has nothing that may be asked for soon."""
        try:
            async with asyncio.TaskGroup() as sites:
                await self._lease_sites(sites)
        except BaseExceptionGroup as group:
            self.failure = group.exceptions[0]
        except BaseException as error:
            self.failure = error
        return
        yield  # what makes this a generator, as Scrapy wants it

    async def _lease_sites(self, sites: asyncio.TaskGroup) -> None:
        busy: set[asyncio.Task[None]] = set()
        renewed = time.monotonic()
        while True:
            self._news.clear()
            if time.monotonic() - renewed > _HEARTBEAT:
                await self._desk.ask(self._store.renew, self._identity)
                renewed = time.monotonic()
            if free := self._settings.sites_at_once - len(busy):
                for lease in await self._desk.ask(self._store.lease, self._run, self._identity, free):
                    task = sites.create_task(self._visit_site(lease))
                    busy.add(task)
                    task.add_done_callback(busy.discard)
            if not busy and not await self._soon():
                return
            await self._wait(_TICK)

    async def _soon(self) -> bool:
        """Whether something comes due while it is worth waiting for."""
        seconds = await self._desk.ask(self._store.next_due, self._run)
        return seconds is not None and seconds <= self._settings.patience

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            pass

    async def _visit_site(self, lease: Lease) -> None:
        due = lease.due
        try:
            with self._desk.visitor():
                while due:
                    for address in due:
                        visit = await self._visit(address)
                        outcome = await self._desk.tell(visit)
                        if outcome.queued:
                            self._news.set()
                        if visit.again:
                            return
                    due = await self._desk.ask(self._store.due, self._run, self._identity, lease.site)
        finally:
            await self._desk.ask(self._store.release, self._identity, lease.site)
            self._news.set()

    async def _visit(self, due: Due) -> Visit:
        link = due.link
        source = self._named[link.source]
        try:
            response = await self._download(link.url, source, due.validators)
        except Exception as error:
            state, reason = _state_of_error(error)
            visit = Visit(link, _now(), state, reason)
        else:
            visit = await self._read(response, link, source)
        return replace(visit, rest=max(visit.rest, self._delay_of(link.site), source.delay or 0))

    async def _download(self, url: str, source: Source, validators: Validators | None) -> Response:
        request = Request(url, dont_filter=True, meta={"source": source, "validators": validators})
        response: Response = await self.crawler.engine.download_async(request)
        return response

    async def _read(self, response: Response, link: Link, source: Source) -> Visit:
        payload = _payload(response)
        seen = payload.fetched
        kept = payload if payload.body else None
        if (wait := asked_to_wait(response)) is not None:
            reason = f"HTTP {response.status}, asked to come back in {wait:.0f} s"
            return Visit(link, seen, State.BLOCKED, reason, payload=kept, rest=wait, again=True)
        if response.status == 304:
            return Visit(link, seen, State.UNCHANGED, validators=_validators(response))
        if response.status != 200:
            if response.status in _GONE and link.page:
                return Visit(link, seen, State.READ, payload=kept)  # listings end this way on many sites
            state = State.GONE if response.status in _GONE else State.FAILED
            state = State.BLOCKED if response.status in _BLOCKED else state
            return Visit(link, seen, state, f"HTTP {response.status}", payload=kept)
        visit = Visit(link, seen, State.READ, payload=kept)
        fetched = Fetched(response.url, payload.body, _header(response, "Content-Type") or "", seen)
        try:
            return await self._opened(visit, fetched, source, response)
        except NotExtracted as outcome:
            return replace(visit, state=State.NOT_EXTRACTED, reason=outcome.reason)
        except NoLinks as outcome:
            return replace(visit, state=State.FAILED, reason=str(outcome))
        except OutOfScope as outcome:
            return replace(visit, state=State.OUT_OF_SCOPE, reason=str(outcome))
        except WorkerLost as outcome:
            return replace(visit, state=_unread(link), reason=f"extraction {outcome}")
        except Exception as error:
            log.warning("extraction of %s failed", link.url, exc_info=error)
            return replace(visit, state=_unread(link), reason=f"extraction failed: {type(error).__name__}: {error}")

    async def _opened(self, visit: Visit, fetched: Fetched, source: Source, response: Response) -> Visit:
        link = visit.link
        if link.is_article:
            article = await self._workers.run(
                read_article, fetched, source, self._scope, self._settings.max_pdf_pages
            )  # fmt: skip
            visit = replace(visit, pages=(article.page,), reason="; ".join(article.unread) or None)
            if article.parts:
                return await self._with_parts(visit, article.parts, source)
            return replace(visit, validators=_validators(response))
        entry = _entry(source, link)
        listed = await self._workers.run(
            read_entry, fetched, source, entry, link, self._scope, self._settings.max_body_bytes
        )  # fmt: skip
        return replace(
            visit, links=self._fresh(listed, link), pages=listed.pages, dropped=listed.dropped,
            most=self._settings.max_pages,
        )  # fmt: skip

    async def _with_parts(self, visit: Visit, parts: tuple[str, ...], source: Source) -> Visit:
        """Fetch the further pages of a split article and join them to it.

        It is kept without validators: that the first page has not changed says nothing of the others.
        """
        texts, payloads, unread = [], [], []
        for number, url in enumerate(parts, start=2):
            try:
                response = await self._download(url, source, None)
                if (wait := asked_to_wait(response)) is not None:
                    reason = f"part {number}: HTTP {response.status}, asked to come back in {wait:.0f} s"
                    return Visit(visit.link, visit.seen, State.BLOCKED, reason, rest=wait, again=True)
                payload = _payload(response)
                if response.status != 200:
                    raise NotExtracted(f"HTTP {response.status}")
                payloads.append(payload)
                fetched = Fetched(response.url, payload.body, _header(response, "Content-Type") or "", payload.fetched)
                texts.append(await self._workers.run(read_part, fetched, source, self._settings.max_pdf_pages))
            except Exception as error:
                texts.append("")
                unread.append(f"part {number}: {error}")
        said = "; ".join(filter(None, (visit.reason, *unread)))
        return replace(visit, pages=(with_parts(visit.pages[0], texts),), parts=tuple(payloads), reason=said or None)

    def _fresh(self, listed: Listed, link: Link) -> tuple[Link, ...]:
        """The links, the next page of a listing among them unless this one only repeats what others had.

        A site asked for a page beyond its last often shows the last one again.
        """
        if listed.following is None:
            return listed.links
        before = self._listed.setdefault(link.entry, set())
        found = {found.url for found in listed.links} | {page.url for page in listed.pages}
        fresh = found - before
        before |= found
        return (*listed.links, listed.following) if fresh else listed.links

    def _delay_of(self, site: str) -> float:
        slot = self.crawler.engine.downloader.slots.get(site)
        return slot.delay if slot else self._settings.delay


def entry_links(source: Source) -> tuple[Link, ...]:
    """Where a crawl of a source begins."""
    links = []
    for entry in source.entries:
        if entry.kind == SINGLE:
            links.append(Link(canonical(entry.url), source.name, SINGLE, entry.url))
        else:
            urls = entry.first_addresses(_now().date())
            links += [Link(url, source.name, entry.kind, entry.url) for url in urls]
    return tuple(links)


def _entry(source: Source, link: Link) -> Entry:
    for entry in source.entries:
        if entry.url == link.entry:
            return entry
    raise NoLinks("its source has no such entry point any more")


def _unread(link: Link) -> State:
    return State.NOT_EXTRACTED if link.is_article else State.FAILED


def _state_of_error(error: BaseException) -> tuple[State, str]:
    reason = str(error) or type(error).__name__
    if "robots.txt" in reason:
        return State.BLOCKED, "forbidden by robots.txt"
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in reason:
        return State.FAILED, "too large: more than max_body_bytes"
    return State.FAILED, reason


def _payload(response: Response) -> Payload:
    headers: list[tuple[str, str]] = []
    for name, values in response.headers.items():
        headers += [(name.decode("latin-1"), value.decode("latin-1")) for value in values]
    address: Any = response.ip_address
    return Payload(
        response.url, _now(), response.status, tuple(headers), response.body, str(address) if address else None
    )


def _validators(response: Response) -> Validators:
    return Validators(canonical(response.url), _header(response, "ETag"), _header(response, "Last-Modified"))


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
