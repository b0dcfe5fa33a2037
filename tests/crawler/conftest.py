"""Fixtures: the site, the store, and a crawl of the one into the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from loopback import Shelf, Site, make_source

from crawler.crawl import SourceSummary, crawl
from crawler.schedule import EVERYTHING
from crawler.settings import CrawlSettings
from crawler.sources import Source


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.store.close()


Crawl = Callable[..., SourceSummary]


@pytest.fixture
def crawl_site(site: Site, shelf: Shelf) -> Crawl:
    """Crawl the entries of the site into the store, without delays, and look at all known pages again."""

    def run(*entries: dict[str, Any], fields: dict[str, Any] | None = None, **settings: Any) -> SourceSummary:
        source = make_source([{**entry, "url": site.url + entry["url"]} for entry in entries], **(fields or {}))
        limits = {"allow_private": ["127.0.0.0/8"], "delay": 0, "max_delay": 0, "timeout": 5, "extraction_processes": 1}
        return crawl([source], shelf.store, shelf.archive, CrawlSettings(**limits | settings), revisit=EVERYTHING)[0]

    return run


@pytest.fixture
def fetched() -> dt.datetime:
    return dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture
def source() -> Source:
    return make_source([{"kind": "page", "url": "http://127.0.0.1/a"}])
