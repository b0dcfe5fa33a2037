"""HTML pages to text: what is kept, what is cut, and pages that lie about themselves."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import article, make_source

from crawler.extraction import Extracted, NotExtracted, extract
from crawler.sources import Source

FETCHED = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
ANY = make_source([{"kind": "page", "url": "http://127.0.0.1/a"}])


def read(markup: str | bytes, source: Source = ANY, media_type: str = "text/html; charset=utf-8") -> Extracted:
    payload = markup.encode() if isinstance(markup, str) else markup
    return extract(payload, media_type, "http://127.0.0.1/a", source, FETCHED)


TABLE = """<table><thead><tr><th>Регион</th><th>14:00</th><th>Итог</th></tr></thead>
<tr><td>Алматы</td><td>18,5%</td><td><p>30,3%</p></td></tr>
<tr><td>Туркестанская область</td><td></td><td>70,1%</td></tr>
</table>"""


def test_paragraphs_lists_and_table_rows_are_lines():
    lines = read(article(f"<h2>Явка</h2>{TABLE}<ol><li>Открыто <b>554</b> участка</li><li>Копий: 208</li></ol>")).text
    assert lines.split("\n")[2:] == [
        "Явка",
        "Регион | 14:00 | Итог",
        "Алматы | 18,5% | 30,3%",
        "Туркестанская область | | 70,1%",
        "Открыто 554 участка",
        "Копий: 208",
    ]


def test_the_body_selector_and_the_cuts_of_a_source_decide():
    source = make_source(
        [{"kind": "page", "url": "http://127.0.0.1/a"}],
        select={"body": ".text", "title": ".name", "date": ".when"},
        cut=[".credit"],
    )
    page = (
        f"<div class=name>Имя</div><i class=when>9 июня 2019</i>"
        f'<div class="text">Первый абзац.<br><br>Второй: 28%.{TABLE}'
        '<p class="credit">Фото: пресс-служба</p> Третий.</div><div>Читайте также: явка 99%</div>'
    )
    got = read(page, source)
    assert (got.title, got.published) == ("Имя", dt.date(2019, 6, 9))
    assert got.text.split("\n") == [
        "Первый абзац.",
        "Второй: 28%.",
        "Регион | 14:00 | Итог",
        "Алматы | 18,5% | 30,3%",
        "Туркестанская область | | 70,1%",
        "Третий.",
    ]


def test_related_links_and_menus_are_cut():
    page = article(
        "<p>Явка в городе составила 28 процентов, сообщили наблюдатели на участках.</p>"
        '<div class="related"><h3>Читайте также</h3>'
        '<ul><li><a href="/x">Явка 2015 года: 95 процентов</a></li></ul></div>'
    )
    text = read(page).text
    assert "28 процентов" in text
    assert "95" not in text


def test_a_number_that_the_general_extractor_drops_is_brought_back():
    short = "".join(f"<div><span>Участок {n}</span> <b>{n * 7 + 1000}</b></div>" for n in range(1, 8))
    text = read(article(f"<div class='figures'>{short}</div><p>Данные собрали наблюдатели движения за вечер.</p>")).text
    assert all(str(n * 7 + 1000) in text for n in range(1, 8))


@pytest.mark.parametrize("declared", ["text/html", "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r"])
def test_encodings_declared_wrongly_or_not_at_all(encoding: str, declared: str):
    page = article("<p>По данным комиссии, проголосовали 63,3 процента избирателей.</p>")
    payload = page.encode(encoding, "replace")
    assert "проголосовали 63,3 процента избирателей" in read(payload, media_type=declared).text


def test_a_page_cut_in_half_gives_what_is_there():
    page = article(
        "<p>Явка составила 63,3 процента.</p>" + "<p>Ещё один абзац о ходе подсчёта голосов.</p>" * 20
    ).encode()
    half = page[: len(page) // 2 | 1]
    assert "63,3" in read(half).text


@pytest.mark.parametrize("page", ["", "   ", "<html><head><title>Пусто</title></head><body></body></html>", "\x00\x01"])
def test_a_page_without_text_says_so(page: str):
    with pytest.raises(NotExtracted):
        read(page)


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Орталық сайлау комиссиясының мәліметі бойынша, сайлаушылардың қатысу деңгейі белгілі болды.", "kk"),
        ("Центральная комиссия сообщила предварительные данные.", "ru"),
        ("The mission noted that the count was not transparent at many polling stations.", "en"),
    ],
)
def test_the_language_is_that_of_the_text_not_of_the_template(sentence: str, lang: str):
    page = f"<html lang='ru'><body><article><h1>X</h1><p>{sentence}</p><p>{sentence} 2</p></article></body></html>"
    assert read(page).lang == lang


@given(st.text(max_size=200))
@settings(max_examples=30, deadline=None)
def test_whatever_a_page_holds_its_text_is_clean(words: str):
    try:
        text = read(article(f"<p>{words}</p>").encode("utf-8", "replace")).text
    except NotExtracted:
        return
    assert unicodedata.is_normalized("NFC", text)
    assert not [char for char in text if unicodedata.category(char)[0] == "C" and char != "\n"]
    assert "  " not in text
    assert "\n\n" not in text
