"""The hostile web: each page that would harm a crawl is bounded, says why it was left, and costs only itself."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import ssl
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from loopback import Shelf, article, make_source
from reportlab.pdfgen.canvas import Canvas

from crawler.crawl import SourceSummary, crawl
from crawler.documents import State
from crawler.settings import CrawlSettings

GOOD = article("<p>Хорошая страница о выборах: явка 63,2 процента.</p>").encode()
SETTINGS = CrawlSettings(
    allow_private=["127.0.0.0/8"],
    max_body_bytes=300_000,
    max_pdf_pages=20,
    timeout=2,
    retries=0,
    extraction_processes=1,
    extraction_timeout=10,
    delay=0.01,
    max_delay=0.01,
)
Answer = Callable[[BaseHTTPRequestHandler], None]


def raw(head: str, body: bytes = b"") -> Answer:
    """A response of exactly these bytes, right or wrong; {site} in the body is the site's address."""

    def answer(asked: BaseHTTPRequestHandler) -> None:
        said = body.replace(b"{site}", f"http://{asked.headers['Host']}".encode())
        asked.wfile.write(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + said)

    return answer


def ok(body: bytes, media_type: str = "text/html; charset=utf-8", extra: str = "") -> Answer:
    return raw(f"HTTP/1.1 200 OK\nContent-Type: {media_type}{extra}", body)


