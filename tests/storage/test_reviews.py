"""What people say of claims and contradictions holds, also after pages are read and crawled again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nlp.contradictions import judge
from nlp.reviews import evaluate, shares
from storage.errors import StoreError
from storage.store import Store
from storage.views import ClaimFilter
from tests.storage.example import ELECTION, analyse, document, said_in, turnout

COMMISSION, OBSERVERS = "ЦИК: явка 63.3%.", "Наблюдатели: явка 32.1%."
WHO = {"source": "Жаңа көз", "source_type": "citizen_observers"}


def judge_all(store: Store) -> None:
    names = store.unjudged_circles()
    circles = store.circles(names)
    store.save_contradictions(circles, judge(circles.statements, within=set(names)))


def two_accounts(store: Store) -> None:
    store.import_document(document(COMMISSION, id="commission"))
    store.import_document(document(OBSERVERS, id="observers"))
    analyse(store, turnout(COMMISSION, "63.3%"), id="commission")
    analyse(store, turnout(OBSERVERS, "32.1%", **WHO), id="observers")
    judge_all(store)


def observed(store: Store) -> str:
    return next(said.id for said in said_in(store) if said.claim.source == "Жаңа көз")


def test_a_dismissed_contradiction_is_not_shown_and_stays_dismissed(store: Store) -> None:
    two_accounts(store)
    (clash,) = store.contradictions()
    store.review_contradiction(clash.id, "dismissed", "Другой тур", "Айгүл")
    assert store.contradictions() == []
    assert store.elections()[0].contradictions == 0

    analyse(store, turnout(OBSERVERS, "32.1%", **WHO), id="observers", extractor="2")
    judge_all(store)
    assert store.contradictions() == []
    (held,) = store.history()
    assert held.review is not None
    assert (held.closed, held.review.verdict, held.review.by) == (None, "dismissed", "Айгүл")

    store.review_contradiction(clash.id, "confirmed", "Всё-таки тот же тур", "Айгүл")
    assert [one.id for one in store.contradictions()] == [clash.id]
    assert set(store.confirmed()) == {clash.id}
    store.withdraw_review(clash.id)
    assert store.reviews() == []


def test_a_contradiction_of_other_figures_is_not_dismissed_with_it(store: Store) -> None:
    two_accounts(store)
    (clash,) = store.contradictions()
    store.review_contradiction(clash.id, "dismissed", "Другой тур", "Айгүл")
    store.import_document(document(OBSERVERS.replace("32.1", "33.1"), id="observers"))
    analyse(store, turnout(OBSERVERS.replace("32.1", "33.1"), "33.1%", **WHO), id="observers")
    judge_all(store)
    assert len(store.contradictions()) == 1


def test_a_corrected_claim_is_used_corrected(store: Store) -> None:
    two_accounts(store)
    (clash,) = store.contradictions()
    store.review_claim(observed(store), "wrong", "Речь об Алматы", "Айгүл", slot="place", right="KZ-75")
    judge_all(store)

    assert store.contradictions() == []
    assert [said.claim.value for said in store.claims(ClaimFilter(place="KZ-75"))] == [Decimal("32.1")]
    (held,) = store.history()
    assert (held.found.id, held.because) == (clash.id, "corrected")


def test_a_correction_outlives_reading_and_crawling_again(store: Store) -> None:
    two_accounts(store)
    store.review_claim(observed(store), "wrong", "Речь об Алматы", "Айгүл", slot="place", right="KZ-75")
    corrected = said_in(store)
    analyse(store, turnout(OBSERVERS, "32.1%", **WHO), id="observers", extractor="2")
    assert said_in(store) == corrected

    longer = f"Обновлено. {OBSERVERS}"
    store.import_document(document(longer, id="observers"))
    analyse(store, turnout(longer, "32.1%", **WHO), id="observers")
    assert {said.claim.place for said in said_in(store)} == {"KZ", "KZ-75"}


def test_words_that_make_no_claim_make_none(store: Store) -> None:
    two_accounts(store)
    wrong = observed(store)
    store.review_claim(wrong, "wrong", "Это прогноз", "Айгүл")
    assert [said.claim.source for said in said_in(store)] == ["ЦИК"]
    view = store.document("observers")
    assert view is not None
    assert view.claims == ()

    store.withdraw_review(wrong)
    assert observed(store) == wrong


def test_a_correction_can_be_corrected_and_taken_back(store: Store) -> None:
    two_accounts(store)
    before, read = said_in(store), observed(store)
    store.review_claim(read, "wrong", "Алматы", "Айгүл", slot="place", right="KZ-75")
    second = observed(store)
    store.review_claim(second, "wrong", "Доля в протоколе", "Айгүл", slot="value", right="31.2")
    assert {said.claim.value for said in said_in(store)} == {Decimal("63.3"), Decimal("31.2")}
    store.withdraw_review(second)
    store.withdraw_review(read)
    assert said_in(store) == before


def test_a_review_for_one_document_leaves_others(store: Store) -> None:
    other = "Лига передаёт: 32.1% на участках."
    two_accounts(store)
    store.import_document(document(other, id="other"))
    analyse(store, turnout(other, "32.1% на участках", value="32.1", **WHO), id="other")
    store.review_claim(observed(store), "wrong", "Алматы", "Айгүл", slot="place", right="KZ-75", document="other")
    assert {said.claim.place: len(said.mentions) for said in said_in(store) if said.claim.source == "Жаңа көз"} == {
        "KZ": 1,
        "KZ-75": 1,
    }


@pytest.mark.parametrize(("slot", "right"), [("place", 5), ("metric", "явка"), ("цвет", "x"), ("quote", "x")])
def test_a_correction_that_no_claim_can_have_is_refused(store: Store, slot: str, right: object) -> None:
    two_accounts(store)
    with pytest.raises(StoreError):
        store.review_claim(observed(store), "wrong", "?", "Айгүл", slot=slot, right=right)
    with pytest.raises(StoreError, match="no claim"):
        store.review_claim("0" * 20, "right", "?", "Айгүл")
    assert store.reviews() == []


def test_merged_actors_are_one_speaker_from_then_on(store: Store) -> None:
    text = "Новый взгляд: явка 32.1%."
    two_accounts(store)
    store.merge("actor", "Новый взгляд", "Жаңа көз", "Одно движение, два языка", "Айгүл")
    store.import_document(document(text, id="translated"))
    analyse(store, turnout(text, "32.1%", source="Новый взгляд", source_type="citizen_observers"), id="translated")
    said = next(said for said in said_in(store) if said.id == observed(store))
    assert {mention.document for mention in said.mentions} == {"observers", "translated"}

    store.unmerge("actor", "Новый взгляд")
    assert {said.claim.source for said in said_in(store)} == {"ЦИК", "Жаңа көз", "Новый взгляд"}


def test_claims_follow_a_merged_election(store: Store) -> None:
    two_accounts(store)
    text = "Штаб: явка 70.5%."
    store.import_document(document(text, id="staff"))
    analyse(store, turnout(text, "70.5%", source="Штаб", election="KZ-2021-01-09"), id="staff")
    store.merge("election", "KZ-2021-01-09", ELECTION, "Опечатка в дате", "Айгүл")
    assert [row.id for row in store.elections()] == [ELECTION]
    assert len(said_in(store)) == 3
    with pytest.raises(StoreError, match="already merged"):
        store.merge("election", ELECTION, "KZ-2021-01-09", "Наоборот", "Айгүл")


def test_reviewed_claims_score_an_extractor(store: Store) -> None:
    two_accounts(store)
    from nlp.claims import Document, Extraction

    store.review_claim(observed(store), "wrong", "Алматы", "Айгүл", slot="place", right="KZ-75")
    commission = next(said.id for said in said_in(store) if said.claim.source == "ЦИК")
    store.review_claim(commission, "right", "Так и сказано", "Айгүл")
    cases = list(store.cases())

    def same_as_before(text: Document) -> Extraction:
        words, who = ("63.3%", {}) if text.id == "commission" else ("32.1%", WHO)
        return Extraction(id=text.id, figures=(turnout(text.text, words, **who),))

    def better(text: Document) -> Extraction:
        (figure,) = same_as_before(text).figures
        place = "KZ-75" if text.id == "observers" else "KZ"
        return Extraction(id=text.id, figures=(figure.model_copy(update={"place": place}),))

    assert shares(evaluate(cases, same_as_before)) == {"place": (0, 1), "right": (1, 1), "all": (1, 2)}
    assert shares(evaluate(cases, better)) == {"place": (1, 1), "right": (1, 1), "all": (2, 2)}
