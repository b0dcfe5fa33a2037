"""Publication dates as Russian, Kazakh and English pages write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import article

from crawler.extraction import extract
from crawler.extraction.dates import read_date
from crawler.sources import Source

FETCHED = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
DAY = dt.date(2019, 6, 9)

RU = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
KK = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("18 Октября 2022", dt.date(2022, 10, 18)),
        ("Опубликовано: 10 янв. 2021 г., 14:05", dt.date(2021, 1, 10)),
        ("2019 жылғы 9 маусым", DAY),
        ("2019 жылғы 9 маусымда", DAY),
        ("9 маусым, 2019 жыл", DAY),
        ("09.06.2019", DAY),
        ("9.6.2019, 18:30", DAY),
        ("2019-06-09T08:00:00+06:00", DAY),
        ("27 April 2015", dt.date(2015, 4, 27)),
        ("April 27, 2015", dt.date(2015, 4, 27)),
        ("19:15, 20 March 2023 | GMT +6", dt.date(2023, 3, 20)),
        ("6 лет назад", None),
        ("вчера, 18:40", None),
        ("9 июня", None),
        ("31.02.2020", None),
        ("23.11.2026", None),
        ("23 маршрута 2019", None),
    ],
)
def test_dates_in_words(words: str, day: dt.date | None):
    assert read_date(words, FETCHED) == day


@given(st.dates(dt.date(1991, 1, 1), dt.date(2026, 11, 22)))
def test_every_day_is_read_back_in_each_way_of_writing_it(day: dt.date):
    ways = (
        f"{day.day} {RU[day.month - 1]} {day.year} года",
        f"{day.year} жылғы {day.day} {KK[day.month - 1]}",
        f"{day:%d.%m.%Y}",
        f"{day:%B} {day.day}, {day.year}",
    )
    assert [read_date(way, FETCHED) for way in ways] == [day] * 4


def test_the_night_of_an_election_counts_as_its_local_day():
    night = dt.datetime(2021, 1, 10, 20, tzinfo=dt.UTC)  # two in the morning of the eleventh in Almaty
    assert read_date("11.01.2021", night) == dt.date(2021, 1, 11)
    assert read_date("12.01.2021", night) is None


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<script type="application/ld+json">{"@graph":[{"datePublished":"2019-06-09T10:00:00+06:00"}]}</script>', ""),
        ('<meta property="article:published_time" content="2019-06-09T10:00">', ""),
        ("", '<time datetime="2019-06-09">вчера</time>'),
        ("", '<div class="post-date">9 июня 2019, 10:00</div>'),
        ("", "<p><span>2019 жылғы 9 маусым</span></p>"),
    ],
)
def test_a_page_says_its_date_in_many_places(head: str, body: str, source: Source):
    page = article(body + "<p>Комиссия сообщила, что выборы 3 апреля 2011 года состоялись.</p>", head=head)
    assert extract(page.encode(), "text/html", "http://127.0.0.1/a", source, FETCHED).published == DAY


def test_the_headers_clock_the_footers_year_and_dates_in_sentences_are_no_publication_dates(source: Source):
    page = (
        "<html><body><header><time>22.11.2026</time></header><main><h1>Итоги</h1><p>Как уже сообщалось, выборы прошли "
        "<b>3 апреля 2011 года</b>, и комиссия объявила их результаты.</p></main><footer>© 2026</footer></body></html>"
    )
    assert extract(page.encode(), "text/html", "http://127.0.0.1/a", source, FETCHED).published is None
