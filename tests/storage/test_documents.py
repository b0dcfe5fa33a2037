"""Pages and imported texts become versions of documents."""

from __future__ import annotations

import datetime as dt

import pytest

from crawler.documents import State
from storage.store import Store
from tests.storage.example import NOON, analyse, document, failed, look, page


def test_a_page_that_changes_and_changes_back_has_three_versions(store: Store) -> None:
    states = look(store, *(page(text) for text in ("А", "Б", "А")))

    assert states == [State.NEW, State.CHANGED, State.CHANGED]
    saved = store.documents(["https://press.example/1"])["https://press.example/1"]
    assert (saved.version, saved.versions, saved.document.text) == (3, 3, "А")


def test_the_same_text_again_adds_nothing(store: Store) -> None:
    assert look(store, page("А"), page("А")) == [State.NEW, State.UNCHANGED]
    assert store.documents(["https://press.example/1"])["https://press.example/1"].versions == 1


def test_a_new_title_is_a_new_version(store: Store) -> None:
    titles = ("Явка", "Явка: исправлено")
    assert look(store, *(page("А", title=title) for title in titles)) == [State.NEW, State.CHANGED]


def test_importing_twice_changes_nothing(store: Store) -> None:
    assert store.import_document(document("Явка 63%")) == State.NEW
    analyse(store)
    assert store.import_document(document("Явка 63%")) == State.UNCHANGED

    assert list(store.unanalysed("1")) == []
    assert store.documents(["d1"])["d1"].versions == 1


def test_a_document_keeps_all_it_was_given(store: Store) -> None:
    given = document("Явка 63%", url="https://press.example/1", publisher="Example Press", title="Итоги")
    store.import_document(given, source="press")

    (_, read), *_ = store.unanalysed("1")
    assert read == given
    assert store.documents(["d1", "unknown"])["d1"].source == "press"


def test_another_date_of_the_same_text_is_taken_over_and_read_again(store: Store) -> None:
    store.import_document(document("Явка 63%", published=None))
    analyse(store)
    assert store.import_document(document("Явка 63%", published=dt.date(2021, 1, 12))) == State.UNCHANGED

    assert [read.published for _, read in store.unanalysed("1")] == [dt.date(2021, 1, 12)]


def test_a_page_that_two_sources_list_is_read_once(store: Store) -> None:
    look(store, page("А"))
    analyse(store, id="https://press.example/1")
    assert look(store, page("А", source="other")) == [State.UNCHANGED]

    assert list(store.unanalysed("1")) == []


@pytest.mark.parametrize("text", ["Явка\x0063%", "Явка\ud80063%"], ids=["NUL", "lone surrogate"])
def test_what_no_database_takes_is_replaced_and_offsets_stay(store: Store, text: str) -> None:
    assert look(store, page(text), page(text)) == [State.NEW, State.UNCHANGED]
    assert store.documents(["https://press.example/1"])["https://press.example/1"].document.text == "Явка\ufffd63%"


def test_a_text_of_many_megabytes_is_saved(store: Store) -> None:
    long = " ".join(f"слово{number}" for number in range(200_000))
    assert look(store, page(long)) == [State.NEW]


def test_unread_documents_come_once_each_while_they_are_being_read(store: Store) -> None:
    for number in range(45):
        store.import_document(document("Явка", id=f"d{number}"))
    read = []
    for _, waiting in store.unanalysed("1"):
        analyse(store, id=waiting.id)
        read.append(waiting.id)

    assert read == [f"d{number}" for number in range(45)]
    assert list(store.unanalysed("1")) == []
    assert len(list(store.unanalysed("2"))) == 45


def test_the_health_of_a_source_tells_its_last_crawl(store: Store) -> None:
    before = NOON - dt.timedelta(days=30)
    look(
        store,
        failed("old", State.FAILED, "timeout", before),
        page("А"),
        failed("2", State.BLOCKED, "robots.txt"),
        failed("3", State.GONE, "404"),
    )

    (health,) = store.sources()
    assert (health.source, health.publisher, health.looked) == ("press", "Example Press", NOON)
    assert health.counts == {"new": 1, "blocked": 1, "gone": 1}
    assert health.failures == (("https://press.example/2", "robots.txt"),)


def test_a_later_look_replaces_the_earlier_one(store: Store) -> None:
    look(store, failed("1", State.FAILED, "timeout"), page("А", fetched=NOON + dt.timedelta(hours=1)))
    assert store.sources()[0].counts == {"new": 1}
