"""Asks for a page only if it has changed since the saved version."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.addresses import canonical
from crawler.documents import Validators


class ConditionalRequests:
    """Downloader middleware: sets If-None-Match and If-Modified-Since where the request's `validators` are known."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ConditionalRequests:
        return cls()

    def process_request(self, request: Request) -> None:
        """Set the headers for the address that gave them: those of one are not those of another it redirects to."""
        for header in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(header, None)
        validators: Validators | None = request.meta.get("validators")
        if validators is None or validators.url != canonical(request.url):
            return
        if validators.etag:
            request.headers["If-None-Match"] = validators.etag
        if validators.last_modified:
            request.headers["If-Modified-Since"] = validators.last_modified
