"""How dead and changed sources, and badly read pages, are noticed."""

from __future__ import annotations

import datetime as dt

import pytest

from crawler.documents import State
from crawler.doubts import Health, page_doubts, source_doubts

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
LONG = "Комиссия подвела итоги дня и передала их в столицу. " * 8


def test_a_page_that_was_read_well_gives_no_doubts():
    assert page_doubts("Явка 63,3%", f"Явка составила 63,3%. {LONG}", NOW.date()) == []


def test_a_body_without_the_numbers_of_its_headline_is_doubtful():
    assert page_doubts("Явка 63,3%", f"Явка 63,3%\n{LONG}", NOW.date()) == [
        "the numbers of the headline are missing from the body: 63,3"
    ]


def test_what_a_page_lacks_is_said():
    assert page_doubts(None, "Мало слов.", None) == ["no title", "no date", "short: 10 characters"]


def health(**said: object) -> Health:
    return Health(**{"last_new": NOW - dt.timedelta(hours=5), "looks": {State.NEW: 9}, **said})


@pytest.mark.parametrize(
    ("seen", "doubts"),
    [
        (health(), []),
        (Health(), ["never crawled"]),
        (health(last_new=NOW - dt.timedelta(days=4)), ["0 articles for 3 days"]),
        (health(looks={State.NEW: 1, State.NOT_EXTRACTED: 4}), ["body empty on 80% of pages"]),
        (health(looks={State.BLOCKED: 10}), ["blocked on 100% of pages"]),
        (
            health(failed_entries=(("https://a.example/rss", "feed: not XML"),)),
            ["https://a.example/rss: feed: not XML"],
        ),
        (
            health(newest=(("Явка 63%", LONG), ("Явка 32%", LONG), ("Явка 28%", "Явка 28%, а было 28%"))),
            ["the numbers of the headline are missing from the body on 2 of 3 pages"],
        ),
    ],
)
def test_a_source_is_judged_by_what_the_store_saw(seen: Health, doubts: list[str]):
    assert source_doubts(seen, NOW, days=3) == doubts
