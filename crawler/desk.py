"""The one place where a crawl meets its store and its archive.

Both are used in the thread that called `crawl` and in no other, so that they need no locks and may be slow without
holding up the network. What gathers while one batch is being written is the next batch: one archive sync and one
transaction for all of it.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from crawler.archive import Archive
from crawler.documents import ABOUT_PAGES, FAILURES, Outcome, Payload, Record, State, Visit
from crawler.protocols import CrawlStore

T = TypeVar("T")
log = logging.getLogger(__name__)

_MOST_AT_ONCE = 200
_MOMENT = 0.1  # seconds; a site's own delay is longer as a rule, and a batch costs hardly more than one visit


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


class StoreLost(Exception):  # noqa: N818 - it ends the crawl; the cause is raised by `Desk.serve`
    """The store failed or the crawl was interrupted."""


class Ledger:
    """Puts what visits brought into the archive, then into the store, and keeps the tally. For the serving thread."""

    def __init__(
        self,
        store: CrawlStore,
        archive: Archive,
        run: int,
        sources: Sequence[str],
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self.store = store
        self._archive = archive
        self._run = run
        self._progress = progress
        self._done = 0
        self._known = store.waiting_articles(run)
        self.summaries = {name: SourceSummary(name) for name in sources}

    def finish(self, visits: Sequence[Visit]) -> list[Outcome]:
        """Archive the payloads, then save everything else in one transaction."""
        parts = self._archived([part for visit in visits for part in visit.parts])
        records = iter(self._archived([visit.payload for visit in visits if visit.payload]))
        done = [(visit, next(records) if visit.payload else None) for visit in visits]
        outcomes = self.store.finish(self._run, done, parts)
        self._known += sum(outcome.queued for outcome in outcomes)
        for visit, outcome in zip(visits, outcomes, strict=True):
            self._log(visit, outcome)
            if outcome.state is not None:
                self._count(visit, outcome.state)
                self._count_dropped(visit)
            for url, state in outcome.saved:
                self._count_page(visit.link.source, url, state)
        return outcomes

    def _log(self, visit: Visit, outcome: Outcome) -> None:
        """One look; one whose site asked to come back has not ended yet, and is told as what was seen."""
        link, payload, state = visit.link, visit.payload, outcome.state or visit.state
        about = {
            "run": self._run, "source": link.source, "url": link.url, "kind": link.kind, "state": state,
            "reason": visit.reason, "status": payload.status if payload else None,
            "bytes": len(payload.body) if payload else None, "queued": outcome.queued, "saved": len(outcome.saved),
            "dropped": visit.dropped,
        }  # fmt: skip
        level = logging.WARNING if state in FAILURES or visit.reason else logging.INFO
        log.log(level, "look", extra={key: value for key, value in about.items() if value not in (None, 0)})

    def _archived(self, payloads: Sequence[Payload]) -> list[Record]:
        if not payloads:
            return []
        return self._archive.append(payloads, self.store.archived(payload.sha256 for payload in payloads))

    def _count(self, visit: Visit, state: State) -> None:
        link = visit.link
        if state in FAILURES or (state is State.GONE and not link.is_article):
            reason = visit.reason or state
            named = reason if link.is_article else f"{link.kind}: {reason}"
            self.summaries[link.source].failures.append((link.url, named))
        if link.is_article:
            self._count_page(link.source, link.url, state)

    def _count_page(self, source: str, url: str, state: State) -> None:
        if state not in ABOUT_PAGES:
            return
        counts = self.summaries[source].counts
        counts[state] = counts.get(state, 0) + 1
        self._done += 1
        if self._progress:
            self._progress(Progress(source, url, state, self._done, max(self._done, self._known)))

    def _count_dropped(self, visit: Visit) -> None:
        """The articles that an entry point named and the scope leaves out."""
        if visit.dropped:
            counts = self.summaries[visit.link.source].counts
            counts[State.OUT_OF_SCOPE] = counts.get(State.OUT_OF_SCOPE, 0) + visit.dropped


_Job = tuple[Future[Any], Callable[[], Any] | Visit]


class Desk:
    """Carries calls and finished visits from the crawl's event loop to the thread that serves them."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._visitors = 0

    @contextmanager
    def visitor(self) -> Iterator[None]:
        """Announce somebody who comes again and again, with one visit or call at a time: others' jobs wait for his."""
        self._visitors += 1
        try:
            yield
        finally:
            self._visitors -= 1

    async def ask(self, call: Callable[..., T], *args: Any) -> T:
        """Have the serving thread make a call, and return what it gives.

        When a call has failed there, the crawl cannot go on: every later one raises StoreLost.
        """
        future: Future[T] = Future()
        self._jobs.put((future, lambda: call(*args)))
        return await asyncio.wrap_future(future)

    async def tell(self, visit: Visit) -> Outcome:
        """Have a visit archived and saved; returns when both are done."""
        future: Future[Outcome] = Future()
        self._jobs.put((future, visit))
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Let `serve` return when what came before this is done."""
        self._jobs.put(None)

    def serve(self, finish: Callable[[Sequence[Visit]], list[Outcome]]) -> None:
        """Make the calls and finish the visits until the desk is closed, then raise what failed first."""
        failure: BaseException | None = None
        jobs: list[_Job] = []
        open_ = True
        while open_:
            try:
                open_ = self._gather(jobs)
                if failure is None:
                    _serve(jobs, finish)
            except BaseException as error:
                failure = error
            for future, _ in jobs:
                if not future.done():
                    future.set_exception(StoreLost())
            jobs.clear()
        if failure is not None:
            raise failure

    def _gather(self, jobs: list[_Job]) -> bool:
        """Take at least one job, and those that the other visitors bring within a moment; False where closed."""
        job = self._jobs.get()
        until = time.monotonic() + _MOMENT
        while job is not None:
            jobs.append(job)
            if len(jobs) == _MOST_AT_ONCE:
                return True
            wait = 0.0 if len(jobs) >= self._visitors else max(0.0, until - time.monotonic())
            try:
                job = self._jobs.get(timeout=wait)
            except queue.Empty:
                return True
        return False


def _serve(jobs: list[_Job], finish: Callable[[Sequence[Visit]], list[Outcome]]) -> None:
    for future, job in jobs:
        if not isinstance(job, Visit):
            future.set_result(job())
    visits = [(future, job) for future, job in jobs if isinstance(job, Visit)]
    if visits:
        for (future, _), outcome in zip(visits, finish([visit for _, visit in visits]), strict=True):
            future.set_result(outcome)
