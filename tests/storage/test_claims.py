"""What was read in documents: claims merged over their mentions, replaced when a document is read again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.claims import Assessment, Extraction, Incident, Organization, Sample
from nlp.statements import statements
from storage.store import Store
from storage.views import ClaimFilter
from tests.storage.example import ELECTION, analyse, document, said_in, turnout

TEXT = "По данным ЦИК явка составила 63,3%, то есть 63.3% избирателей."


def test_a_claim_repeated_elsewhere_is_one_claim_with_two_mentions(store: Store) -> None:
    reprint = f"Перепечатка. {TEXT}"
    store.import_document(document(reprint, id="reprint", published=dt.date(2021, 1, 12)))
    store.import_document(document(TEXT))
    analyse(store, turnout(reprint, "63.3%"), id="reprint")
    analyse(store, turnout(TEXT, "63.3%"))

    (said,) = said_in(store)
    assert [mention.document for mention in said.mentions] == ["d1", "reprint"]
    assert said.claim == turnout(TEXT, "63.3%")
    assert store.claim(said.id) == said


def test_all_of_a_claim_comes_back_exactly(store: Store) -> None:
    store.import_document(document(TEXT))
    figure = turnout(
        TEXT, "63.3%", precision=Decimal("0.1"), locality="Косшы", as_of="2021-01-10T14:00", stage="progress",
        sample=Sample(stations=Decimal(208), of=Decimal(554), share=Decimal("37.5")),
    )  # fmt: skip
    words = {"source": "ОБСЕ", "source_id": "osce", "election": ELECTION, "quote": "явка", "start": 14, "end": 18}
    assessment = Assessment(aspect="voting", polarity="negative", source_type="international_observers", **words)
    incident = Incident(type="ballot_stuffing", place="KZ-75", **words)
    analyse(store, figure, assessments=(assessment,), incidents=(incident,))

    assert {said.claim for said in said_in(store)} == {figure, assessment, incident}
    assert [said.claim for said in store.claims(ClaimFilter(metric="voting"))] == [assessment]
    assert [said.claim for said in store.claims(ClaimFilter(kind="incident", place="KZ-75"))] == [incident]


def test_reading_again_replaces_what_was_read(store: Store) -> None:
    store.import_document(document(TEXT))
    analyse(store, turnout(TEXT, "63.3%", value=Decimal(63)), organizations=(Organization(name="ЦК", type="other"),))
    analyse(store, turnout(TEXT, "63.3%"), extractor="2", organizations=(Organization(name="ЦИК", type="government"),))

    assert [said.claim.value for said in store.claims(ClaimFilter())] == [Decimal("63.3")]
    assert store.organizations() == [("ЦИК", "government", 1)]


def test_reading_again_with_the_same_result_keeps_the_day_of_the_claim(store: Store) -> None:
    store.import_document(document(TEXT))
    analyse(store, turnout(TEXT, "63.3%"))
    before = said_in(store)
    analyse(store, turnout(TEXT, "63.3%"), extractor="2")

    assert said_in(store) == before
    today = dt.datetime.now(dt.UTC).date()
    assert store.claims(ClaimFilter(since=today)) == before
    assert store.claims(ClaimFilter(since=today + dt.timedelta(days=2))) == []


def test_a_claim_that_its_last_mention_leaves_is_gone(store: Store) -> None:
    store.import_document(document(TEXT))
    analyse(store, turnout(TEXT, "63.3%"))
    (said,) = said_in(store)
    store.import_document(document("Статья удалена."))
    analyse(store)

    assert store.claim(said.id) is None
    assert store.elections() == []


def test_an_outdated_version_is_not_taken_for_the_newest(store: Store) -> None:
    store.import_document(document(TEXT))
    (old, _), *_ = store.unanalysed("1")
    store.import_document(document("Явка уточняется."))
    store.save_extraction(old, "1", Extraction(id="d1", figures=(turnout(TEXT, "63.3%"),)))

    assert store.claims(ClaimFilter()) == []
    assert len(list(store.unanalysed("1"))) == 1


def test_claims_of_an_older_version_are_not_shown_on_the_newer_text(store: Store) -> None:
    store.import_document(document(TEXT))
    analyse(store, turnout(TEXT, "63.3%"))
    store.import_document(document(f"Обновлено. {TEXT}"))

    view = store.document("d1")
    assert view is not None
    assert view.claims == ()


def test_a_quote_that_does_not_stand_in_the_text_saves_nothing(store: Store) -> None:
    store.import_document(document(TEXT))
    with pytest.raises(ValueError, match="no quote"):
        analyse(store, turnout(TEXT, "63.3%", quote="64%"))
    assert len(list(store.unanalysed("1"))) == 1


def test_elections_are_counted_newest_first(store: Store) -> None:
    store.import_document(document(TEXT))
    store.import_document(document(TEXT, id="d2"))
    first, second = turnout(TEXT, "63.3%"), turnout(TEXT, "63.3%", election="KZ-2019-06-09", contest="president")
    analyse(store, second, first)
    analyse(store, first, turnout(TEXT, "63.3%", election=None), id="d2")

    assert [(row.id, row.documents, row.claims) for row in store.elections()] == [
        (ELECTION, 2, 1),
        ("KZ-2019-06-09", 1, 1),
    ]


def test_organizations_are_counted_by_document_under_their_usual_name(store: Store) -> None:
    for number, name in enumerate(["Нур Отан", "Nur Otan", "Нур Отан"]):
        store.import_document(document(TEXT, id=f"d{number}"))
        party = Organization(name=name, type="party", id="kz/amanat", aliases=("партия",))
        analyse(store, turnout(TEXT, "63.3%"), id=f"d{number}", organizations=(party,))
    store.import_document(document("Суд идёт.", id="court"))
    analyse(store, id="court", organizations=(Organization(name="Верховный суд", type="court"),))

    assert store.organizations() == [("Нур Отан", "party", 3), ("Верховный суд", "court", 1)]
    assert store.organizations(election=ELECTION) == [("Нур Отан", "party", 3)]
    assert store.organizations(since=dt.date(2999, 1, 1)) == []


def test_a_document_shows_what_was_read_in_it_in_order(store: Store) -> None:
    text = "ЦИК: 63.1%. Наблюдатели: 32.2%."
    store.import_document(document(text))
    names = (Organization(name="Центральная избирательная комиссия", type="election_authority", aliases=("ЦИК",)),)
    analyse(store, turnout(text, "32.2%", source="MISK"), turnout(text, "63.1%"), organizations=names)

    view = store.document("d1")
    assert view is not None
    assert [said.claim.quote for said in view.claims] == ["63.1%", "32.2%"]
    assert view.organizations == names
    assert view.saved.election == ELECTION
    assert store.document("unknown") is None


def test_claims_come_in_pages(store: Store) -> None:
    text = "1% 2% 3% 4% 5%"
    store.import_document(document(text))
    analyse(store, *(turnout(text, f"{value}%") for value in range(1, 6)))

    pages = [store.claims(ClaimFilter(limit=2, offset=offset)) for offset in (0, 2, 4)]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert len({said.id for said in chain(*pages)}) == 5


said_by_page = st.lists(
    st.tuples(st.sampled_from(["d1", "d2", "d3"]), st.lists(st.sampled_from(["1%", "2%", "3%"]), max_size=4)),
    max_size=8,
)


@given(said_by_page)
@settings(max_examples=40, deadline=None)
def test_after_any_readings_the_store_holds_the_statements_of_the_last_one_of_each_document(
    readings: list[tuple[str, list[str]]],
) -> None:
    text = "1% 2% 3%"
    store = Store.open("sqlite://")
    last: dict[str, Extraction] = {}
    for number, (id_, values) in enumerate(readings):
        store.import_document(document(text, id=id_))
        figures = tuple(turnout(text, value) for value in values)
        analyse(store, *figures, id=id_, extractor=str(number))
        last[id_] = Extraction(id=id_, figures=figures, lang="ru", published=dt.date(2021, 1, 11))

    expected = {said.id: said for said in statements(last[id_] for id_ in sorted(last))}
    assert {said.id: said for said in said_in(store)} == expected
    store.close()
