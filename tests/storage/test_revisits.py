"""What a crawl looks at again, and what it says of pages that are not there any more."""

from __future__ import annotations

import datetime as dt

import pytest

from crawler.documents import ARTICLE, Link, Origin, Page, State, Visit
from crawler.schedule import DUE, EVERYTHING, Revisit
from storage.store import Store
from tests.storage.example import page

FEED = "https://press.example/feed.xml"
HERE = "here/999999999/one"
OLD, FRESH, WHOLE = (f"https://press.example/{name}" for name in ("old", "fresh", "whole"))
NOW = dt.datetime.now(dt.UTC)
YESTERDAY = NOW - dt.timedelta(days=1)


def origin(*, dense: bool = False) -> Origin:
    return Origin("press", "Example Press", (Link(FEED, "press", "feed", FEED),), dense)


def link(url: str) -> Link:
    return Link(url, "press", ARTICLE, FEED)


def text(url: str, days: int, seen: dt.datetime) -> Page:
    return page(f"Явка {url}", url=url, published=(seen - dt.timedelta(days=days)).date(), fetched=seen)


def crawled(store: Store, brought: dict[str, Visit], revisit: Revisit = DUE, *, dense: bool = False) -> list[str]:
    """One run in which the feed lists whatever is brought; gives the articles that were asked for."""
    run = store.begin([origin(dense=dense)], HERE, revisit)
    asked: list[str] = []
    while leases := store.lease(run, HERE, 10):
        for lease in leases:
            for due in lease.due:
                url = due.link.url
                asked += [url] if url != FEED else []
                feed = Visit(due.link, NOW, State.READ, links=tuple(link(url) for url in brought), most=10)
                store.finish(run, [(feed if url == FEED else brought[url], None)])
            store.release(HERE, lease.site)
    store.close_run(run)
    return asked


@pytest.fixture
def seen() -> dict[str, Visit]:
    """An old page and a fresh one, both last seen yesterday."""
    return {
        url: Visit(link(url), YESTERDAY, State.READ, pages=(text(url, days, YESTERDAY),))
        for url, days in ((OLD, 400), (FRESH, 1))
    }


def test_listed_pages_are_looked_at_only_when_they_are_due(store: Store, seen: dict[str, Visit]) -> None:
    assert crawled(store, seen) == [OLD, FRESH]
    assert crawled(store, seen) == [FRESH]


def test_a_page_is_looked_at_again_though_nothing_lists_it_any_more(store: Store, seen: dict[str, Visit]) -> None:
    crawled(store, seen)
    run = store.begin([origin()], HERE)
    store.finish(run, [(Visit(origin().entries[0], NOW, State.READ), None)])
    assert [due.link.url for lease in store.lease(run, HERE, 10) for due in lease.due] == [FRESH]


def test_around_a_vote_pages_are_due_sooner(store: Store, seen: dict[str, Visit]) -> None:
    before = NOW - dt.timedelta(days=4)
    old = {OLD: Visit(link(OLD), before, State.READ, pages=(text(OLD, 400, before),))}
    crawled(store, old)
    assert crawled(store, old) == []
    assert crawled(store, old, dense=True) == [OLD]


def test_an_operator_can_force_all_pages_or_those_not_seen_for_long(store: Store, seen: dict[str, Visit]) -> None:
    crawled(store, seen)
    assert crawled(store, seen, Revisit(dt.timedelta(days=30))) == [FRESH]
    now = {url: Visit(link(url), NOW, State.UNCHANGED) for url in seen}
    assert crawled(store, now, EVERYTHING) == [OLD, FRESH]
    assert crawled(store, now, Revisit(dt.timedelta(hours=1))) == []


