"""Words are found in any of their forms, and a query is nothing but words."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.store import Store
from storage.views import ClaimFilter, Found
from tests.storage.example import ELECTION, analyse, document, turnout

RUSSIAN = "Комиссия назвала явку избирателей: 63.1%."
KAZAKH = "Сайлаушылардың белсенділігі: 63.2%."


@pytest.fixture
def filled(store: Store) -> Store:
    store.import_document(document(RUSSIAN, id="ru"))
    store.import_document(document(KAZAKH, id="kk", lang="kk", title="Қорытынды"))
    analyse(store, turnout(RUSSIAN, RUSSIAN, value="63.1"), id="ru")
    analyse(store, turnout(KAZAKH, KAZAKH, value="63.2", source="Орталық комиссия"), id="kk")
    return store


def found(store: Store, words: str | None, **wanted: str) -> tuple[list[str], list[str]]:
    hits: Found = store.search(ClaimFilter(words=words, **wanted))  # type: ignore[arg-type]
    assert (hits.claims_total, hits.documents_total) == (len(hits.claims), len(hits.documents))
    return [said.mentions[0].document for said in hits.claims], [saved.document.id for saved in hits.documents]


def test_a_word_is_found_in_another_form(filled: Store) -> None:
    for words in ("явка", "ЯВКИ", "избиратели явка", "явка, избиратели!"):
        assert found(filled, words) == (["ru"], ["ru"])
    for words in ("сайлаушылар", "САЙЛАУШЫ"):
        assert found(filled, words) == (["kk"], ["kk"])


def test_all_words_must_occur(filled: Store) -> None:
    assert found(filled, "явка сайлаушылар") == ([], [])


def test_a_claim_is_found_by_its_speaker_and_a_document_by_its_title(filled: Store) -> None:
    assert found(filled, "орталық") == (["kk"], [])
    assert found(filled, "қорытынды") == ([], ["kk"])


def test_filters_narrow_a_search(filled: Store) -> None:
    assert found(filled, "явка", election=ELECTION, metric="turnout", source_type="election_authority")[1] == ["ru"]
    assert found(filled, "явка", metric="votes") == ([], [])
    assert filled.claims(ClaimFilter(words="явка", election="KZ-2019-06-09")) == []


def test_a_claim_of_many_mentions_is_found_once(filled: Store) -> None:
    filled.import_document(document(RUSSIAN, id="reprint"))
    analyse(filled, turnout(RUSSIAN, RUSSIAN, value="63.1"), id="reprint")
    hits = filled.search(ClaimFilter(words="явка"))
    assert (hits.claims_total, len(hits.claims), hits.documents_total) == (1, 1, 2)


def test_what_no_longer_stands_in_the_newest_version_is_not_found(filled: Store) -> None:
    filled.import_document(document("Статья снята.", id="ru"))
    analyse(filled, id="ru")
    assert found(filled, "явка") == ([], [])


HOSTILE = (
    '"', "'", "явка OR", "NOT явка", "words: явка", "явк*", "^явка", "NEAR(явка, 63)", "явка'; DROP TABLE claim; --",
     "(", "явка & !x", "явка:*", "\\", "явка\x00", "\ud800", "a" * 5000, "слово " * 5000,
)  # fmt: skip


def test_a_hostile_query_is_only_words(filled: Store) -> None:
    for words in HOSTILE:
        found(filled, words)
    assert found(filled, "явка") == (["ru"], ["ru"])


def test_operators_have_no_power(filled: Store) -> None:
    assert found(filled, "явка OR сайлаушылар") == ([], [])
    assert found(filled, "явк*") == found(filled, "явк")
    assert found(filled, "NOT неведомо") == ([], [])


def test_a_query_without_words_finds_nothing(filled: Store) -> None:
    for words in ("", "   ", "***", "—"):
        assert found(filled, words) == ([], [])


def test_without_a_query_the_claims_of_the_filter_come(filled: Store) -> None:
    claims, documents = found(filled, None, election=ELECTION)
    assert (sorted(claims), documents) == (["kk", "ru"], [])


@given(st.text(max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_query(filled: Store, words: str) -> None:
    found(filled, words)
