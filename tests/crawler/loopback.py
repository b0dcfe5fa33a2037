"""A small site on loopback, a shelf with a store and an archive, and sources and pages to fill them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler.documents import Page
from crawler.sources import Source
from storage import tables
from storage.database import Database
from storage.store import Store


@dataclass
class Reply:
    body: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """Pages by path (with query); `asked` keeps every request as (path, headers)."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.pages: dict[str, Reply] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.sent = 0
        """Bytes of answers, headers included."""
        self.times: list[tuple[str, float]] = []
        self.later: dict[str, tuple[int, Reply]] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers.items())))
                site.times.append((self.path, time.monotonic()))
                reply = site.reply(self.path)
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
                body = reply.body if reply.status != 304 else b""
                site.sent += len(body) + 200  # a status line and headers, about
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer((address, 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def __enter__(self) -> Site:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def page(self, path: str, markup: str | bytes, **reply: Any) -> None:
        body = markup.encode() if isinstance(markup, str) else markup
        self.pages[path] = Reply(body.replace(b"{site}", self.url.encode()), **reply)

    def after(self, path: str, asked: int, markup: str) -> None:
        """From then on, when it has been asked for so often, a path gives this page."""
        self.later[path] = (asked, Reply(markup.encode()))

    def reply(self, path: str) -> Reply:
        often, reply = self.later.get(path, (0, None))
        if reply is not None and [asked for asked, _ in self.asked].count(path) > often:
            return reply
        return self.pages.get(path, Reply(b"nothing here", status=404))

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


class Shelf:
    """A store and its archive in a folder, and what crawls have put there."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'store.sqlite'}"
        self.store = Store.open(self.url)
        self.archive = folder / "archive"

    @property
    def versions(self) -> dict[str, list[Page]]:
        """Versions by the address of their page, the oldest first."""
        found: dict[str, list[Page]] = {}
        rows = select(tables.Document, tables.Version).join(
            tables.Version, tables.Version.document_key == tables.Document.key
        )
        with self._rows() as session:
            for document, version in session.execute(rows.order_by(tables.Document.key, tables.Version.number)):
                page = Page(
                    document.id, document.source or "", document.publisher or "", version.text, version.title,
                    version.published, version.lang, version.media_type, version.sha256, version.fetched,
                )  # fmt: skip
                found.setdefault(document.id, []).append(page)
        return found

    @property
    def addresses(self) -> list[tables.Address]:
        """All addresses that were ever queued."""
        with self._rows() as session:
            return list(session.scalars(select(tables.Address).order_by(tables.Address.id)))

    @property
    def records(self) -> list[tables.Record]:
        """What was archived."""
        with self._rows() as session:
            return list(session.scalars(select(tables.Record).order_by(tables.Record.id)))

    @contextmanager
    def _rows(self) -> Iterator[Session]:
        database = Database(self.url)
        with database.read() as session:
            session.expire_on_commit = False
            yield session
            session.expunge_all()
        database.close()


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
