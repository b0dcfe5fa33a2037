"""Crawlers share one queue: no site is asked by two, no address looked at twice."""

from __future__ import annotations

import datetime as dt

import pytest

from crawler.documents import ARTICLE, Due, Lease, Link, Origin, State, Visit
from storage.store import Store

FEED = "https://a.example/feed.xml"
ORIGIN = Origin("press", "Example Press", (Link(FEED, "press", "feed", FEED),))
ONE, OTHER = "here/999999999/one", "there/1/other"
NOW = dt.datetime(2021, 1, 11, 12, tzinfo=dt.UTC)


def articles(*urls: str) -> tuple[Link, ...]:
    return tuple(Link(url, "press", ARTICLE, FEED) for url in urls)


def seen(link: Link, state: State = State.FAILED, **more: object) -> Visit:
    return Visit(link, NOW, state, **more)  # type: ignore[arg-type]


def urls(leases: list[Lease] | tuple[Due, ...]) -> list[str]:
    due = [one for lease in leases for one in lease.due] if isinstance(leases, list) else leases
    return [one.link.url for one in due]


@pytest.fixture
def run(store: Store) -> int:
    """A run whose feed led to two articles on one host and one on another."""
    run = store.begin([ORIGIN], ONE)
    found = articles("https://a.example/1", "https://a.example/2", "https://b.example/3")
    store.finish(run, [(seen(ORIGIN.entries[0], State.READ, links=found, most=10), None)])
    return run


def test_a_leased_site_is_nobody_elses(store: Store, run: int) -> None:
    (mine,) = store.lease(run, ONE, 1)
    theirs = store.lease(run, OTHER, 10)
    assert {mine.site} | {lease.site for lease in theirs} == {"a.example", "b.example"}
    assert store.lease(run, ONE, 10) == []
    assert sorted(urls([mine, *theirs])) == ["https://a.example/1", "https://a.example/2", "https://b.example/3"]

    store.release(ONE, mine.site)
    assert [lease.site for lease in store.lease(run, OTHER, 10)] == [mine.site]
    assert store.due(run, ONE, mine.site) == ()


def test_what_another_crawler_has_done_is_not_counted_again(store: Store, run: int) -> None:
    (link, *_) = articles("https://a.example/1")
    first, again = (store.finish(run, [(seen(link, State.GONE), None)])[0] for _ in range(2))
    assert (first.state, again.state) == (State.GONE, None)


def test_a_site_rests_between_two_requests_whoever_asks(store: Store, run: int) -> None:
    (link,) = articles("https://b.example/3")
    store.finish(run, [(seen(link, State.BLOCKED, rest=600.0, again=True), None)])

    assert [lease.site for lease in store.lease(run, OTHER, 10)] == ["a.example"]
    store.release(OTHER, "a.example")
    for url in ("https://a.example/1", "https://a.example/2"):
        store.finish(run, [(seen(*articles(url)), None)])
    wait = store.next_due(run)
    assert wait is not None
    assert 590 < wait <= 600


def test_a_site_that_always_asks_to_come_back_is_given_up(store: Store, run: int) -> None:
    (link,) = articles("https://b.example/3")
    states = [store.finish(run, [(seen(link, State.BLOCKED, again=True), None)])[0].state for _ in range(3)]
    assert states == [None, None, State.BLOCKED]


def test_a_run_that_was_killed_is_gone_on_with(store: Store, run: int) -> None:
    store.lease(run, ONE, 10)  # by a process that is no more
    assert store.begin([ORIGIN], "here/1/next") == run

    leases = store.lease(run, "here/1/next", 10)

    assert sorted(urls(leases)) == ["https://a.example/1", "https://a.example/2", "https://b.example/3"]


def test_the_lease_of_a_living_crawler_elsewhere_holds(store: Store, run: int) -> None:
    store.lease(run, OTHER, 10)
    store.begin([ORIGIN], ONE)
    assert store.lease(run, ONE, 10) == []


def test_a_run_that_ended_is_followed_by_one_that_looks_at_all_again(store: Store, run: int) -> None:
    store.close_run(run)
    following = store.begin([ORIGIN], ONE)
    assert following != run
    assert FEED in urls(store.lease(following, ONE, 10))


def test_an_entry_point_leads_to_no_more_articles_than_it_may(store: Store) -> None:
    run = store.begin([ORIGIN], ONE)
    found = articles(*(f"https://a.example/{number}" for number in range(1200)))
    (outcome,) = store.finish(run, [(seen(ORIGIN.entries[0], State.READ, links=found, most=700), None)])
    assert outcome.queued == store.waiting_articles(run) == 700


def test_runs_are_remembered_with_what_they_found(store: Store, run: int) -> None:
    (link, *_) = articles("https://a.example/1")
    store.finish(run, [(seen(link, State.GONE), None)])
    store.close_run(run)
    second = store.begin([ORIGIN], ONE)

    latest, first = store.runs(10)

    assert (latest.id, latest.finished, latest.counts) == (second, None, {"press": {}})
    assert first.counts == {"press": {"read": 1, "gone": 1}}
    assert first.finished is not None
    assert first.finished >= first.started
