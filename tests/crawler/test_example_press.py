"""The example press: its pages can be found and fetched, say what they are, and hold the facts of the demo."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

import pypdfium2
import pytest
from lxml import etree, html

from crawler.example import example_sources, serve
from crawler.sources import Entry

ROOT = Path(__file__).parents[2]
PRESS = ROOT / "crawler" / "example" / "press"
SEEDS = ROOT.parent / "shared" / "gold" / "seeds" / "docs.jsonl"
NOTICES = {"ru": "Учебный пример", "kk": "Оқу мысалы", "en": "Worked example"}
WAYS_IN = {"index.html", "haq/page-1.html", "haq/page-2.html", "city/archive-1.html", "city/archive-2.html"}
HTML_FILES = sorted(PRESS.rglob("*.html"))


@pytest.fixture(scope="module")
def press() -> Iterator[str]:
    with serve() as base_url:
        yield base_url


def get(url: str) -> bytes:
    with urlopen(url, timeout=5) as answer:
        return answer.read()


def listed_links(entry: Entry) -> Iterator[str]:
    """Addresses on a listing's pages, following {page} or the link to the next page."""
    url: str | None = entry.url.format(page=entry.first_page)
    for page in range(entry.first_page + 1, entry.first_page + 1 + entry.max_pages):
        if url is None:
            return
        tree = html.fromstring(get(url))
        for link in tree.cssselect(entry.links or "a"):
            yield urljoin(url, link.get("href"))
        following = tree.cssselect(entry.next) if entry.next else []
        if "{page}" in entry.url:
            url = entry.url.format(page=page)
        else:
            url = urljoin(url, following[0].get("href")) if following else None


def links(entry: Entry) -> set[str]:
    if entry.kind == "listing":
        return set(listed_links(entry))
    found = (
        "//item/link/text() | //*[local-name()='loc']/text() | //*[local-name()='entry']/*[local-name()='link']/@href"
    )
    return set(etree.fromstring(get(entry.url)).xpath(found))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def shown_text(path: Path) -> str:
    if path.suffix == ".pdf":
        return pdf_text(path)
    tree = html.fromstring(path.read_bytes())
    for unseen in tree.xpath("//script | //style"):
        unseen.drop_tree()
    return " ".join(tree.itertext())


def test_every_page_is_reached_from_a_feed_a_sitemap_or_a_listing(press: str) -> None:
    reached = {
        urlsplit(url).path.lstrip("/")
        for source in example_sources(press)
        for entry in source.entries
        for url in links(entry)
        if source.is_article(url) and get(url)
    }
    articles = {file.relative_to(PRESS).as_posix() for file in PRESS.rglob("*.*") if file.suffix in {".html", ".pdf"}}
    assert reached == articles - WAYS_IN
    assert len(reached) >= 14


def test_all_kinds_of_entries_and_publishers_are_there(press: str) -> None:
    sources = example_sources(press)
    assert {entry.kind for source in sources for entry in source.entries} == {"feed", "sitemap", "listing"}
    assert {source.publisher_name for source in sources} >= {"HAQ", "Центральная избирательная комиссия"}
    assert {source.publisher.kind for source in sources} == {"media", "election_authority", "citizen_observers"}


@pytest.mark.parametrize("path", HTML_FILES, ids=lambda path: path.stem)
def test_every_page_says_that_it_is_an_example(path: Path) -> None:
    tree = html.fromstring(path.read_bytes())
    assert NOTICES[tree.get("lang")] in tree.cssselect("aside.example-note")[0].text_content()


def test_the_pages_are_in_three_languages() -> None:
    assert {html.fromstring(path.read_bytes()).get("lang") for path in HTML_FILES} == {"ru", "kk", "en"}


def test_addresses_in_the_pages_are_those_they_are_served_at(press: str) -> None:
    assert f"{press}/commission/results-en.html".encode() in get(f"{press}/commission/sitemap.xml")
    assert b"press.example" not in get(f"{press}/robots.txt")


@pytest.mark.parametrize("validator", [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_a_page_that_the_client_has_is_not_sent_again(press: str, validator: tuple[str, str]) -> None:
    given, asked = validator
    url = f"{press}/haq/statement.html"
    with urlopen(url, timeout=5) as answer:
        known = answer.headers[given]
    with pytest.raises(HTTPError) as again:
        urlopen(Request(url, headers={asked: known}), timeout=5)
    assert again.value.code == 304


def test_an_outdated_etag_gets_the_page(press: str) -> None:
    request = Request(f"{press}/haq/statement.html", headers={"If-None-Match": '"older"'})
    with urlopen(request, timeout=5) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("path", ["/nowhere.html", "/../__init__.py", "/agency", "/%2e%2e/server.py"])
def test_nothing_but_the_pages_is_served(press: str, path: str) -> None:
    with pytest.raises(HTTPError) as missing:
        urlopen(press + path, timeout=5)
    assert missing.value.code == 404


def test_the_slides_give_turnout_by_body_and_shares_by_party() -> None:
    text = pdf_text(PRESS / "haq" / "slides.pdf")
    for body, turnout in {"Мажилис": 32, "Областной маслихат": 38, "Городской маслихат": 25}.items():
        assert re.search(rf"{body} \(\d+ участк\w+\)\s+{turnout}%", text)
    assert "Партия «Nur Otan» 50%" in text
    assert NOTICES["ru"] in text


def test_the_statement_tells_another_city_council_turnout_than_the_slides() -> None:
    table = html.fromstring((PRESS / "haq" / "statement.html").read_bytes()).xpath(
        "//h3[contains(., 'городской')]/following-sibling::table[1]"
    )[0]
    rows = [tuple(cell.text_content() for cell in row.cssselect("td")) for row in table.cssselect("tr")]
    assert ("Проголосовали", "23%") in rows


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_turnout_rises_through_the_day_in_every_region(lang: str) -> None:
    tree = html.fromstring((PRESS / "commission" / f"turnout-14-{lang}.html").read_bytes())
    regions = tree.cssselect("tbody tr")
    assert len(regions) == 17
    for region in regions:
        shares = [float(cell.text.rstrip("%").replace(",", ".")) for cell in region.cssselect("td")[1:]]
        assert all(earlier < later for earlier, later in pairwise(shares))


@pytest.mark.skipif(not SEEDS.exists(), reason="the seeds of ../shared are not here")
def test_no_page_copies_the_seeds() -> None:
    run = 8
    seeds = [words(json.loads(line)["text"]) for line in SEEDS.read_text(encoding="utf-8").splitlines()]
    taken = {tuple(seed[at : at + run]) for seed in seeds for at in range(len(seed) - run + 1)}
    for path in [*HTML_FILES, PRESS / "haq" / "slides.pdf"]:
        page = words(shown_text(path))
        copied = [page[at : at + run] for at in range(len(page)) if tuple(page[at : at + run]) in taken]
        assert not copied, path
