"""Serves the example press over real HTTP on loopback."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

PRESS = Path(__file__).parent / "press"
PLACEHOLDER = "http://press.example"  # stands in the pages for the address they are served at

MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class _Resource:
    body: bytes
    media_type: str
    etag: str
    last_modified: str


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    resources: Mapping[str, _Resource] = {}

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hangs up; report every other fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the crawl reports what it fetched."""

    def _answer(self, *, with_body: bool) -> None:
        resource = self.server.resources.get(urlsplit(self.path).path)
        if resource is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        unchanged = self._client_holds(resource)
        self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else HTTPStatus.OK)
        self.send_header("ETag", resource.etag)
        self.send_header("Last-Modified", resource.last_modified)
        if not unchanged:
            self.send_header("Content-Type", resource.media_type)
            self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        if with_body and not unchanged:
            self.wfile.write(resource.body)

    def _client_holds(self, resource: _Resource) -> bool:
        """Whether the client holds this very copy. An ETag decides alone where one is sent (RFC 9110, 13.2.2)."""
        if etags := self.headers.get("If-None-Match"):
            return resource.etag in (etag.strip() for etag in etags.split(","))
        return self.headers.get("If-Modified-Since") == resource.last_modified


def _load(base_url: str) -> dict[str, _Resource]:
    """Read every page into memory, by its path on the site: nothing else of the disk can be asked for."""
    resources = {}
    for file in sorted(PRESS.rglob("*")):
        if file.suffix not in MEDIA_TYPES:
            continue
        body = file.read_bytes()
        if file.suffix != ".pdf":
            body = body.replace(PLACEHOLDER.encode(), base_url.encode())
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        modified = formatdate(file.stat().st_mtime, usegmt=True)
        path = "/" + file.relative_to(PRESS).as_posix()
        resources[path] = _Resource(body, MEDIA_TYPES[file.suffix], etag, modified)
    resources["/"] = resources["/index.html"]
    return resources


@contextmanager
def serve(port: int = 0) -> Iterator[str]:
    """Serve the example press on 127.0.0.1 until the block ends; gives its address, `http://127.0.0.1:PORT`.

    Port 0 takes any free one. The addresses of its pages hold the port, so a store that is to know them again at the
    next crawl needs the same port each time. Raises OSError where the port is taken.
    """
    with _Server(("127.0.0.1", port), _Handler) as server:
        base_url = f"http://127.0.0.1:{server.server_port}"
        server.resources = _load(base_url)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield base_url
        finally:
            server.shutdown()
            thread.join()
