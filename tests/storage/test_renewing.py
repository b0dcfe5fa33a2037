"""A new version of the extractor or of the engine: what another one made is made again, and nothing twice."""

from __future__ import annotations

from sqlalchemy import text

from nlp.claims import Extraction
from storage.database import Database
from storage.store import Store
from tests.storage.example import CIRCLE, analyse, conflict, document, judged, said_in, turnout

TEXT = "ЦИК: 63.1%. Наблюдатели: 32.2%."


def read_and_judged(store: Store) -> None:
    store.judge_anew("1")
    store.import_document(document(TEXT))
    analyse(store, turnout(TEXT, "63.1%"), turnout(TEXT, "32.2%", source="MISK"))
    judged(store, conflict(*said_in(store)))
    for name in store.unjudged_circles():
        store.save_contradictions(store.circles([name]), [])


def test_another_engine_judges_everything_once(store: Store) -> None:
    read_and_judged(store)
    store.judge_anew("1")
    assert store.unjudged_circles() == []

    store.judge_anew("2")
    assert CIRCLE in store.unjudged_circles()
    assert len(store.contradictions()) == 1  # it stands until it is judged
    judged(store)
    assert store.contradictions() == []
    store.judge_anew("2")
    assert CIRCLE not in store.unjudged_circles()


def test_another_engine_files_the_claims_as_it_would(store: Store, url: str) -> None:
    read_and_judged(store)
    filed = set(store.circles([CIRCLE]).statements)
    database = Database(url)
    with database.connect_to_write() as connection:  # as if the engine before had known other circles
        connection.execute(text("UPDATE circle SET name = 'of-before'"))
        connection.execute(text("UPDATE contradiction SET circle = 'of-before'"))
    database.close()

    store.judge_anew("2")
    assert {CIRCLE, "of-before"} <= set(store.unjudged_circles())  # what was found in a circle that is none is closed
    assert set(store.circles([CIRCLE]).statements) == filed
    assert store.circles(["of-before"]).statements == ()


def test_another_engine_tells_anew_what_pages_changed(store: Store) -> None:
    read_and_judged(store)
    store.import_document(document(TEXT, id="other"))
    analyse(store, id="other")
    store.import_document(document(f"{TEXT} Исправлено.", id="other"))
    analyse(store, id="other")
    store.save_own("other", [conflict(*said_in(store))])
    store.judge_anew("2")

    assert [waiting.id for _, waiting in store.unanalysed("1")] == ["other"]
    assert not [name for name in store.unjudged_circles() if "other" in name]


def test_a_document_read_by_an_older_extractor_meanwhile_still_waits(store: Store, url: str) -> None:
    store.import_document(document(TEXT))
    ((version, _),) = store.unanalysed("old")
    other = Store.open(url)
    assert len(list(other.unanalysed("new"))) == 1
    analyse_as(store, version, "old")
    assert len(list(other.unanalysed("new"))) == 1
    analyse_as(other, version, "new")
    assert list(other.unanalysed("new")) == []
    other.close()


def analyse_as(store: Store, version: int, extractor: str) -> None:
    store.save_extraction(version, extractor, Extraction(id="d1"))
