"""Who says the figures of short documents: one phenomenon a case, in `speakers.toml`.

`said` gives, by the value of a figure, its `source_type` and its `source` ("" for none).
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from nlp.claims import Document
from nlp.pipeline import Extractor
from nlp.statements import folded

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("speakers.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_every_figure_has_its_speaker(case: dict[str, Any], extractor: Extractor) -> None:
    text = case["text"].strip()
    document = Document(
        id="1",
        text=text,
        lang=case["lang"],
        published=case["published"],
        publisher=case.get("publisher", "The Courier"),
    )
    figures = extractor.extract(document).figures

    told = {str(f.value).removesuffix(".0"): (f.source_type, folded(f.source or "")) for f in figures}

    assert {value: told.get(value) for value in case["said"]} == {
        value: (kind, folded(source)) for value, (kind, source) in case["said"].items()
    }
