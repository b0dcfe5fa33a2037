"""Asks for a page only if it has changed since the saved version."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.addresses import canonical


class ConditionalRequests:
    """Downloader middleware: sets If-None-Match and If-Modified-Since for addresses with a saved version."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ConditionalRequests:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Set the headers for this very address: those of the address that redirected here are not its own."""
        for header in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(header, None)
        if "asked" not in request.meta:
            return
        spider: Any = self.crawler.spider
        validators = await spider.desk.ask(spider.ledger.validators, canonical(request.url))
        if validators is None:
            return
        if validators.etag:
            request.headers["If-None-Match"] = validators.etag
        if validators.last_modified:
            request.headers["If-Modified-Since"] = validators.last_modified
