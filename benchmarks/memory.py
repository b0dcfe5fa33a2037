"""Whether a long crawl needs more memory than a short one.

    python benchmarks/memory.py [--pages 20000] [--hosts 40]

Crawls invented pages from loopback, each with words of its own, and prints what the crawling process and its workers
hold (resident, in MB) after a tenth, half and all of the pages: the median of what they held during the thousand pages
before, with the ratio to the first. The store and the archive grow on disk, in a folder that is removed at the end.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import press
import psutil

if TYPE_CHECKING:
    from crawler.crawl import Progress

ROOT = Path(__file__).parents[1]
SAMPLE = 50
"""Pages from one look at the memory to the next."""
WINDOW = 1000
LETTERS = "абвгдежзиклмнопрстуфхцчшыэюя"


def page(path: str) -> str:
    """A short article: two paragraphs, a table, and twenty words that no other page has."""
    rng = random.Random(path)
    own = ("".join(rng.choices(LETTERS, k=rng.randint(4, 10))) for _ in range(20))
    prose = "".join(
        f"<p>{' '.join(rng.choices(press.WORDS, k=40))}: {rng.randint(100, 9999)} человек.</p>" for _ in range(2)
    )
    rows = "".join(f"<tr><td>Участок {row}</td><td>{rng.randint(100, 9999)}</td></tr>" for row in range(10))
    return (
        f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Явка: {path}</title></head><body><main>'
        f"<article><h1>Явка: {path}</h1><time>10.01.2021</time>{prose}<table>{rows}</table><p>{', '.join(own)}.</p>"
        "</article></main><footer>© 2026</footer></body></html>"
    )


def serve(each: int) -> None:
    """Serve the pages on all addresses of loopback; says its port on standard output."""
    from aiohttp import web

    async def answer(request: web.Request) -> web.Response:
        if request.path.endswith("/feed.xml"):
            host = int(request.path.split("/")[1])
            return web.Response(text=press.feed(host, each), content_type="application/rss+xml")
        if request.path == "/robots.txt":
            return web.Response(status=404)
        return web.Response(text=page(request.path), content_type="text/html", charset="utf-8")

    press.serve(answer)


def measure(port: int, hosts: int, each: int, folder: Path) -> list[tuple[int, float, float]]:
    """Crawl; gives (pages done, MB of this process, MB of the workers) as often as `SAMPLE` says."""
    here = psutil.Process()
    samples: list[tuple[int, float, float]] = []

    def look(progress: Progress) -> None:
        if progress.done % SAMPLE:
            return
        held = 0
        for worker in here.children(recursive=True):
            try:
                held += worker.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        samples.append((progress.done, here.memory_info().rss / 1e6, held / 1e6))
        if not progress.done % WINDOW:
            print("{} pages: {:.0f} MB, workers {:.0f} MB".format(*samples[-1]), file=sys.stderr)

    press.read(port, hosts, each, folder, look)
    return samples


def report(pages: int, hosts: int) -> None:
    """Measure and print the figures."""
    again = [sys.executable, __file__, "--serve", "--pages", str(pages), "--hosts", str(hosts)]
    with subprocess.Popen(again, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        with tempfile.TemporaryDirectory(prefix="countercount-bench-") as folder:
            samples = measure(port, hosts, pages // hosts, Path(folder))
        server.kill()
    first = None
    for point in (pages // 10, pages // 2, pages):
        near = [(own, workers) for done, own, workers in samples if point - WINDOW < done <= point]
        own, workers = (statistics.median(column) for column in zip(*near, strict=True))
        first = first or (own, workers)
        ratios = own / first[0], workers / first[1]
        print(f"{point} pages: {own:.0f} MB ({ratios[0]:.2f}), workers {workers:.0f} MB ({ratios[1]:.2f})")


def main() -> None:
    """Measure, or be the server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--hosts", type=int, default=40)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if options.serve:
        serve(options.pages // options.hosts)
    else:
        report(options.pages, options.hosts)


if __name__ == "__main__":
    main()
