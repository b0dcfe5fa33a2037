"""What each page shows, apart from how it is served: a template with its context, and the same as plain data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nlp.contradictions.records import Contradiction
from nlp.statements import Statement
from reports.cells import Cell, cells, statement_json
from reports.charts import comparison_svg
from reports.disputes import disputes
from reports.links import Addresses
from reports.presenting import Presenter
from reports.protocols import ReportStore
from reports.web.marks import Span, pieces
from reports.wording import Wording
from storage.views import ClaimFilter, SavedDocument

PAGE_SIZE = 50
_MOST_FIGURES = 2000  # read for one election's page; its claims page leads through all


class NotFoundError(LookupError):
    """Nothing is kept under this address."""


@dataclass(frozen=True, slots=True)
class View:
    """A page: `template` filled with `context`, and `data` for those who ask for JSON."""

    template: str
    title: str
    context: dict[str, Any]
    data: dict[str, Any]


class Views:
    """The pages of one store in one language."""

    def __init__(self, store: ReportStore, words: Wording, addresses: Addresses) -> None:
        self._store = store
        self._words = words
        self._addresses = addresses

    def elections(self) -> View:
        """All elections."""
        rows = self._store.elections()
        data = [
            {"id": row.id, "documents": row.documents, "claims": row.claims, "contradictions": row.contradictions}
            for row in rows
        ]
        return View("elections.html", self._words("elections"), {"elections": rows}, {"elections": data})

    def election(self, election: str) -> View:
        """One election: its contradictions, and official figures beside observed ones."""
        found, rows, confirmed = self._contradictions(election), self._cells(election), self._store.confirmed()
        named = [page for one in found for side in (one.a, one.b) for page in (side.document, *side.documents)]
        said = (one for cell in rows for group in cell.said.values() for one in group)
        context = {
            "election": election, "disputes": disputes(found), "cells": rows,
            "p": self._presenter(named, said, confirmed),
            "charted": any(cell.compares and cell.unit == "percent" for cell in rows),
        }  # fmt: skip
        data = {
            "election": election,
            "disputes": [one.as_json(self._words.lang) for one in disputes(found)],
            "contradictions": [{**one.as_json(self._words.lang), "confirmed": one.id in confirmed} for one in found],
            "figures": [cell.as_json() for cell in rows],
        }
        return View("election.html", self._words.election(election), context, data)

    def chart(self, election: str) -> str:
        """The chart of one election as SVG."""
        svg = comparison_svg(self._cells(election), self._presenter([]))
        if svg is None:
            raise NotFoundError(election)
        return svg

    def claims(self, wanted: ClaimFilter, page: int) -> View:
        """Claims that fit the filter, a page of them."""
        # One more than shown tells whether there is a next page.
        found = self._store.claims(replace(wanted, limit=PAGE_SIZE + 1, offset=(page - 1) * PAGE_SIZE))
        shown, more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
        context = {"wanted": wanted, "claims": shown, "page": page, "more": more, "p": self._presenter(_pages(shown)),
                   "elections": self._store.elections()}  # fmt: skip
        data = {"claims": [statement_json(one) for one in shown], "page": page, "next": page + 1 if more else None}
        return View("claims.html", self._words("claims"), context, data)

    def claim(self, statement_id: str) -> View:
        """One claim with its mentions and their words."""
        statement = self._store.claim(statement_id)
        if statement is None:
            raise NotFoundError(statement_id)
        presenter = self._presenter(_pages([statement]))
        context = {"statement": statement, "p": presenter}
        return View("claim.html", presenter.claim_title(statement), context, statement_json(statement))

    def document(self, document_id: str) -> View:
        """One document with its claims marked."""
        view = self._store.document(document_id)
        if view is None:
            raise NotFoundError(document_id)
        saved, here = view.saved, view.saved.document.id
        spans = [Span(mention.start, mention.end, claim.id)
                 for claim in view.claims for mention in claim.mentions if mention.document == here]  # fmt: skip
        # Offsets beyond the text, of another version, lead nowhere.
        starts = {span.statement: span.start for span in reversed(spans) if 0 <= span.start < len(saved.document.text)}
        context = {
            "saved": saved, "claims": view.claims, "organizations": view.organizations, "starts": starts,
            "pieces": pieces(saved.document.text, spans), "p": self._presenter([here]),
        }  # fmt: skip
        data = {
            "document": _document_json(saved) | {"text": saved.document.text},
            "claims": [statement_json(one) for one in view.claims],
            "organizations": [one.model_dump(mode="json") for one in view.organizations],
        }
        return View("document.html", saved.document.title or document_id, context, data)

    def search(self, wanted: ClaimFilter, page: int) -> View:
        """Claims and documents that hold the words; without words, the form alone."""
        title = self._words("search")
        if not (wanted.words and wanted.words.strip()):
            return View("search.html", title, {"wanted": wanted, "found": None}, {"claims": [], "documents": []})
        found = self._store.search(replace(wanted, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE))
        more = max(found.claims_total, found.documents_total) > page * PAGE_SIZE
        context = {"wanted": wanted, "found": found, "page": page, "more": more,
                   "p": self._presenter(_pages(found.claims))}  # fmt: skip
        data = {
            "words": wanted.words,
            "claims": [statement_json(one) for one in found.claims], "claims_total": found.claims_total,
            "documents": [_document_json(one) for one in found.documents], "documents_total": found.documents_total,
            "page": page, "next": page + 1 if more else None,
        }  # fmt: skip
        return View("search.html", title, context, data)

    def _contradictions(self, election: str) -> list[Contradiction]:
        if election not in {row.id for row in self._store.elections()}:
            raise NotFoundError(election)
        return self._store.contradictions(election)

    def _cells(self, election: str) -> list[Cell]:
        return cells(self._store.claims(ClaimFilter(election=election, kind="figure", limit=_MOST_FIGURES)))

    def _presenter(
        self, documents: Iterable[str], said: Iterable[Statement] = (), confirmed: Collection[str] = ()
    ) -> Presenter:
        known = self._store.documents(sorted(set(documents)))
        return Presenter(self._words, self._addresses, known, said, confirmed)


def _pages(statements: Sequence[Statement]) -> list[str]:
    return [mention.document for one in statements for mention in one.mentions]


def _document_json(saved: SavedDocument) -> dict[str, Any]:
    return {
        **saved.document.model_dump(mode="json", exclude={"text"}), "source": saved.source, "version": saved.version,
        "versions": saved.versions, "fetched": saved.fetched.isoformat(), "sha256": saved.sha256,
        "election": saved.election,
    }  # fmt: skip
