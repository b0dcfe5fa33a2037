"""Every slot that a claim fills says what filled it."""

from __future__ import annotations

import pytest

from nlp.claims import Document
from nlp.components.frames import lexicon
from nlp.pipeline import Extractor

TEXT = (
    "Наблюдатели о выборах\n\n"
    "По данным Центральной избирательной комиссии, на выборах депутатов мажилиса 10 января 2021 года явка составила "
    "63,3%, в Абайской области — 71,2%. На выборах 2016 года явка достигла 77,1%.\n\n"
    "Фонд «Еркіндік қанаты» назвал подсчёт голосов непрозрачным."
)


def test_each_claim_says_which_rule_or_entry_made_its_slots() -> None:
    extraction, reasons = Extractor().explain(Document(id="a", lang="ru", published="2021-01-12", text=TEXT))

    by_value = {str(figure.value): why for figure, why in zip(extraction.figures, reasons["figures"], strict=True)}
    assert by_value["63.3"]["metric"].startswith("frame ru.turnout")
    assert by_value["63.3"]["source"] == "speaker: named before"
    assert by_value["63.3"]["election"] == "the document's main election"
    assert by_value["71.2"]["place"].startswith("named beside the figure")
    assert "earlier election" in by_value["77.1"]["election"]
    assert len(reasons["assessments"]) == len(extraction.assessments) >= 1
    assert all(why["assessment"].startswith("rule ru.") for why in reasons["assessments"])


def test_what_is_explained_is_what_is_extracted() -> None:
    document = Document(id="a", lang="ru", published="2021-01-12", text=TEXT)
    extractor = Extractor()
    assert extractor.explain(document)[0] == extractor.extract(document)


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
def test_a_frame_that_a_reason_names_is_one(lang: str) -> None:
    names = [frame.name for frame in lexicon(lang).frames]
    assert len(names) == len(set(names))
