"""Short ways to tell what sources say, for the tests of the engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from nlp.claims import Assessment, Extraction, Figure
from nlp.contradictions import judge
from nlp.contradictions.records import Contradiction
from nlp.reference import load
from nlp.statements import Statement, statements

ELECTION = "KZ-2021-01-10"
COMMISSION = {"source": "ЦИК", "source_type": "election_authority"}
OBSERVERS = {"source": "Ашық сайлау", "source_type": "citizen_observers"}


def figure(metric: str, value: object, **slots: Any) -> Figure:
    """A figure of the whole country, said by the commission unless told otherwise."""
    percent = metric in ("turnout", "vote_share", "unused_share", "invalid_share", "threshold")
    number = None if value is None else str(value)
    digits = len(number.partition(".")[2]) if number else 0
    given: dict[str, Any] = {
        "metric": metric, "value": number, "unit": "percent" if percent else "count",
        "precision": f"1e-{digits}" if number else None, "place": "KZ", "election": ELECTION,
        "quote": f"{metric} {number}", **COMMISSION,
    }  # fmt: skip
    return Figure.model_validate({**given, **slots})


def page(name: str, *claims: Figure | Assessment, day: str = "2021-01-11") -> Extraction:
    """A document that makes the claims."""
    return Extraction(
        id=name,
        published=dt.date.fromisoformat(day),
        figures=tuple(c for c in claims if isinstance(c, Figure)),
        assessments=tuple(c for c in claims if isinstance(c, Assessment)),
    )


def said(*pages: Extraction) -> list[Statement]:
    return statements(pages)


def found(*pages: Extraction) -> list[Contradiction]:
    """The contradictions among pages, with the names that the reference data knows."""
    return judge(said(*pages), load())


def kinds(contradictions: Sequence[Contradiction]) -> list[str]:
    return sorted(contradiction.kind for contradiction in contradictions)
