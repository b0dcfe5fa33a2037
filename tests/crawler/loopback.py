"""A small site on loopback, a store in memory, and sources and pages to fill them."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from crawler.documents import Look, Page, State, Validators
from crawler.sources import Source


@dataclass
class Reply:
    body: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """Pages by path (with query); `asked` keeps every request as (path, headers)."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers.items())))
                reply = site.pages.get(self.path, Reply(b"nothing here", status=404))
                etag = reply.headers.get("ETag")
                if etag and self.headers.get("If-None-Match") == etag:
                    reply = Reply(status=304, headers=reply.headers)
                self.send_response(reply.status)
                if reply.status != 304:
                    self.send_header("Content-Type", reply.media_type)
                    self.send_header("Content-Length", str(len(reply.body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body if reply.status != 304 else b"")

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def page(self, path: str, markup: str | bytes, **reply: Any) -> None:
        body = markup.encode() if isinstance(markup, str) else markup
        self.pages[path] = Reply(body.replace(b"{site}", self.url.encode()), **reply)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


class MemoryStore:
    """Versions and looks by address."""

    def __init__(self) -> None:
        self.versions: dict[str, list[Page]] = {}
        self.looks: list[Look] = []

    def validators(self, url: str) -> Validators | None:
        return self.versions[url][-1].validators if url in self.versions else None

    def save_page(self, page: Page) -> State:
        versions = self.versions.setdefault(page.url, [])
        if versions and (versions[-1].text, versions[-1].title) == (page.text, page.title):
            return State.UNCHANGED
        versions.append(page)
        return State.CHANGED if len(versions) > 1 else State.NEW

    def save_look(self, look: Look) -> None:
        self.looks.append(look)


def make_source(entries: list[dict[str, Any]], **fields: Any) -> Source:
    return Source.model_validate(
        {
            "name": "press",
            "publisher": {"kind": "media", "name": {"ru": "Проба", "en": "Trial"}},
            "hosts": ["127.0.0.1"],
            "languages": ["ru", "kk", "en"],
            "entries": entries,
            **fields,
        }
    )


def article(body: str, title: str = "Явка в области", head: str = "") -> str:
    filler = "Комиссия области подвела предварительные итоги голосования и передала их в столицу к вечеру воскресенья."
    return (
        f'<html lang="ru"><head><title>{title} — Проба</title>{head}</head><body><nav><a href="/">Главная</a></nav>'
        f"<article><h1>{title}</h1><p>{filler}</p>{body}</article><footer>© 2026 Проба</footer></body></html>"
    )
