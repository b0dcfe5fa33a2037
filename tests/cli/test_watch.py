"""Watching: one process that crawls again and again, reads what came, and writes the day's digest."""

from __future__ import annotations

import datetime as dt
import signal
import time
from collections.abc import Callable
from pathlib import Path

from tests.cli.terminal import Terminal
from tests.crawler.loopback import Site, article

INTERRUPTED = 130
FEED = "<rss><channel><item><link>{site}/a</link></item></channel></rss>"


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.1)


def test_it_crawls_again_writes_the_digest_that_was_missed_and_ends_when_told(
    terminal: Terminal, site: Site, press_source: Path, tmp_path: Path
) -> None:
    site.page("/feed.xml", FEED, media_type="application/rss+xml")
    site.page("/a", article("<p>По данным ЦИК, явка на выборах в Мажилис 10 января 2021 года составила 63,3%.</p>"))
    digests = tmp_path / "digests"

    watching = terminal.start(
        "watch", "press", "--sources", press_source, "--every", "0.01", "--digest-at", "00:00", "--digests", digests
    )
    try:
        until(lambda: site.paths().count("/feed.xml") >= 2 and len(list(digests.glob("*.md"))) == 3)
    finally:
        watching.send_signal(signal.SIGTERM)
    assert watching.wait(60) == INTERRUPTED

    written = sorted(path.name for path in digests.iterdir())
    today = dt.datetime.now().astimezone().date()
    assert written == sorted(f"{today}.{lang}.{form}" for lang in ("ru", "kk", "en") for form in ("html", "md"))
    assert "63,3" in (digests / f"{today}.ru.md").read_text(encoding="utf-8")


def test_what_fails_does_not_end_the_watch(terminal: Terminal, site: Site, press_source: Path, tmp_path: Path) -> None:
    site.page("/feed.xml", FEED, media_type="application/rss+xml")
    (tmp_path / "taken").write_text("a file where the digests should go", encoding="utf-8")

    watching = terminal.start(
        "watch", "press", "--sources", press_source, "--every", "0.01", "--digest-at", "00:00",
        "--digests", tmp_path / "taken",
    )  # fmt: skip
    try:
        until(lambda: site.paths().count("/feed.xml") >= 3)
    finally:
        watching.send_signal(signal.SIGTERM)
    assert watching.wait(60) == INTERRUPTED
