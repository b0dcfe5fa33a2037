"""Contradictions stay, vanish and return; a change of claims asks for a new judgement."""

from __future__ import annotations

import datetime as dt

from nlp.contradictions.circles import circles
from nlp.statements import Statement
from storage.store import Store
from storage.views import Circles
from tests.storage.example import CIRCLE, ELECTION, analyse, conflict, document, judged, said_in, turnout

TEXT = "ЦИК: 63.1%. Наблюдатели: 32.2%. Штаб: 70.5%."


def three_accounts(store: Store) -> list[Statement]:
    store.import_document(document(TEXT))
    analyse(store, *(turnout(TEXT, value, source=source) for source, value in
                     (("ЦИК", "63.1%"), ("MISK", "32.2%"), ("Штаб", "70.5%"))))  # fmt: skip
    by_quote = {said.claim.quote: said for said in said_in(store)}
    return [by_quote[value] for value in ("63.1%", "32.2%", "70.5%")]


def test_contradictions_come_gravest_first(store: Store) -> None:
    a, b, c = three_accounts(store)
    slight, grave = conflict(a, c, 0.2), conflict(a, b, 0.9)
    judged(store, slight, grave)

    assert store.contradictions() == [grave, slight]
    assert store.contradictions(ELECTION) == [grave, slight]
    assert store.contradictions("KZ-2019-06-09") == []
    assert store.elections()[0].contradictions == 2


def test_a_vanished_contradiction_is_closed_and_may_return(store: Store) -> None:
    a, b, c = three_accounts(store)
    judged(store, conflict(a, b), conflict(a, c))
    judged(store, conflict(a, b))
    assert store.contradictions() == [conflict(a, b)]

    judged(store, conflict(a, c))
    assert store.contradictions() == [conflict(a, c)]


def test_a_contradiction_found_again_is_not_new(store: Store) -> None:
    a, b, _ = three_accounts(store)
    judged(store, conflict(a, b))
    judged(store, conflict(b, a, severity=0.7))

    assert [found.severity for found in store.contradictions()] == [0.7]
    today = dt.datetime.now(dt.UTC).date()
    assert len(store.contradictions(since=today - dt.timedelta(days=1))) == 1
    assert store.contradictions(since=today + dt.timedelta(days=2)) == []


def test_judging_one_circle_leaves_the_others(store: Store) -> None:
    a, b, c = three_accounts(store)
    judged(store, conflict(a, b))
    store.save_contradictions(Circles({"elsewhere": None}, (a, c)), [])
    assert store.contradictions() == [conflict(a, b)]


def test_changed_claims_ask_for_a_judgement_of_the_old_and_the_new_circle(store: Store) -> None:
    text = "Явка 63.1%"
    store.import_document(document(text))
    assert store.unjudged_circles() == []
    analyse(store, turnout(text, "63.1%"))
    assert CIRCLE in store.unjudged_circles()
    judge_all(store)

    earlier = turnout(text, "63.1%", election="KZ-2016-03-20")
    analyse(store, earlier, extractor="2")
    assert set(store.unjudged_circles()) == {*circles(earlier), *circles(turnout(text, "63.1%"))}


def test_reading_the_same_again_leaves_nothing_to_judge(store: Store) -> None:
    three_accounts(store)
    judge_all(store)
    analyse(store, *(said.claim for said in said_in(store)), extractor="2")  # type: ignore[arg-type]
    assert store.unjudged_circles() == []


def test_a_page_dated_anew_is_judged_anew(store: Store) -> None:
    text = "Явка 63.1%"
    store.import_document(document(text))
    analyse(store, turnout(text, "63.1%"))
    judge_all(store)
    store.import_document(document(text, published=dt.date(2021, 1, 12)))
    analyse(store, turnout(text, "63.1%"))
    assert CIRCLE in store.unjudged_circles()


def test_a_judgement_on_claims_that_changed_meanwhile_does_not_count(store: Store, url: str) -> None:
    three_accounts(store)
    circle = store.circles([CIRCLE])
    other = Store.open(url)
    other.import_document(document("Явка 10.5%", id="late"))
    analyse(other, turnout("Явка 10.5%", "10.5%"), id="late")
    other.close()
    store.save_contradictions(circle, [])

    assert CIRCLE in store.unjudged_circles()


def judge_all(store: Store) -> None:
    for name in store.unjudged_circles():
        store.save_contradictions(store.circles([name]), [])
