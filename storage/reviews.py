"""What people said of claims is put in the place of what the extractor read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from nlp.claims import Figure
from nlp.statements import Claim, folded, statement_id
from storage import tables
from storage.database import portions
from storage.loading import claim_at

_MERGERS = select(tables.Merger)
_OF_CLAIMS = (
    select(tables.Review)
    .where(tables.Review.target.in_(bindparam("claims", expanding=True)))
    .where(tables.Review.about == "claim", tables.Review.withdrawn.is_(None))
    .order_by(tables.Review.id)
)
_MOST_STEPS = 16  # reviews of reviewed claims, and mergers of merged actors, before something must be a circle


class Read(NamedTuple):
    """A claim with its id, and the key of the document that makes it."""

    id: str
    claim: Claim
    document: int


class Reviews:
    """The reviews of claims and the mergers that are in force."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.mergers = {(row.kind, row.old): row.new for row in session.scalars(_MERGERS)}
        """What each merged actor (id or folded name) and election is now, by kind and name."""

    def applied(self, read: Sequence[Read]) -> list[Claim | None]:
        """What each claim is in the eyes of people: itself, a corrected one, or None for no claim."""
        now: list[Read | None] = list(read)
        changing = set(range(len(now)))
        for _ in range(_MOST_STEPS):
            wrong = self._wrong({one.id for at in changing if (one := now[at])})
            stepped = {at: self._step(one, wrong.get(one.id, [])) for at in changing if (one := now[at])}
            changing = {at for at, claim in stepped.items() if (one := now[at]) and claim != one.claim}
            for at in changing:
                claim, document = stepped[at], read[at].document
                now[at] = None if claim is None else Read(statement_id(claim), claim, document)
            if not changing:
                break
        return [one.claim if one else None for one in now]

    def _wrong(self, ids: set[str]) -> dict[str, list[tables.Review]]:
        found: dict[str, list[tables.Review]] = {}
        for some in portions(sorted(ids)):
            for review in self._session.scalars(_OF_CLAIMS, {"claims": some}):
                found.setdefault(review.target, []).append(review)
        return found

    def _step(self, read: Read, reviews: list[tables.Review]) -> Claim | None:
        """The claim after the last review that holds for its words, or else after the mergers."""
        holding = [review for review in reviews if _holds(review, read)]
        if holding and holding[-1].verdict == "wrong":
            return corrected(read.claim, holding[-1].slot, holding[-1].right)
        return self._merged(read.claim)

    def _merged(self, claim: Claim) -> Claim:
        changes: dict[str, object] = {}
        if claim.election and (election := self.mergers.get(("election", claim.election))):
            changes["election"] = election
        for slot in ("source", "subject") if isinstance(claim, Figure) else ("source",):
            name = getattr(claim, f"{slot}_id") or folded(getattr(claim, slot))
            if actor := self.mergers.get(("actor", name)):
                # An id has a slash, a name has none.
                changes |= {f"{slot}_id": actor} if "/" in actor else {f"{slot}_id": None, slot: actor}
        return claim.model_copy(update=changes) if changes else claim


def corrected(claim: Claim, slot: str | None, right: str | None) -> Claim | None:
    """The claim with `slot` as a person says it is (`right` as JSON); without a slot, no claim.

    Raises ValueError for a slot or a value that such a claim cannot have.
    """
    if slot is None:
        return None
    if slot not in type(claim).model_fields or slot in {"quote", "start", "end"}:
        raise ValueError(f"a claim of this kind has no slot {slot!r}")
    changed: dict[str, object] = {slot: json.loads(right or "null")}
    if slot == "value":
        changed |= {"low": None, "high": None}
    if slot in ("source", "subject"):
        changed[f"{slot}_id"] = None  # the id was that of the wrong name
    return type(claim).model_validate({**claim.model_dump(), **changed})


def reviewed_claim(review: tables.Review) -> Claim:
    """The claim as the person who reviewed it saw it."""
    said = json.loads(review.said or "{}")
    return claim_at(review.said or "{}", said["quote"], said["start"], said["end"])


def _holds(review: tables.Review, read: Read) -> bool:
    """True where a review made on some words holds for these: the same, or a part of each other."""
    if review.document_key not in (None, read.document):
        return False
    words = folded(read.claim.quote)
    return any(words in other or other in words for other in json.loads(review.quotes or "[]"))
