"""The pages in a real Chromium: no errors on the console, nothing that scrolls sideways on a phone."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from reports.digest import digest, render_html
from reports.web import create_app
from tests.reports.press import ELECTION, press

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium, and none is installed"),
]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(create_app(press()), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        yield running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


def _opened(browser: Any, address: str, width: int) -> tuple[Any, list[str]]:
    page = browser.new_page(viewport={"width": width, "height": 800})
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    return page, errors


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
@pytest.mark.parametrize(
    "path",
    ["/", f"/elections/{ELECTION}", "/claims", "/search?q=явка", "/documents/https://zhana-koz.example/zayavlenie",
     "/documents/https%3A%2F%2Fharm.example%2F%3Cscript%3E"],
)  # fmt: skip
def test_a_page_is_whole_on_a_phone(browser: Any, site: str, path: str, lang: str) -> None:
    page, errors = _opened(browser, f"{site}/{lang}{path}", 360)
    assert errors == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.get_attribute("html", "lang") == lang
    page.close()


def test_a_reader_walks_from_an_election_to_the_marked_words(browser: Any, site: str) -> None:
    page, errors = _opened(browser, f"{site}/en/", 1100)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.click("text=Kazakhstan, January 10, 2021")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.querySelector('figure img').naturalWidth") > 0
    page.click("text=All about this claim")
    said = page.locator("blockquote").first.inner_text()
    page.click("text=Saved version 1 of 2")
    marked = page.locator("mark").all_inner_texts()
    assert said in marked
    assert len(marked) == page.locator("text=place in the text").count()
    assert errors == []
    page.close()


def test_the_digest_fits_a_phone_and_needs_nothing_from_elsewhere(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "digest.html"
    file.write_text(render_html(digest(press(), lang="kk", day=dt.date(2021, 1, 12))), encoding="utf-8")
    page, errors = _opened(browser, file.as_uri(), 360)
    assert errors == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
