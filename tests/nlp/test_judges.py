"""Who judges an election in a text, and where what is alleged took place: the cases of judges.toml.

`said` lists, for each judgement, its aspect and polarity or its type, the kind of its speaker, and the speaker's name
("" where nobody is named); `at` the region of each incident.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from nlp.claims import Document
from nlp.pipeline import Extractor
from nlp.statements import folded

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("judges.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_a_judgement_has_its_speaker_and_an_incident_its_place(case: dict[str, Any], extractor: Extractor) -> None:
    document = Document(
        id=case["name"], text=case["text"].strip(), lang=case["lang"], published=case["published"],
        publisher=case.get("publisher"), title=case.get("title"),
    )  # fmt: skip
    read = extractor.extract(document)
    said = [(f"{a.aspect} {a.polarity}", a.source_type, folded(a.source or "")) for a in read.assessments]
    said += [(i.type, i.source_type, folded(i.source or "")) for i in read.incidents]
    assert sorted(said) == sorted((what, kind, folded(name)) for what, kind, name in case["said"])
    if "at" in case:
        assert sorted((i.type, i.place) for i in read.incidents) == sorted(map(tuple, case["at"]))
