"""The gold sets, where they lie beside the project: what is reached may not be lost again.

The floors stand a little below what the tree reaches. Whoever raises the scores raises them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from nlp.claims import Document, Extraction
from nlp.contradictions import judge
from nlp.pipeline import Extractor
from nlp.reference import load
from nlp.statements import statements

GOLD = Path(__file__).parents[2].parent / "shared" / "gold"

pytestmark = pytest.mark.skipif(not (GOLD / "score.py").exists(), reason="no gold sets beside the project")

FLOORS = {
    "seeds": {"figures": 0.96, "claims": 0.84, "organizations": 0.82},
    "ru": {"figures": 0.918, "claims": 0.84, "organizations": 0.90},
    "kk": {"figures": 0.965, "claims": 0.88, "organizations": 0.93},
    "en": {"figures": 0.93, "claims": 0.78, "organizations": 0.87},
}
MAIN_ELECTION = {"seeds": 1.0, "ru": 0.99, "kk": 0.95, "en": 0.95, "negative": 1.0}


@cache
def extractions(name: str) -> tuple[Extraction, ...]:
    extractor = Extractor()
    lines = (GOLD / name / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(extractor.extract(Document.model_validate_json(line)) for line in lines if line.strip())


@cache
def scores(command: str, name: str) -> dict[str, Any]:
    """What the gold's own program says of one set."""
    if command == "extract":
        lines = [said.model_dump_json() for said in extractions(name)]
    else:
        found = judge(statements(extractions(name)), load())
        lines = [json.dumps(contradiction.as_json(), ensure_ascii=False) for contradiction in found]
    scored = subprocess.run(
        [sys.executable, GOLD / "score.py", command, GOLD / name, "/dev/stdin", "--json"],
        input="\n".join(lines), capture_output=True, text=True, check=True,
    )  # fmt: skip
    result: dict[str, Any] = json.loads(scored.stdout)
    return result


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name, floors in FLOORS.items() for kind in floors])
def test_no_score_falls(name: str, kind: str) -> None:
    assert scores("extract", name)[kind]["f1"] >= FLOORS[name][kind]


@pytest.mark.parametrize("name", MAIN_ELECTION)
def test_every_document_is_read_and_every_quote_is_exact(name: str) -> None:
    scored = scores("extract", name)
    assert (scored["missing_documents"], scored["quotes_off"]) == (0, 0)
    assert scored["main_election"] >= MAIN_ELECTION[name]


def test_pages_without_an_election_make_hardly_a_claim() -> None:
    assert scores("extract", "negative")["false_claims_a_page"] <= 0.3


def test_the_seeds_contradictions_are_found_without_a_trap() -> None:
    scored = scores("contradictions", "seeds")
    assert (scored["gold"], scored["missed"], scored["traps_sprung"]) == (4, 0, 0)
    assert scored["extra"] <= 2
