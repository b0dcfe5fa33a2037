"""Asks no site faster than it wishes: Crawl-delay, Retry-After, and a delay that grows with the site's slowness."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

DELAYS = "COUNTERCOUNT_DELAYS"
"""Name of the setting with the delays that sources ask for, by host."""

_WAIT = {429, 503}
_UNSAID = 60.0  # after 429 without Retry-After
_LONGEST = 7 * 86_400.0


class Courtesy(AutoThrottle):
    """Scrapy's AutoThrottle, never below what robots.txt and the site's source ask for."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._asked: dict[str, float] = dict(crawler.settings.getdict(DELAYS))
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        delay = robotparser.crawl_delay(self.crawler.settings["USER_AGENT"])
        host = urlsplit(request.url).hostname or ""
        if delay:
            self._asked[host] = max(self._asked.get(host, 0.0), min(delay, _LONGEST))
            slot = self.crawler.engine.downloader.slots.get(host)
            if slot is not None:
                slot.delay = max(slot.delay, self._asked[host])

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        if slot is not None and key in self._asked:
            slot.delay = max(slot.delay, self._asked[key])


class ComeBackLater:
    """Downloader middleware: an answer that asks to come back later is not tried again at once."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ComeBackLater:
        return cls()

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the retries of Scrapy's, which wait for nothing, off the answer."""
        if asked_to_wait(response) is not None:
            request.meta["dont_retry"] = True
        return response


def asked_to_wait(response: Response) -> float | None:
    """Seconds after which a site wants to be asked again; None where it does not say to wait."""
    if response.status not in _WAIT:
        return None
    said: Any = response.headers.get("Retry-After")
    words = said.decode("latin-1").strip() if said else ""
    if not words:
        return _UNSAID if response.status == 429 else None
    if words.isdecimal():
        return min(float(words), _LONGEST)
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return _UNSAID
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return min(max(0.0, (moment - dt.datetime.now(dt.UTC)).total_seconds()), _LONGEST)