def test_just_one_page_is_asked_for_and_a_whole_document_by_its_feed(store: Store, seen: dict[str, Visit]) -> None:
    crawled(store, seen)
    run = store.begin([origin()], HERE, EVERYTHING)
    feed = Visit(origin().entries[0], NOW, State.READ, pages=(text(WHOLE, 1, NOW),), most=10)
    store.finish(run, [(feed, None)])
    store.close_run(run)

    assert [one.url for one in store.would_ask([origin()], Revisit(pages=(link(OLD),)))] == [OLD]
    assert [one.url for one in store.would_ask([origin()], Revisit(pages=(link(WHOLE),)))] == [FEED]
    assert WHOLE not in [one.url for one in store.would_ask([origin()], EVERYTHING)]
    run = store.begin([origin()], HERE, Revisit(pages=(link(OLD),)))
    assert [due.link.url for lease in store.lease(run, HERE, 10) for due in lease.due] == [OLD]


def test_a_dry_run_changes_nothing(store: Store, seen: dict[str, Visit]) -> None:
    crawled(store, seen)
    before = store.runs(10)
    assert [one.url for one in store.would_ask([origin()])] == [FEED, FRESH]
    assert store.runs(10) == before


def test_only_a_page_gone_on_two_days_is_removed(store: Store, seen: dict[str, Visit]) -> None:
    crawled(store, seen)

    def gone(hours: float, state: State = State.GONE) -> bool:
        moment = NOW + dt.timedelta(hours=hours)
        run = store.begin([origin()], HERE, Revisit(pages=(link(OLD),)))
        store.finish(run, [(Visit(link(OLD), moment, state), None)])
        store.close_run(run)
        return [page.document for page in store.removed()] == [OLD]

    assert [gone(0), gone(2), gone(8, State.FAILED), gone(9, State.BLOCKED), gone(21)] == [False] * 4 + [True]
    assert not gone(30, State.UNCHANGED)  # it came back
    assert not gone(60)


def test_a_run_names_what_failed_and_why(store: Store) -> None:
    reason = "forbidden by robots.txt"
    crawled(store, {OLD: Visit(link(OLD), NOW, State.BLOCKED, reason)})
    (run,) = store.runs(1)
    assert store.failures(run.id) == [(OLD, "blocked", reason)]


def test_a_page_that_goes_back_to_an_old_text_has_three_versions(store: Store) -> None:
    for number, words in enumerate(("Явка 63,3%", "Явка 61%", "Явка 63,3%")):
        moment = NOW - dt.timedelta(hours=3 - number)
        brought = Visit(link(OLD), moment, State.READ, pages=(page(words, url=OLD, fetched=moment),))
        assert crawled(store, {OLD: brought}, EVERYTHING) == [OLD]
    assert store.documents([OLD])[OLD].versions == 3


def test_pages_that_are_not_due_leave_room_for_new_ones(store: Store, seen: dict[str, Visit]) -> None:
    now = {url: Visit(link(url), NOW, State.READ, pages=(text(url, 400, NOW),)) for url in (OLD, FRESH, WHOLE)}
    crawled(store, {OLD: now[OLD], FRESH: now[FRESH]})
    run = store.begin([origin()], HERE)
    feed = Visit(origin().entries[0], NOW, State.READ, links=tuple(map(link, now)), most=1)
    assert store.finish(run, [(feed, None)])[0].queued == 1
    assert [due.link.url for lease in store.lease(run, HERE, 10) for due in lease.due] == [WHOLE]


@pytest.mark.parametrize(
    "revisit", [EVERYTHING, Revisit(dt.timedelta(hours=1)), Revisit(pages=(link(OLD), link(FRESH)))]
)
def test_a_forced_crawl_that_was_killed_is_gone_on_with(store: Store, seen: dict[str, Visit], revisit: Revisit) -> None:
    crawled(store, seen)
    run = store.begin([origin()], HERE, revisit)
    store.finish(run, [(Visit(link(OLD), NOW, State.UNCHANGED), None)])

    assert store.begin([origin()], HERE, revisit) == run
    assert OLD not in [due.link.url for lease in store.lease(run, HERE, 10) for due in lease.due]


def test_a_forced_crawl_joins_none_that_was_begun_for_other_pages(store: Store, seen: dict[str, Visit]) -> None:
    crawled(store, seen)
    runs = [
        store.begin([origin()], HERE, revisit)
        for revisit in (Revisit(pages=(link(OLD),)), Revisit(pages=(link(FRESH),)), EVERYTHING, DUE)
    ]
    assert len(set(runs)) == 4
