"""What the engine says: a contradiction with its two sides, its arithmetic and a sentence in three languages."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal

from pydantic import Field

from nlp.claims import Contest, Number, Polarity, Record, Sample, SourceType
from nlp.statements import Mention

Kind = Literal[
    "value_conflict", "part_exceeds_whole", "sum_mismatch", "self_contradiction", "implied_rest", "stance_conflict",
    "revision",
]  # fmt: skip
Verdict = Literal["impossible", "possible"]


class Side(Record):
    """One side: its value, who says it, and where. `statements`: ids of those it rests on (a sum has many)."""

    statements: tuple[str, ...]
    document: str
    documents: tuple[str, ...]
    mentions: tuple[Mention, ...] = ()
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    polarity: Polarity | None = None
    quote: str = ""
    source: str | None = None
    source_id: str | None = None
    source_type: SourceType = "unattributed"
    subject: str | None = None
    subject_id: str | None = None
    place: str | None = None
    locality: str | None = None
    contest: Contest | None = None
    as_of: str | None = None
    sample: Sample | None = None


class Contradiction(Record):
    """Two accounts that cannot both hold (or, for a `possible` implied rest, what must be true for both to hold).

    `metric` is a figure's metric or, for judgements, the aspect. `severity` lies between 0 and 1.
    `explanations` holds one sentence with the arithmetic for each of ru, kk and en.
    """

    kind: Kind
    election: str | None
    metric: str
    subject: str | None = None
    place: str | None = None
    contest: Contest | None = None
    a: Side
    b: Side
    severity: float = Field(ge=0, le=1)
    verdict: Verdict | None = None
    explanations: dict[str, str]

    @property
    def id(self) -> str:
        """A hash of the kind and the statements on either side, whichever stands first."""
        sides = sorted([sorted(self.a.statements), sorted(self.b.statements)])
        return hashlib.sha256(json.dumps([self.kind, sides]).encode()).hexdigest()[:20]

    def as_json(self, lang: str = "en") -> dict[str, Any]:
        """The contract's object for `contradictions --json`, explained in `lang`."""
        plain = self.model_dump(mode="json", exclude={"explanations"})
        return {"id": self.id, **plain, "explanation": self.explanations[lang], "explanations": self.explanations}
