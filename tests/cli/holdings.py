"""All that a store holds, free of the order in which it came and of the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from storage import tables
from storage.database import Database
from storage.store import Store
from storage.views import ClaimFilter


@dataclass(frozen=True)
class HeldDocument:
    id: str
    versions: int
    texts: tuple[str, ...]
    organizations: tuple[str, ...]


@dataclass(frozen=True)
class Holdings:
    """Documents with their versions, claims with their mentions, contradictions with their sides."""

    documents: list[HeldDocument]
    claims: list[dict[str, Any]]
    contradictions: list[dict[str, Any]]

    @property
    def mentions(self) -> int:
        return sum(len(claim["mentions"]) for claim in self.claims)


def holdings(url: str) -> Holdings:
    """Read a store that no command has open."""
    store = Store.open(url)
    try:
        claims = [claim.model_dump(mode="json") for claim in store.claims(ClaimFilter(limit=1_000_000))]
        contradictions = [found.as_json() for found in store.contradictions(None, None)]
    finally:
        store.close()
    return Holdings(_documents(url), _sorted(claims), _sorted(contradictions))


def _sorted(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ids = [record["id"] for record in records]
    assert len(ids) == len(set(ids))
    return sorted(records, key=lambda record: record["id"])


def _documents(url: str) -> list[HeldDocument]:
    database = Database(url)
    with database.read() as session:
        found = [
            HeldDocument(
                document.id,
                document.versions,
                tuple(session.scalars(select(tables.Version.text).where(tables.Version.document_key == document.key)
                                      .order_by(tables.Version.number))),
                tuple(session.scalars(select(tables.OrganizationName.name)
                                      .where(tables.OrganizationName.document_key == document.key)
                                      .order_by(tables.OrganizationName.name))),
            )
            for document in session.scalars(select(tables.Document).order_by(tables.Document.id))
        ]  # fmt: skip
    database.close()
    assert len({document.id for document in found}) == len(found)
    return found
