"""What a crawl keeps when it is asked for elections, days or words."""

from __future__ import annotations

import datetime as dt

import pytest
from loopback import Shelf, Site, article, make_source
from recorded import all_articles

from crawler.crawl import crawl
from crawler.documents import State
from crawler.scope import Scope
from crawler.settings import CrawlSettings

DAY = dt.date(2021, 1, 10)
ELECTION = Scope(elections=(DAY,))


@pytest.mark.parametrize(
    ("title", "lead", "published", "kept"),
    [
        ("ЦИК огласил явку", "Пришли 63,3 процента.", DAY, True),
        ("Сайлау өтті", "Учаскелер жабылды.", DAY, True),
        ("Polls close", "Counting has begun.", DAY, True),
        ("Что случилось за день", "К вечеру голосование закончилось.", None, True),
        ("Урожай пшеницы собран", "В закрома засыпали зерно.", DAY, False),
        ("ЦИК огласил явку", "Пришли 77 процентов.", dt.date(2016, 3, 20), False),
    ],
)
def test_an_election_asks_for_its_time_and_for_words_of_elections(
    title: str, lead: str, published: dt.date | None, kept: bool
):
    assert (ELECTION.refuses(title, lead, published) is None) is kept


def test_words_are_found_in_any_ending_and_in_title_and_lead_alone():
    scope = Scope(words=("явка", "Тоқаев"))
    assert scope.refuses("О явке", "", None) is None
    assert scope.refuses(None, "Тоқаевтың сөзі", None) is None
    assert scope.refuses("О погоде", "Снег. " * 500 + "явка", None) == "none of the words asked for in title and lead"


def test_days_bound_what_is_kept_and_an_unknown_day_is_no_reason():
    scope = Scope(since=DAY, until=DAY)
    assert scope.refuses("Снег", "Идёт снег.", None) is None
    assert scope.refuses("Снег", "Идёт снег.", DAY) is None
    assert scope.refuses("Снег", "Идёт снег.", dt.date(2021, 1, 9)) == "published 2021-01-09, before 2021-01-10"


def test_no_recorded_page_about_an_election_is_lost():
    lost = []
    for name, (_, page, _) in all_articles().items():
        scope = Scope(elections=(page.published,) if page.published else (DAY,))
        if scope.refuses(page.fields["title"], page.marked, page.published):
            lost.append(name)
    assert lost == []


def test_what_is_dropped_is_counted(site: Site, shelf: Shelf):
    items = "".join(
        f"<item><link>{site.url}/{name}</link><pubDate>{when}</pubDate></item>"
        for name, when in (
            ("vote", "Sun, 10 Jan 2021 10:00:00 +0600"),
            ("wheat", "Sun, 10 Jan 2021 11:00:00 +0600"),
            ("old", "Sun, 20 Mar 2016 10:00:00 +0600"),
        )
    )
    site.page("/feed.xml", f"<rss><channel>{items}</channel></rss>")
    site.page("/vote", article("<p>Голосование закончилось.</p>"))
    site.page(
        "/wheat", "<html><article><h1>Урожай пшеницы</h1><p>Зерно собрали до снега, сообщили в районе.</p></article>"
    )
    source = make_source([{"kind": "feed", "url": f"{site.url}/feed.xml"}])
    settings = CrawlSettings(allow_private=["127.0.0.0/8"], delay=0, max_delay=0, timeout=5, extraction_processes=1)

    (summary,) = crawl([source], shelf.store, shelf.archive, settings, scope=ELECTION)

    assert summary.counts == {State.NEW: 1, State.OUT_OF_SCOPE: 2}
    assert summary.failures == []
    assert "/old" not in site.paths()  # its date in the feed was enough
