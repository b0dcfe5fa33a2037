"""Layouts that extraction knows: dated entries, parts, cells that span, figures beside labels, chrome by name."""

from __future__ import annotations

import datetime as dt
import re

from loopback import Shelf, Site, article, make_source

from crawler.crawl import crawl
from crawler.extraction import Extracted, extract
from crawler.reparse import reparse
from crawler.settings import CrawlSettings
from crawler.sources import Source

FETCHED = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
ANY = make_source([{"kind": "page", "url": "http://127.0.0.1/a"}])


def read(markup: str, source: Source = ANY) -> Extracted:
    return extract(markup.encode(), "text/html; charset=utf-8", "http://127.0.0.1/a", source, FETCHED)


def test_each_entry_of_a_live_blog_is_a_section_with_its_day_and_clock():
    entries = "".join(
        f'<div class="item"><time datetime="2021-01-10T{clock}:00+06:00">{clock}</time><p>Пришли {share}%.</p></div>'
        for clock, share in (("20:00", "63,3"), ("18:00", "58,7"), ("14:00", "45,9"))
    )
    text = read(f"<html><body><main><h1>Хроника дня голосования</h1>{entries}</main></body></html>").text
    assert text.split("\n\n") == [
        "Хроника дня голосования",
        "10.01.2021 20:00\nПришли 63,3%.",
        "10.01.2021 18:00\nПришли 58,7%.",
        "10.01.2021 14:00\nПришли 45,9%.",
    ]


def test_cells_that_span_keep_the_columns_in_place_and_no_figure_is_told_twice():
    table = (
        "<table><tr><th rowspan=2>Партия</th><th colspan=2>Места</th></tr><tr><th>Список</th><th>Округа</th></tr>"
        "<tr><td>Первая</td><td colspan=2>40</td></tr></table>"
    )
    assert read(article(table)).text.split("\n")[2:] == [
        "Партия | Места | Места",
        "Партия | Список | Округа",
        "Первая | 40 |",
    ]


def test_a_figure_and_its_label_styled_apart_are_two_words():
    assert "10 061 участок" in read(article("<p><span>10&nbsp;061</span><span>участок</span></p>")).text


def test_a_block_beside_a_sidebar_and_rows_of_a_view_are_no_chrome():
    page = (
        '<html><body><h1>Явка в области за день</h1><div class="content with-sidebar"><div class="views-row">'
        "<p>Проголосовали 63,3% избирателей области, сообщила комиссия вечером.</p></div></div>"
        '<div class="sidebar"><p>Курс 512</p></div></body></html>'
    )
    assert "63,3%" in read(page).text
    assert "512" not in read(page).text


def test_a_paragraph_that_begins_in_bold_is_no_heading_over_links():
    text = read(article("<p><b>Популярное</b> мнение разделяют 12 наблюдателей.</p>")).text
    assert "12 наблюдателей" in text


def test_a_line_of_the_operator_ends_the_article():
    source = make_source([{"kind": "page", "url": "http://127.0.0.1/a"}], cut_after=["В тренде"])
    text = read(article("<p>Явка 63%.</p><p>В тренде: рекорды</p><p>Явка 99%.</p>"), source).text
    assert "63%" in text
    assert "99%" not in text


def test_the_parts_of_a_split_article_are_one_document_and_each_is_archived(site: Site, shelf: Shelf):
    pages = '<div class="parts"><a href="/long">1</a> <a href="/long?part=2">2</a></div>'
    site.page("/long", article(f"<p>Первая часть: явка 63,3%.</p>{pages}"))
    site.page("/long?part=2", article(f"<p>Вторая часть: протоколов 208.</p>{pages}"))
    source = make_source([{"kind": "page", "url": f"{site.url}/long"}], select={"parts": ".parts a"})
    settings = CrawlSettings(allow_private=["127.0.0.0/8"], delay=0, max_delay=0, timeout=5, extraction_processes=1)
    crawl([source], shelf.store, shelf.archive, settings)
    ((long,),) = shelf.versions.values()
    assert long.url == f"{site.url}/long"
    assert re.findall(r"[\d,]+", long.text) == ["63,3", "208"]
    assert [record.url for record in shelf.records if "long" in record.url] == [f"{site.url}/long?part=2", long.url]

    done = reparse(shelf.store, shelf.archive, {"press": source}, settings)
    assert (done.read, done.changed, done.failures) == (1, 0, [])


def test_a_part_that_is_not_there_is_named(site: Site, shelf: Shelf, crawl_site):
    site.page("/long", article('<p>Первая часть: явка 63,3%.</p><a class="part" href="/long?part=2">2</a>'))
    crawl_site({"kind": "page", "url": "/long"}, fields={"select": {"parts": ".part"}})
    ((long,),) = shelf.versions.values()
    assert "63,3" in long.text
    assert [address.reason for address in shelf.addresses] == ["part 2: HTTP 404"]
