"""What figures are read from whole short documents: one phenomenon a case, in `figures.toml`.

A case lists every figure that its text makes. Of each figure only the slots that the case is about are written; an
empty string (or an empty table for `sample`) says that a slot stays open. `common` holds what all its figures share.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from nlp.claims import Document, Figure
from nlp.pipeline import Extractor
from nlp.statements import folded

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "figures.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def agrees(figure: Figure, expected: dict[str, Any]) -> bool:
    said = figure.model_dump()
    return all(_same(slot, said[slot], value) for slot, value in expected.items())


def _same(slot: str, said: Any, expected: Any) -> bool:
    if expected in ("", {}):
        return said is None
    if slot in ("subject", "source", "locality"):
        return folded(said) == folded(expected)
    if slot == "sample":
        return said is not None and {k: v for k, v in said.items() if v is not None} == _exact(expected)
    return bool(said == _exact(expected))


def _exact(value: Any) -> Any:
    """Floats of the TOML as the decimals that stand there."""
    if isinstance(value, dict):
        return {key: _exact(part) for key, part in value.items()}
    return Decimal(repr(value)) if isinstance(value, float) else value


def told(figure: Figure, slots: set[str]) -> str:
    said = figure.model_dump(mode="json", exclude_none=True)
    return ", ".join(
        f"{slot}={said.get(slot)}" for slot in sorted(slots | {"metric", "value", "quote"}) if slot in said
    )


def of_lang(lang: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in CASES if case["lang"] == lang]


def check(extractor: Extractor, case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if why := case.get("xfail"):
        request.applymarker(pytest.mark.xfail(reason=why, strict=False))
    fields = {key: case[key] for key in ("title", "publisher", "published") if key in case}
    document = Document(id=case["name"], text=case["text"], lang=case["lang"], **fields)
    found = list(extractor.extract(document).figures)
    expected = [{**case.get("common", {}), **figure} for figure in case["figures"]]
    for figure in found:
        assert document.text[figure.start : figure.end] == figure.quote
    slots = {slot for figure in expected for slot in figure}
    over, missing = list(found), []
    for wanted in expected:
        fitting = next((figure for figure in over if agrees(figure, wanted)), None)
        if fitting is None:
            missing.append(wanted)
        else:
            over.remove(fitting)
    assert not missing, f"no figure {missing}; left over: {[told(figure, slots) for figure in over]}"
    assert not over, f"too many: {[told(figure, slots) for figure in over]}"


@pytest.mark.parametrize("case", of_lang("ru"))
def test_russian(extractor: Extractor, case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    check(extractor, case, request)


@pytest.mark.parametrize("case", of_lang("kk"))
def test_kazakh(extractor: Extractor, case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    check(extractor, case, request)


@pytest.mark.parametrize("case", of_lang("en"))
def test_english(extractor: Extractor, case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    check(extractor, case, request)


def test_every_language_has_its_cases() -> None:
    counts = {lang: sum(case["lang"] == lang for case in CASES) for lang in ("ru", "kk", "en")}
    assert min(counts.values()) >= 15
