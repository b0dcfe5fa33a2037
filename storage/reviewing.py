"""People come in: what they say of contradictions and claims, and which actors and elections they find to be one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from nlp.reviews import Case
from nlp.statements import folded
from storage import filing, tables
from storage.errors import StoreError
from storage.loading import as_given, claim_at, reviewed
from storage.part import Part, now
from storage.reviews import Reviews, corrected, reviewed_claim
from storage.views import Closed, MergerKind, Reviewed, ReviewVerdict

_ELECTION = re.compile(r"[A-Z]{2}-\d{4}(-\d\d-\d\d)?")


class Reviewing(Part):
    """What a person who checks the store needs. An id that the store does not hold raises StoreError."""

    def review_contradiction(self, id_: str, verdict: ReviewVerdict, reason: str, by: str) -> None:
        """Confirm or dismiss a contradiction, in place of what was said of it before.

        It holds for these claims against each other, also when they are found again after a time.
        """
        with self._database.write() as session:
            if session.get(tables.Contradiction, id_) is None:
                raise StoreError(f"there is no contradiction {id_}")
            _withdraw(session, id_)
            session.add(
                tables.Review(about="contradiction", target=id_, verdict=verdict, reason=reason, by=by, at=now())
            )

    def review_claim(
        self,
        id_: str,
        verdict: ReviewVerdict,
        reason: str,
        by: str,
        *,
        slot: str | None = None,
        right: object = None,
        document: str | None = None,
    ) -> None:
        """Say that a claim is read right, or wrong: what `slot` should be, or without a slot that there is no claim.

        It holds for the words that make the claim now, on whatever page, or only for those on one document's.
        """
        with self._database.write() as session:
            mentions = _mentions(session, tables.Mention.claim_id == id_)
            there = [one for one in mentions if document is None or _document_of(session, one) == document]
            if not there:
                where = f" in {document}" if document else ""
                raise StoreError(f"there is no claim {id_}{where}")
            first = there[0]
            claim = claim_at(first.said, first.quote, first.start, first.end)
            value = json.dumps(right, ensure_ascii=False)
            if verdict == "wrong":
                try:
                    corrected(claim, slot, value)
                except ValueError as error:
                    raise StoreError(f"{slot} cannot be {right!r}: {error}") from error
            quotes = json.dumps(sorted({folded(one.quote) for one in there}), ensure_ascii=False)
            _withdraw(session, id_, first.document_key if document else None)
            session.add(
                tables.Review(
                    about="claim", target=id_, verdict=verdict, slot=slot, right=value if slot else None,
                    said=claim.model_dump_json(), quotes=quotes, version_id=first.version_id,
                    document_key=first.document_key if document else None, reason=reason, by=by,
                    at=now(),
                )
            )  # fmt: skip
            session.flush()
            self._refile(session, mentions, "corrected")

    def withdraw_review(self, target: str) -> None:
        """Take back what is said of a claim or a contradiction."""
        with self._database.write() as session:
            if not _withdraw(session, target):
                raise StoreError(f"nothing is said of {target}")
            self._refile(session, _mentions(session, tables.Mention.as_read.is_not(None)), "corrected")

    def merge(self, kind: MergerKind, old: str, new: str, reason: str, by: str) -> int:
        """Let an actor (its id, or a name) or an election be another one: its claims follow; in how many mentions.

        Claims of an actor whose id is known follow its id, not its name.
        """
        old, new = (_named(kind, name) for name in (old, new))
        with self._database.write() as session:
            mergers = Reviews(session).mergers
            step: str | None = new
            while step is not None:
                if step == old:
                    raise StoreError(f"{new} is already merged into {old}")
                step = mergers.get((kind, _key(kind, step)))
            session.merge(tables.Merger(kind=kind, old=_key(kind, old), new=new, reason=reason, by=by, at=now()))
            session.flush()
            claims = select(tables.Claim.id).where(_of(kind, _key(kind, old)))
            following = _mentions(session, tables.Mention.claim_id.in_(claims))
            self._refile(session, following, "merged")
            return len(following)

    def unmerge(self, kind: MergerKind, old: str) -> None:
        """Take a merger back."""
        with self._database.write() as session:
            known = session.get(tables.Merger, (kind, _key(kind, _named(kind, old))))
            if known is None:
                raise StoreError(f"{old} is not merged")
            session.delete(known)
            session.flush()
            self._refile(session, _mentions(session, tables.Mention.as_read.is_not(None)), "merged")

    def reviews(self) -> list[Reviewed]:
        """All that is said and not taken back, oldest first."""
        held = select(tables.Review).where(tables.Review.withdrawn.is_(None)).order_by(tables.Review.id)
        with self._database.read() as session:
            return [reviewed(row) for row in session.scalars(held)]

    def cases(self) -> Iterator[Case]:
        """What is said of claims, each with the text it was said of: an evaluation set for the extractor."""
        row = tables.Review
        held = (
            select(row, tables.Document, tables.Version)
            .join(tables.Version, tables.Version.id == row.version_id)
            .join(tables.Document, tables.Document.key == tables.Version.document_key)
            .where(row.about == "claim", row.withdrawn.is_(None))
            .order_by(row.id)
        )
        with self._database.read() as session:
            for review, document, version in session.execute(held):
                read = reviewed_claim(review)
                right = corrected(read, review.slot, review.right) if review.verdict == "wrong" else read
                yield Case(
                    document=as_given(document, version), read=read, right=right, slot=review.slot,
                    reason=review.reason, by=review.by,
                )  # fmt: skip

    def _refile(self, session: Session, mentions: list[tables.Mention], because: Closed) -> None:
        filing.refile(session, mentions, Reviews(session), because)


def _withdraw(session: Session, target: str, document: int | None = None) -> bool:
    """Take back what is said of a target: for all documents, or for one."""
    row = tables.Review
    held = update(row).where(row.target == target, row.withdrawn.is_(None))
    if document is not None:
        held = held.where(row.document_key == document)
    return bool(session.execute(held.values(withdrawn=now()).returning(row.id)).all())


def _mentions(session: Session, which: ColumnElement[bool]) -> list[tables.Mention]:
    return list(session.scalars(select(tables.Mention).where(which).order_by(tables.Mention.id)))


def _document_of(session: Session, mention: tables.Mention) -> str | None:
    return session.scalar(select(tables.Document.id).where(tables.Document.key == mention.document_key))


def _named(kind: MergerKind, name: str) -> str:
    if kind == "election" and not _ELECTION.fullmatch(name):
        raise StoreError(f"{name} is no election; write country, first voting day: KZ-2021-01-10")
    return name


def _key(kind: MergerKind, name: str) -> str:
    """An id has a slash; a name is folded."""
    return name if kind == "election" or "/" in name else folded(name)


def _of(kind: MergerKind, key: str) -> ColumnElement[bool]:
    claim = tables.Claim
    return claim.election == key if kind == "election" else or_(claim.speaker == key, claim.subject == key)
