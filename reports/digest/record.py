"""What a digest holds, gathered from the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.contradictions.records import Contradiction
from nlp.statements import Statement
from reports.cells import Cell, cells
from reports.disputes import Dispute, disputes
from reports.protocols import ReportStore
from reports.wording import Language
from storage.views import ClaimFilter, PageChange, RemovedPage, SavedDocument, SourceHealth

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Digest:
    """All that is new on `day` (or since `since`), for one election or all. Nothing in it is worded yet."""

    day: dt.date
    election: str | None
    since: dt.date | None
    lang: Language
    contradictions: tuple[Contradiction, ...]
    cells: tuple[Cell, ...]
    assessments: tuple[Statement, ...]
    incidents: tuple[Statement, ...]
    changes: tuple[PageChange, ...]
    """Pages of which a claim is another than before, came or went."""
    removed: tuple[RemovedPage, ...]
    organizations: tuple[tuple[str, str, int], ...]
    sources: tuple[SourceHealth, ...]
    documents: dict[str, SavedDocument]
    """The documents that the claims and contradictions name, by id."""
    confirmed: frozenset[str] = frozenset()
    """The ids of contradictions that a person confirmed."""

    @property
    def claims_count(self) -> int:
        """How many claims there are of all kinds."""
        return (
            sum(len(said) for cell in self.cells for said in cell.said.values())
            + len(self.assessments)
            + len(self.incidents)
        )

    @property
    def disputes(self) -> list[Dispute]:
        """The contradictions by what they are about."""
        return disputes(self.contradictions)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said, nothing clashes and no page changed what it says."""
        return not (self.contradictions or self.claims_count or self.changes or self.removed)


def digest(
    store: ReportStore,
    *,
    election: str | None = None,
    since: dt.date | None = None,
    lang: Language = "ru",
    day: dt.date | None = None,
) -> Digest:
    """Gather the digest; `day` is the day it bears, today in UTC unless given."""
    wanted = ClaimFilter(election=election, since=since)
    contradictions = tuple(store.contradictions(election, since))
    by_kind = {kind: tuple(_all(store, replace(wanted, kind=kind))) for kind in ("figure", "assessment", "incident")}
    return Digest(
        day=day or dt.datetime.now(dt.UTC).date(),
        election=election,
        since=since,
        lang=lang,
        contradictions=contradictions,
        cells=tuple(cells(by_kind["figure"])),
        assessments=by_kind["assessment"],
        incidents=by_kind["incident"],
        changes=tuple(one for one in store.changes(since=since, election=election) if one.claims),
        removed=tuple(store.removed(since, election)),
        organizations=tuple(store.organizations(election, since)),
        sources=tuple(store.sources()),
        documents=store.documents(_named(contradictions, [one for said in by_kind.values() for one in said])),
        confirmed=frozenset(store.confirmed()),
    )


def _all(store: ReportStore, wanted: ClaimFilter) -> Iterator[Statement]:
    offset = 0
    while found := store.claims(replace(wanted, limit=_BATCH, offset=offset)):
        yield from found
        offset += len(found)


def _named(contradictions: tuple[Contradiction, ...], statements: list[Statement]) -> list[str]:
    ids = {page for one in contradictions for side in (one.a, one.b) for page in (side.document, *side.documents)}
    return sorted(ids | {mention.document for one in statements for mention in one.mentions})
