"""What the reports need of a store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Protocol

from nlp.contradictions.records import Contradiction
from nlp.statements import Statement
from storage.views import (
    ClaimFilter,
    DocumentView,
    ElectionRow,
    Found,
    PageChange,
    RemovedPage,
    SavedDocument,
    SourceHealth,
)


class ReportStore(Protocol):
    """Reads what was crawled and found. Lists are in a stable order: the newest or the gravest first."""

    def elections(self) -> list[ElectionRow]:
        """Elections that the store holds claims on, newest first."""

    def contradictions(self, election: str | None = None, since: dt.date | None = None) -> list[Contradiction]:
        """Open contradictions that nobody dismissed, gravest first; `since`: first found on or after that day."""

    def confirmed(self) -> Collection[str]:
        """The ids of the contradictions that a person confirmed."""

    def claims(self, wanted: ClaimFilter) -> list[Statement]:
        """Statements that fit the filter, with all their mentions."""

    def claim(self, statement_id: str) -> Statement | None:
        """One statement with its mentions."""

    def search(self, wanted: ClaimFilter) -> Found:
        """Claims and documents that hold the words in any form, best first."""

    def document(self, document_id: str) -> DocumentView | None:
        """One document with its claims."""

    def documents(self, ids: list[str]) -> dict[str, SavedDocument]:
        """Those of the documents that exist, by id."""

    def organizations(self, election: str | None = None, since: dt.date | None = None) -> list[tuple[str, str, int]]:
        """Name, type and number of documents of each organization, most named first."""

    def changes(
        self, document: str | None = None, since: dt.date | None = None, election: str | None = None
    ) -> Iterator[PageChange]:
        """What pages say otherwise than before, newest first; `since`: seen on or after that day."""

    def removed(self, since: dt.date | None = None, election: str | None = None) -> list[RemovedPage]:
        """Documents whose page was gone repeatedly, newest first."""

    def sources(self) -> list[SourceHealth]:
        """How the last crawl of each source went."""
