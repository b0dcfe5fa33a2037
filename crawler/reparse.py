"""Reads the archive again: a better reader makes better texts of the same payloads, without the network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol

from crawler.archive import ArchiveError, read_payload
from crawler.crawl import limits_of
from crawler.documents import Kept, Page, Record
from crawler.extraction import NotExtracted
from crawler.scope import Scope
from crawler.settings import CrawlSettings
from crawler.sources import Source
from crawler.tasks import Fetched, read_article, read_part, with_parts
from crawler.workers import WorkerLost, Workers

_AT_ONCE = 50


class ReparseStore(Protocol):
    """What reading again needs of a store. Every call is one transaction."""

    def kept_pages(self) -> Iterator[Kept]:
        """All pages with a payload of their own, while they may be read anew."""

    def fetched_with(self, kept: Kept, url: str) -> Record | None:
        """The record with the bytes that an address gave when a page was fetched, or the first time after."""

    def reread(self, kept: Kept, page: Page) -> bool:
        """Put a new reading in the place of the old one; whether it is another."""


@dataclass(slots=True)
class Reread:
    """What reading again did: pages read, texts that are other now, and each failure as (address, reason)."""

    read: int = 0
    changed: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


def reparse(
    store: ReparseStore,
    archive: Path,
    sources: Mapping[str, Source],
    settings: CrawlSettings,
    progress: Callable[[int], None] = lambda _: None,
) -> Reread:
    """Read every archived page of the sources again; a reading that fails leaves the old text as it is."""
    done = Reread()
    workers = Workers(limits_of(settings))

    async def read(kept: Kept) -> Page:
        body = await asyncio.to_thread(read_payload, archive, kept.whole)
        fetched = Fetched(kept.record.url, body, kept.record.media_type, kept.record.fetched)
        article = await workers.run(read_article, fetched, sources[kept.source], Scope(), settings.max_pdf_pages)
        if not article.parts:
            return article.page
        return with_parts(article.page, [await read_more(kept, url) for url in article.parts])

    async def read_more(kept: Kept, url: str) -> str:
        record = store.fetched_with(kept, url)
        if record is None:
            raise NotExtracted(f"its part {url} is not in the archive")
        body = await asyncio.to_thread(read_payload, archive, record)
        fetched = Fetched(url, body, record.media_type, kept.record.fetched)
        return await workers.run(read_part, fetched, sources[kept.source], settings.max_pdf_pages)

    async def read_all() -> None:
        waiting = (kept for kept in store.kept_pages() if kept.source in sources)
        while some := list(islice(waiting, _AT_ONCE)):
            for kept, page in zip(some, await asyncio.gather(*map(read, some), return_exceptions=True), strict=True):
                if isinstance(page, NotExtracted | WorkerLost | ArchiveError):
                    if kept.version is not None:
                        done.failures.append((kept.url, str(page)))
                elif isinstance(page, BaseException):
                    raise page
                else:
                    done.changed += store.reread(kept, page)
                done.read += 1
                progress(done.read)

    try:
        asyncio.run(read_all())
    finally:
        workers.close()
    return done