def endless(piece: bytes, pause: float = 0) -> Answer:
    """A page that never ends, a piece at a time."""

    def answer(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            asked.wfile.write(piece)
            sleep(pause)

    return answer


class HostileSite:
    """Answers as it is told; `asked` keeps the paths and `sent` the headers of the requests."""

    def __init__(self, answers: dict[str, Answer], tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[str] = []
        self.sent: list[dict[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.sent.append(dict(self.headers.items()))
                self.close_connection = True
                answers.get(self.path, raw("HTTP/1.1 404 Not Found\nContent-Length: 0"))(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                """The crawler hangs up on endless pages: nothing to report."""

        self.server = Server(("127.0.0.1", 0), Handler)
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.server.server_address[1]}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


class Visit:
    """Crawls a site of hostile entries with a good page beside them, and tells what came of it."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.sites: list[HostileSite] = []

    def __call__(
        self, answers: dict[str, Answer], kind: str = "page", beyond: dict[str, Answer] | None = None
    ) -> SourceSummary:
        """`answers` are entries of that kind; `beyond` is what they lead to."""
        self.site = HostileSite(answers | (beyond or {}) | {"/good": ok(GOOD)})
        self.sites.append(self.site)
        entries = [{"kind": kind, "url": self.site.url + path} for path in answers]
        return self.crawl([*entries, {"kind": "page", "url": f"{self.site.url}/good"}])

    def crawl(self, entries: list[dict[str, str]]) -> SourceSummary:
        self.summary = crawl([make_source(entries)], self.shelf.store, self.shelf.archive, SETTINGS)[0]
        assert any(url.endswith("/good") for url in self.shelf.versions), "the good page was lost"
        return self.summary

    def why(self, path: str) -> str:
        """The reason given for leaving a page."""
        return next(reason for url, reason in self.summary.failures if url.endswith(path))


@pytest.fixture
def visit(shelf: Shelf) -> Iterator[Visit]:
    visit = Visit(shelf)
    yield visit
    for site in visit.sites:
        site.server.shutdown()
        site.server.server_close()


def long_pdf(pages: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 700, f"The protocol of station {number + 1} is on this page.")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdf_bomb() -> bytes:
    """One page whose stream is packed twice: some kilobytes that unpack to 400 MB."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b"BT (a) Tj ET " * 80_000) for _ in range(400)) + packer.flush()
    twice = zlib.compress(once, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(twice), twice),
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % item for item in enumerate(parts, 1))
    return body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


def test_a_body_of_two_gigabytes_is_refused_by_its_announced_length(visit: Visit) -> None:
    visit({"/huge": raw("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 2147483648", b"<p>" * 1000)})
    assert "too large" in visit.why("/huge")


def test_an_endless_page_is_cut_off_at_the_bound(visit: Visit) -> None:
    visit({"/endless": endless(b"<p>more</p>" * 2000)})
    assert "too large" in visit.why("/endless")


def test_a_slow_drip_ends_with_the_time_that_a_request_has(visit: Visit) -> None:
    visit({"/drip": endless(b".", pause=0.1)})
    assert "longer than 2.0 seconds" in visit.why("/drip")


@pytest.mark.parametrize("times", [1, 2])
def test_a_gzip_bomb_is_refused_when_it_has_grown_too_large(visit: Visit, times: int) -> None:
    packed = bytes(100_000_000)
    for _ in range(times):
        packed = gzip.compress(packed)
    visit({"/bomb": ok(packed, extra="\nContent-Encoding: " + ", ".join(["gzip"] * times))})
    assert "too large" in visit.why("/bomb")


@pytest.mark.parametrize("length", [str(len(GOOD) + 500), "many", "-5"])
def test_a_length_that_is_not_true_fails_with_the_reason(visit: Visit, length: str) -> None:
    visit({"/wrong": raw(f"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: {length}", GOOD)})
    assert visit.why("/wrong")


def test_what_is_no_http_fails_with_the_reason(visit: Visit) -> None:
    visit({"/garbage": lambda asked: asked.wfile.write(b"\x00\xff" * 1000) and None})
    assert visit.why("/garbage")


def test_a_pdf_of_many_pages_is_read_up_to_the_bound(visit: Visit, shelf: Shelf) -> None:
    visit({"/long.pdf": ok(long_pdf(200), "application/pdf")})
    text = next(versions[0].text for url, versions in shelf.versions.items() if url.endswith(".pdf"))
    assert "station 20 " in text
    assert "station 21 " not in text


def test_a_pdf_of_nested_streams_costs_only_itself(visit: Visit) -> None:
    visit({"/bomb.pdf": ok(pdf_bomb(), "application/pdf")})
    assert visit.why("/bomb.pdf")


def test_markup_nested_a_hundred_thousand_deep_costs_only_itself(visit: Visit) -> None:
    visit({"/deep": ok(b"<html><body>" + b"<b>" * 90_000 + b"text")})
    assert visit.summary.counts[State.NEW] == 2 or visit.why("/deep")


ENTITY_BOMB = '<?xml version="1.0"?><!DOCTYPE bomb [<!ENTITY a "boom">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("feed", "]><rss><channel><item><title>&i;</title><link>&i;</link></item></channel></rss>"),
        ("sitemap", "]><urlset><url><loc>&i;</loc></url></urlset>"),
    ],
)
def test_entity_bombs_in_feeds_and_sitemaps_are_not_unfolded(visit: Visit, kind: str, body: str) -> None:
    visit({"/bomb.xml": ok((ENTITY_BOMB + body).encode(), "application/xml")}, kind=kind)
    assert set(visit.site.asked) == {"/robots.txt", "/bomb.xml", "/good"}


def test_an_entity_that_names_a_file_is_not_read(visit: Visit) -> None:
    feed = b'<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]><rss><item><link>{site}/&f;</link></item></rss>'
    visit({"/feed.xml": ok(feed, "application/xml")}, kind="feed")
    assert set(visit.site.asked) <= {"/robots.txt", "/feed.xml", "/good", "/"}


def test_sitemaps_that_name_each_other_are_each_read_once(visit: Visit) -> None:
    both = "".join(f"<sitemap><loc>{{site}}/{name}.xml</loc></sitemap>" for name in ("one", "two"))
    index = ok(f"<sitemapindex>{both}</sitemapindex>".encode(), "application/xml")
    visit({"/one.xml": index}, kind="sitemap", beyond={"/two.xml": index})
    assert visit.site.asked.count("/one.xml") == 1
    assert visit.site.asked.count("/two.xml") == 1


def test_a_redirect_that_turns_in_a_circle_ends(visit: Visit) -> None:
    visit({"/circle": raw("HTTP/1.1 302 Found\nContent-Length: 0\nLocation: /circle")})
    assert visit.why("/circle")
    assert visit.site.asked.count("/circle") <= 10


def test_an_address_of_ten_thousand_characters_costs_only_itself(visit: Visit) -> None:
    feed = f"<rss><item><link>{{site}}/{'a' * 10_000}</link></item><item><link>{{site}}/next</link></item></rss>"
    visit({"/feed.xml": ok(feed.encode(), "application/xml")}, kind="feed", beyond={"/next": ok(GOOD)})
    assert "/next" in visit.site.asked
    assert "address is longer than" in visit.why("a" * 100)


def test_control_characters_and_markup_in_a_title_are_plain_text(visit: Visit, shelf: Shelf) -> None:
    title = "Явка \x00\x1b[31m&lt;script&gt;alert(1)&lt;/script&gt;\u202e выросла"
    visit({"/title": ok(article("<p>Текст.</p>", title=title).encode())})
    said = next(versions[0].title for url, versions in shelf.versions.items() if url.endswith("/title"))
    assert said == "Явка [31m<script>alert(1)</script> выросла"


def test_cookies_are_never_sent_back(visit: Visit) -> None:
    visit({"/cookie": ok(GOOD, extra="\nSet-Cookie: id=1\nSet-Cookie: " + "x" * 5000 + "=1")})
    assert not any("Cookie" in headers for headers in visit.site.sent)


def test_a_certificate_that_nobody_vouches_for_is_refused(visit: Visit, tmp_path: Path) -> None:
    secret = HostileSite({"/tls": ok(GOOD)}, self_signed(tmp_path))
    plain = HostileSite({"/good": ok(GOOD)})
    visit.sites += [secret, plain]
    visit.crawl([{"kind": "page", "url": f"{secret.url}/tls"}, {"kind": "page", "url": f"{plain.url}/good"}])
    assert "certificate" in visit.why("/tls").lower()


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + dt.timedelta(1))
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    pem = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "site.pem").write_bytes(key.private_bytes(*pem) + certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "site.pem")
    return context
