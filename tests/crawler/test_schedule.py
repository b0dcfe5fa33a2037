"""Known pages are looked at again: soon after a change, seldom when old, oftener around a vote."""

from __future__ import annotations

import datetime as dt

import pytest

from crawler.documents import State
from crawler.schedule import Vote, is_dense, is_repeated, next_looks, next_try

NOW = dt.datetime(2021, 1, 11, 12, tzinfo=dt.UTC)
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
VOTES = [Vote("KZ", dt.date(2021, 1, 10), dt.date(2021, 1, 10)), Vote("RU", dt.date(2021, 9, 17), dt.date(2021, 9, 19))]


@pytest.mark.parametrize(
    ("age", "calm", "dense"),
    [
        (HOUR, 15 * MINUTE, 15 * MINUTE),
        (12 * HOUR, HOUR, 15 * MINUTE),
        (3 * DAY, 3 * HOUR, HOUR),
        (20 * DAY, 3 * DAY, 3 * HOUR),
        (400 * DAY, 30 * DAY, 3 * DAY),
    ],
)
def test_the_longer_a_page_has_not_changed_the_later_it_is_due(
    age: dt.timedelta, calm: dt.timedelta, dense: dt.timedelta
) -> None:
    assert next_looks(NOW, NOW - age, versions=1) == (NOW + calm, NOW + dense)


def test_a_page_that_changes_often_is_due_one_rung_sooner() -> None:
    assert next_looks(NOW, NOW - 3 * DAY, versions=3).calm == NOW + HOUR


def test_what_gave_no_text_is_tried_again_and_what_is_removed_seldom() -> None:
    tries = {state: next_try(NOW, state, is_removed=False) for state in State}
    assert {state: looks.calm - NOW for state, looks in tries.items() if looks} == {
        State.FAILED: HOUR, State.BLOCKED: DAY, State.GONE: DAY, State.NOT_EXTRACTED: 7 * DAY,
    }  # fmt: skip
    removed = next_try(NOW, State.GONE, is_removed=True)
    assert removed
    assert removed.calm == NOW + 30 * DAY


@pytest.mark.parametrize(
    ("country", "day", "dense"),
    [
        ("KZ", dt.date(2021, 1, 6), False),
        ("KZ", dt.date(2021, 1, 7), True),
        ("KZ", dt.date(2021, 1, 20), True),
        ("KZ", dt.date(2021, 1, 21), False),
        ("RU", dt.date(2021, 1, 10), False),
        ("RU", dt.date(2021, 9, 29), True),
        (None, dt.date(2021, 1, 10), True),
    ],
)
def test_days_around_a_vote_of_the_sources_country_are_dense(country: str | None, day: dt.date, dense: bool) -> None:
    assert is_dense(country, VOTES, day) is dense


def test_a_page_gone_twice_in_one_night_is_not_called_removed() -> None:
    assert not is_repeated(NOW, NOW + 10 * HOUR)
    assert is_repeated(NOW, NOW + 20 * HOUR)
