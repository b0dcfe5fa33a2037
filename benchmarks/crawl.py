"""Pages a minute: our crawl beside a bare Scrapy spider, and one that reads with trafilatura in its callback.

    python benchmarks/crawl.py [--pages 800] [--hosts 40] [--rounds 5] [--only countercount]

All three fetch the same pages from the same hosts on loopback, one request at a time a host, in turn, each in a process
of its own. `scrapy` only downloads. `inline` reads each page with trafilatura in the spider's callback, and stores and
archives it as we do: the same tables, the same WARC records. Start-up counts, for all alike.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import press
from press import WORDS, address

CONTENDERS = ("scrapy", "inline", "countercount")
ROOT = Path(__file__).parents[1]

# ---------------------------------------------------------------- the press


def page(host: int, number: int) -> bytes:
    """An article as sites have them: 40 to 90 KB, most of it chrome and scripts; prose, a table, a list."""
    rng = random.Random(host * 100_000 + number)

    def sentence() -> str:
        words = [rng.choice(WORDS) for _ in range(rng.randint(8, 20))]
        return f"{' '.join(words).capitalize()}: {rng.randint(20, 90)},{rng.randint(0, 9)} процента."

    def paragraph() -> str:
        return "<p>" + " ".join(sentence() for _ in range(rng.randint(2, 5))) + "</p>"

    rows = "".join(f"<tr><td>Район {row}</td><td>{rng.randint(100, 99_999)}</td></tr>" for row in range(20))
    title = f"Явка на участках № {number}: {rng.randint(20, 90)},{rng.randint(0, 9)}%"
    links = "".join(f'<li><a href="/other/{row}">{" ".join(rng.choices(WORDS, k=6))}</a></li>' for row in range(120))
    script = "var data=" + json.dumps([rng.random() for _ in range(rng.randint(800, 2500))]) + ";"
    return (
        f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{title}</title><script>{script}</script>'
        f'<meta property="og:title" content="{title}"><meta property="article:published_time" '
        f'content="2021-01-{rng.randint(10, 28)}T12:00:00+06:00"></head><body><nav><ul>{links}</ul></nav>'
        f"<main><article><h1>{title}</h1>{''.join(paragraph() for _ in range(rng.randint(6, 16)))}"
        f"<table><tr><th>Район</th><th>Избирателей</th></tr>{rows}</table>{paragraph()}"
        f"<ul>{''.join(f'<li>{sentence()}</li>' for _ in range(5))}</ul></article></main>"
        f'<aside class="related"><ul>{links}</ul></aside><footer>© 2026</footer></body></html>'
    ).encode()


def serve(hosts: int, each: int) -> None:
    """Serve the press on all addresses of loopback; says its port on standard output."""
    from aiohttp import web

    made: dict[str, bytes] = {}
    for host in range(hosts):
        made[f"/{host}/feed.xml"] = press.feed(host, each).encode()
        made |= {f"/{host}/{number}": page(host, number) for number in range(each)}

    async def answer(request: web.Request) -> web.Response:
        body = made.get(request.path)
        if body is None:
            return web.Response(status=404)
        etag = f'"{hash(body):x}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        kind = "application/rss+xml" if request.path.endswith(".xml") else "text/html"
        return web.Response(body=body, content_type=kind, charset="utf-8", headers={"ETag": etag})

    press.serve(answer)


# ---------------------------------------------------------------- contenders


def countercount(port: int, hosts: int, each: int, folder: Path) -> None:
    """A crawl as `countercount crawl` makes it."""
    summaries = press.read(port, hosts, each, folder)
    assert sum(sum(summary.counts.values()) for summary in summaries) == hosts * each, summaries


def scrapy_alone(port: int, hosts: int, each: int, folder: Path) -> None:
    """Only downloads."""
    _run_spider(port, hosts, each, lambda response: None)


def inline(port: int, hosts: int, each: int, folder: Path) -> None:
    """Reads in the callback, then archives and stores, page by page."""
    import trafilatura

    from crawler.archive import Archive
    from crawler.documents import ARTICLE, Link, Origin, Page, Payload, State, Visit
    from nlp.languages import stems
    from storage.store import Store

    store = Store.open(f"sqlite:///{folder / 'store.sqlite'}", stems)
    archive = Archive(folder / "archive", store.archived_until, "Scrapy")
    entry = "http://127.0.1.1/feed.xml"
    links = tuple(
        Link(address(host, port, str(number)), "press", ARTICLE, entry)
        for host in range(hosts) for number in range(each)
    )  # fmt: skip
    by_url = {link.url: link for link in links}
    run = store.begin([Origin("press", "Проба", links)], "here/0/inline")

    def keep(response: Any) -> None:
        fetched = dt.datetime.now(dt.UTC)
        found = trafilatura.bare_extraction(response.body, url=response.url, include_tables=True, with_metadata=True)
        headers = tuple(
            (name.decode(), value.decode()) for name, values in response.headers.items() for value in values
        )  # fmt: skip
        payload = Payload(response.url, fetched, response.status, headers, response.body)
        (record,) = archive.append([payload], store.archived([payload.sha256]))
        page = Page(
            response.url, "press", "Проба", found.text, found.title,
            dt.date.fromisoformat(found.date) if found.date else None, "ru", "text/html", payload.sha256, fetched,
        )  # fmt: skip
        visit = Visit(by_url[response.url], fetched, State.READ, pages=(page,), payload=payload)
        store.finish(run, [(visit, record)])

    _run_spider(port, hosts, each, keep)
    archive.close()
    store.close()


def _run_spider(port: int, hosts: int, each: int, keep: Any) -> None:
    import scrapy
    from scrapy.crawler import CrawlerProcess

    seen = []

    class Bare(scrapy.Spider):
        name = "bare"

        async def start(self) -> Any:
            for host in range(hosts):
                yield scrapy.Request(address(host, port, "feed.xml"), callback=self.read_feed, cb_kwargs={"host": host})

        def read_feed(self, response: Any, host: int) -> Any:
            for number in range(each):
                yield scrapy.Request(address(host, port, str(number)), callback=self.read)

        def read(self, response: Any) -> None:
            seen.append(response.url)
            keep(response)

    process = CrawlerProcess(
        {
            "LOG_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "ROBOTSTXT_OBEY": True,
            "CONCURRENT_REQUESTS": 100,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": 0,
        }
    )
    process.crawl(Bare)
    process.start()
    assert len(seen) == hosts * each, len(seen)


WORK = {"scrapy": scrapy_alone, "inline": inline, "countercount": countercount}

# ---------------------------------------------------------------- the measurement


class Round(NamedTuple):
    """Pages a minute, and the processor time of one page in milliseconds, worker processes included."""

    rate: float
    cpu: float


def measure(options: argparse.Namespace) -> dict[str, list[Round]]:
    """The rounds of each contender."""
    each = options.pages // options.hosts
    here = [sys.executable, __file__]
    server = subprocess.Popen(
        [*here, "--serve", "--hosts", str(options.hosts), "--pages", str(options.pages)],
        stdout=subprocess.PIPE, cwd=ROOT, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    port = server.stdout.readline().strip()
    rounds: dict[str, list[Round]] = {name: [] for name in options.only or CONTENDERS}
    try:
        for number in range(options.rounds):
            names = list(rounds)
            for name in names[number % len(names) :] + names[: number % len(names)]:
                with tempfile.TemporaryDirectory(prefix="countercount-bench-") as folder:
                    began, used = time.perf_counter(), _cpu()
                    subprocess.run(
                        [*here, "--work", name, "--port", port, "--folder", folder,
                         "--hosts", str(options.hosts), "--pages", str(options.pages)],
                        check=True, cwd=ROOT,
                    )  # fmt: skip
                    pages = each * options.hosts
                    done = Round(pages * 60 / (time.perf_counter() - began), (_cpu() - used) * 1000 / pages)
                rounds[name].append(done)
                print(f"round {number + 1}: {name} {done.rate:,.0f} pages/min, {done.cpu:.0f} ms", file=sys.stderr)
    finally:
        server.kill()
        server.wait()
    return rounds


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure, or be one of the processes of a measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=800)
    parser.add_argument("--hosts", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=CONTENDERS)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--work", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if options.serve:
        serve(options.hosts, options.pages // options.hosts)
    elif options.work:
        WORK[options.work](options.port, options.hosts, options.pages // options.hosts, options.folder)
    else:
        for name, rounds in measure(options).items():
            rates = [one.rate for one in rounds]
            cpu = statistics.median(one.cpu for one in rounds)
            spread = f"{min(rates):,.0f} to {max(rates):,.0f}"
            print(f"{name}: median {statistics.median(rates):,.0f} pages/min ({spread}), {cpu:.0f} ms of CPU a page")


if __name__ == "__main__":
    main()
