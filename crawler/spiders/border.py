"""Where a crawl may go: its sources' hosts, by public addresses alone unless the settings allow others."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from scrapy import Request
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadConnectionRefusedError, IgnoreRequest
from scrapy.http import Response

ALLOW_PRIVATE = "COUNTERCOUNT_ALLOW_PRIVATE"
LONGEST_ADDRESS = 2000
"""Characters: what browsers and search engines took for long enough."""


class Refused(IgnoreRequest):
    """A request that this crawl does not make; the message says why."""


class PrivateAddressError(OSError):
    """A host whose address is private, loopback or otherwise not of the public Internet."""


class HostBorder:
    """Downloader middleware: lets requests, redirected ones too, go to the source's own hosts by HTTP(S) only."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostBorder:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse a request across the border."""
        spider: Any = self.crawler.spider
        source = request.meta.get("source")
        sources = [source] if source else spider.sources  # robots.txt is asked for by no source
        if len(request.url) > LONGEST_ADDRESS:
            raise Refused(f"refused: its address is longer than {LONGEST_ADDRESS} characters")
        scheme = urlsplit(request.url).scheme
        if scheme not in ("http", "https"):
            raise Refused(f"refused: scheme {scheme}")
        if not any(source.has_host(request.url) for source in sources):
            raise Refused(f"refused: {urlsplit(request.url).hostname} is not one of the source's hosts")


class PublicAddresses(AiohttpDownloadHandler):
    """Download handler that looks at the address it is about to connect to, after names are resolved.

    A check of names would miss a public name that points inside, and one that changes between check and use.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._allowed = [ipaddress.ip_network(name, strict=False) for name in crawler.settings.getlist(ALLOW_PRIVATE)]
        # The base class makes its connector without a socket factory; one connects anew with it.
        connector: Any = self._session.connector
        connector._socket_factory = self._socket

    async def download_request(self, request: Request) -> Response:
        """As the base class; a refusal is final and not tried again."""
        try:
            return await super().download_request(request)
        except DownloadConnectionRefusedError as error:
            cause = getattr(error.__cause__, "os_error", None)
            if isinstance(cause, PrivateAddressError):
                raise Refused(str(cause)) from None
            raise

    def _socket(self, info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        if not self._may_reach(str(address[0])):
            raise PrivateAddressError(f"refused: {address[0]} is a private address (see allow_private)")
        return socket.socket(family, kind, protocol)

    def _may_reach(self, address: str) -> bool:
        found = ipaddress.ip_address(address.partition("%")[0])
        mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
        if mapped is not None:
            found = mapped
        if found.is_global and not found.is_multicast:
            return True
        return any(found in network for network in self._allowed)
