"""However many pairs clash over one quantity, a reader sees one dispute with its camps."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from nlp.claims import Document, Extraction, Figure
from nlp.contradictions import judge
from nlp.statements import statements
from reports.digest import digest, render_html, render_json, render_markdown
from reports.disputes import Dispute, disputes
from reports.wording import LANGUAGES
from storage.views import SavedDocument
from tests.reports.press import ELECTION, MemoryStore

DAY = dt.date(2021, 1, 11)
NOON = dt.datetime(2021, 1, 11, 12, tzinfo=dt.UTC)


def turnout(page: str, value: str, source: str, kind: str, **other: Any) -> Extraction:
    told: dict[str, Any] = {
        "metric": "turnout", "unit": "percent", "value": Decimal(value), "precision": Decimal("0.1"), "place": "KZ",
        "contest": "lower_house", "election": ELECTION, "source": source, "source_type": kind, "quote": f"{value}%",
        "end": len(value) + 1,
    }  # fmt: skip
    return Extraction(id=page, published=DAY, lang="ru", figures=(Figure.model_validate(told | other),))


PAGES = [
    turnout("agency", "63.3", "ЦИК", "election_authority"),
    turnout("reprint", "63.3", "ЦИК", "election_authority"),
    turnout("herald", "63.3", "ЦИК", "election_authority"),
    turnout("one", "28.1", "Движение «Жаңа көз»", "citizen_observers"),
    turnout("two", "29.4", "Лига наблюдателей", "citizen_observers"),
    turnout("three", "45.0", "Штаб оппозиции", "contestant", contest=None),
]


def found() -> list[Dispute]:
    return disputes(judge(statements(PAGES)))


def test_all_pairs_of_one_quantity_are_one_dispute() -> None:
    (dispute,) = found()
    assert (dispute.election, dispute.metric, dispute.place, dispute.contest) == (
        ELECTION, "turnout", "KZ", "lower_house",
    )  # fmt: skip
    assert len(dispute.contradictions) > 3
    assert dispute.severity == max(one.severity for one in dispute.contradictions)


def test_official_accounts_stand_first_and_every_value_in_a_camp() -> None:
    (dispute,) = found()
    assert [camp.group for camp in dispute.camps] == ["official", "observed", "observed", "contestants"]
    assert [camp.lead.value for camp in dispute.camps] == [Decimal(value) for value in ("63.3", "28.1", "29.4", "45")]


def test_those_who_agree_are_one_camp() -> None:
    agreeing = turnout("courier", "63.0", "Газета", "media", precision=Decimal(1))
    (dispute,) = disputes(judge(statements([*PAGES[:4], agreeing])))
    official, observed = dispute.camps
    assert {side.source for side in official.sides} <= {"ЦИК", "Газета"}
    assert {side.source for side in observed.sides} == {"Движение «Жаңа көз»"}


def test_what_figures_add_up_to_is_a_camp_of_its_own_and_what_they_should_add_up_to_is_none() -> None:
    league = turnout("two", "38.0", "Лига наблюдателей", "citizen_observers")
    left_over = league.figures[0].model_copy(
        update={"metric": "unused_share", "value": Decimal("64.0"), "quote": "64.0%", "start": 10, "end": 15}
    )
    adding = league.model_copy(update={"figures": (*league.figures, left_over)})
    (dispute,) = disputes(judge(statements([PAGES[0], adding])))
    assert {one.kind for one in dispute.contradictions} == {"value_conflict", "sum_mismatch"}
    assert [[side.value for side in camp.sides] for camp in dispute.camps] == [
        [Decimal("63.3")], [Decimal("38.0")], [Decimal("102.0")],
    ]  # fmt: skip


def test_other_quantities_are_other_disputes() -> None:
    elsewhere = [
        turnout(f"{page.id}-almaty", str(page.figures[0].value), page.figures[0].source or "", "citizen_observers",
                place="KZ-75")
        for page in PAGES[3:]
    ]  # fmt: skip
    assert {dispute.place for dispute in disputes(judge(statements([*PAGES, *elsewhere])))} == {"KZ", "KZ-75"}


def store() -> MemoryStore:
    said = statements(PAGES)
    origin = {"reprint": "Агентство", "agency": "Агентство"}
    saved = {
        page.id: SavedDocument(
            document=_document(page), source=None, version=1, versions=1, fetched=NOON,
            sha256="00" * 32, election=ELECTION, origin=origin.get(page.id, page.id),
        )
        for page in PAGES
    }  # fmt: skip
    return MemoryStore(said=said, clashes=judge(said), saved=saved)


def _document(page: Extraction) -> Document:
    return Document(id=page.id, text=page.figures[0].quote, publisher=page.id, published=DAY, lang="ru")


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "3 pages, 2 independent publishers"),
        ("ru", "3 страницы, 2 независимых издателя"),
        ("kk", "3 бет, 2 тәуелсіз басылым"),
    ],
)
def test_the_digest_counts_pages_and_those_who_did_not_copy(lang: Any, told: str) -> None:
    made = digest(store(), lang=lang)
    assert told in render_html(made)
    assert told in render_markdown(made)


def test_the_digest_has_one_entry_for_a_dispute_and_all_contradictions_as_data() -> None:
    for lang in LANGUAGES:
        made = digest(store(), lang=lang)
        assert render_html(made).count('class="item"') == 1
        assert render_json(made).count('"camps"') == 1
