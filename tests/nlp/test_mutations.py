"""What is read does not hang on the names and numbers at hand: others in their place give the claims so changed."""

from __future__ import annotations

import random
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.claims import Document
from nlp.pipeline import Extractor

DATA = tomllib.loads((Path(__file__).parent / "mutations.toml").read_text(encoding="utf-8"))
EXTRACTOR = Extractor()


def gaps(case: dict[str, Any], draw: random.Random) -> tuple[dict[str, str], dict[str, Any]]:
    """What fills each gap of a text, and what a claim then holds."""
    pools = DATA["pools"][case["lang"]][case["country"]]
    names = {kind: draw.sample(sorted(pool), min(3, len(pool))) for kind, pool in pools.items()}
    written: dict[str, str] = {}
    meant: dict[str, Any] = {}
    for gap in sorted(set(re.findall(r"{(\w+)}", case["text"]))):
        kind, number = re.fullmatch(r"([a-z]+)(\d?)", gap).groups()  # type: ignore[union-attr]
        if kind in names:
            written[gap] = names[kind][int(number or 1) - 1]
            meant[gap] = pools[kind][written[gap]]
        else:
            written[gap], meant[gap] = number_of(kind, case["lang"], draw)
    return written, meant


def number_of(kind: str, lang: str, draw: random.Random) -> tuple[str, Decimal]:
    """A number as its language writes it, and its value."""
    if kind == "share":
        value = Decimal(draw.randrange(101, 9_500)).scaleb(-2).quantize(Decimal(draw.choice(["1", "0.1", "0.01"])))
        return (str(value) if lang == "en" else str(value).replace(".", ",")), value
    value = Decimal(draw.randrange(21, 900) if kind == "few" else draw.randrange(1_001, 9_999_999))
    return f"{value:,}".replace(",", "," if lang == "en" else " "), value


def told(slots: dict[str, Any]) -> str:
    """A claim as one line; 33 and 33.0 are one value, a slot that nothing is said of is left out."""
    known = {slot: value for slot, value in sorted(slots.items()) if value is not None}
    return ", ".join(f"{k}={v.normalize():f}" if isinstance(v, Decimal) else f"{k}={v}" for k, v in known.items())


def cases() -> list[Any]:
    return [
        pytest.param(case, id=case["name"], marks=[pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else [])
        for case in DATA["case"]
    ]


@pytest.mark.parametrize("case", cases())
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_other_names_and_numbers_give_the_claims_so_changed(case: dict[str, Any], seed: int) -> None:
    written, meant = gaps(case, random.Random(seed))
    text = case["text"].strip().format(**written)
    document = Document(id="a", lang=case["lang"], published=case["published"], title=text.split("\n")[0], text=text)

    said = EXTRACTOR.extract(document).figures

    wanted = [
        {slot: meant.get(value.strip("{}"), value) for slot, value in (case["common"] | figure).items()}
        for figure in case["figures"]
    ]
    slots = {slot for figure in wanted for slot in figure}
    read = [figure.model_dump(include=slots) for figure in said]
    assert sorted(map(told, read)) == sorted(map(told, wanted)), text
