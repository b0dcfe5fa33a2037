"""What people said of claims is put in the place of what the extractor read."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from nlp.claims import Figure
from nlp.statements import Claim, folded, statement_id
from storage import tables
from storage.database import portions

_MOST_STEPS = 16  # reviews of reviewed claims, and mergers of merged actors, before something must be a circle


class Reviews:
    """The reviews of claims and the mergers that are in force."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._mergers = {(row.kind, row.old): row.new for row in session.scalars(select(tables.Merger))}

    def applied(self, read: Sequence[tuple[str, Claim]]) -> list[Claim | None]:
        """What each claim (with its id) is in the eyes of people: itself, a corrected one, or None for no claim."""
        now: list[tuple[str, Claim] | None] = list(read)
        changing = set(range(len(now)))
        for _ in range(_MOST_STEPS):
            wrong = self._wrong({one[0] for at in changing if (one := now[at])})
            stepped = {at: self._step(*one, wrong.get(one[0], [])) for at in changing if (one := now[at])}
            changing = {at for at, claim in stepped.items() if (one := now[at]) and claim != one[1]}
            for at in changing:
                claim = stepped[at]
                now[at] = None if claim is None else (statement_id(claim), claim)
            if not changing:
                break
        return [one[1] if one else None for one in now]

    def _wrong(self, ids: set[str]) -> dict[str, list[tables.Review]]:
        found: dict[str, list[tables.Review]] = {}
        row = tables.Review
        for some in portions(sorted(ids)):
            held = select(row).where(row.target.in_(some), row.about == "claim", row.withdrawn.is_(None))
            for review in self._session.scalars(held.order_by(row.id)):
                found.setdefault(review.target, []).append(review)
        return found

    def _step(self, id_: str, claim: Claim, reviews: list[tables.Review]) -> Claim | None:
        """The claim after the last review that holds for its words, or else after the mergers."""
        holding = [review for review in reviews if _holds(review, claim.quote)]
        if holding and holding[-1].verdict == "wrong":
            return corrected(claim, holding[-1].slot, holding[-1].right)
        return self._merged(claim)

    def _merged(self, claim: Claim) -> Claim:
        changes: dict[str, object] = {}
        if claim.election and (election := self._mergers.get(("election", claim.election))):
            changes["election"] = election
        for slot in ("source", "subject") if isinstance(claim, Figure) else ("source",):
            name = getattr(claim, f"{slot}_id") or folded(getattr(claim, slot))
            if actor := self._mergers.get(("actor", name)):
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
    changed = {slot: json.loads(right or "null")}
    if slot in ("source", "subject"):
        changed[f"{slot}_id"] = None  # the id was that of the wrong name
    return type(claim).model_validate({**claim.model_dump(), **changed})


def _holds(review: tables.Review, quote: str) -> bool:
    """True where a review made on some words holds for these: the same, or a part of each other."""
    words = folded(quote)
    return any(words in other or other in words for other in json.loads(review.quotes or "[]"))
