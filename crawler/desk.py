"""The one place where a crawl meets its store.

The store is used in the thread that called `crawl` and in no other, so that it needs no locks and may be slow without
holding up the network. The spider hands its calls over the desk and waits for the answers.
"""

from __future__ import annotations

import asyncio
import queue
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from scrapy.exceptions import CloseSpider

from crawler.documents import Look, Page, State, Validators
from crawler.protocols import CrawlStore

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """One more address looked at. `done` of the `known` addresses of the whole crawl; `known` still grows."""

    source: str
    url: str
    state: State
    done: int
    known: int


@dataclass(slots=True)
class SourceSummary:
    """What became of a source: pages by state, and each failure (entry points too) as (address, reason)."""

    source: str
    counts: dict[State, int] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)


class Desk:
    """Carries calls from the crawl's event loop to the thread that serves them."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = queue.SimpleQueue()

    async def ask(self, call: Callable[..., T], *args: Any) -> T:
        """Have the serving thread make a call, and return what it gives.

        When a call has failed there, the crawl cannot go on: every later one ends the spider.
        """
        future: Future[T] = Future()
        self._calls.put((future, lambda: call(*args)))
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Let `serve` return when the calls before this one are done."""
        self._calls.put(None)

    def serve(self) -> None:
        """Make the calls until the desk is closed, then raise what the first failed call raised."""
        failure: BaseException | None = None
        while True:
            try:
                job = self._calls.get()
            except KeyboardInterrupt as interrupt:
                failure = failure or interrupt
                continue
            if job is None:
                break
            future, call = job
            if failure is not None:
                future.set_exception(CloseSpider("the store failed or the crawl was interrupted"))
                continue
            try:
                future.set_result(call())
            except BaseException as error:
                failure = error
                future.set_exception(CloseSpider("the store failed or the crawl was interrupted"))
        if failure is not None:
            raise failure


class Ledger:
    """Writes what the crawl finds to the store, one page at a time, and keeps the tally. Used by the serving thread."""

    def __init__(self, store: CrawlStore, sources: list[str], progress: Callable[[Progress], None] | None) -> None:
        self._store = store
        self._progress = progress
        self._done = 0
        self.summaries = {name: SourceSummary(name) for name in sources}

    def validators(self, url: str) -> Validators | None:
        """What the store knows to ask the server with."""
        return self._store.validators(url)

    def page(self, page: Page, known: int) -> None:
        """Save a page and count its state."""
        self._count(page.source, page.url, self._store.save_page(page), known)

    def look(self, look: Look, known: int) -> None:
        """Save a look that brought no text; what is neither unchanged nor gone is a failure."""
        self._store.save_look(look)
        if look.state not in (State.UNCHANGED, State.GONE):
            self._fail(look)
        self._count(look.source, look.url, look.state, known)

    def entry_failure(self, look: Look) -> None:
        """Note an entry point that gave no addresses. It is no page, so it is not counted among them."""
        self._store.save_look(look)
        self._fail(look)

    def _fail(self, look: Look) -> None:
        self.summaries[look.source].failures.append((look.url, look.reason or look.state))

    def _count(self, source: str, url: str, state: State, known: int) -> None:
        counts = self.summaries[source].counts
        counts[state] = counts.get(state, 0) + 1
        self._done += 1
        if self._progress:
            self._progress(Progress(source, url, state, self._done, known))
