"""The digest as one HTML file, as Markdown and as JSON."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from nlp.contradictions.actors import ReferenceLike
from reports.cells import statement_json
from reports.charts import comparison_svg
from reports.digest.record import Digest
from reports.links import Addresses
from reports.presenting import Presenter
from reports.templating import html_environment, markdown_environment, markdown_link
from reports.wording import Wording

LOCAL_SITE = "http://127.0.0.1:8000"  # where `countercount serve` listens unless told otherwise
_MOST_EXPLAINED = 4  # contradictions of one dispute
_MOST_ROWS = 100  # of one table or list; a mail client cuts what is longer, the linked page has all


def render_html(digest: Digest, *, site: str = LOCAL_SITE, reference: ReferenceLike | None = None) -> str:
    """One file without scripts or remote parts. `site` is where our pages are served; saved versions link there."""
    presenter = _presenter(digest, site, reference)
    chart = comparison_svg(digest.cells, presenter)
    context = _context(digest, presenter) | {"chart": Markup(chart) if chart else None}  # noqa: S704 - our own SVG
    return html_environment().get_template("digest.html.j2").render(context)


def render_markdown(digest: Digest, *, site: str = LOCAL_SITE, reference: ReferenceLike | None = None) -> str:
    """The same without the chart; whatever pages say is escaped."""
    presenter = _presenter(digest, site, reference)
    context = _context(digest, presenter) | {"link": markdown_link}
    return markdown_environment().get_template("digest.md.j2").render(context)


def render_json(digest: Digest, *, site: str = LOCAL_SITE) -> str:
    """Everything the digest holds, uncut, with addresses of the pages and saved versions."""
    saved_at = Addresses(f"{site}/{digest.lang}")
    plain = {
        "day": digest.day.isoformat(),
        "election": digest.election,
        "since": digest.since.isoformat() if digest.since else None,
        "lang": digest.lang,
        "disputes": [one.as_json(digest.lang) for one in digest.disputes],
        "contradictions": [
            {**one.as_json(digest.lang), "confirmed": one.id in digest.confirmed} for one in digest.contradictions
        ],
        "figures": [cell.as_json() for cell in digest.cells],
        "assessments": [statement_json(one) for one in digest.assessments],
        "incidents": [statement_json(one) for one in digest.incidents],
        "changes": [
            {"document": one.document, "url": one.url, "seen": one.seen.isoformat(), "version": one.version,
             "changed": [{"before": statement_json(old), "after": statement_json(new)}
                         for old, new in one.claims.changed],
             "appeared": [statement_json(said) for said in one.claims.appeared],
             "vanished": [statement_json(said) for said in one.claims.vanished]}
            for one in digest.changes
        ],
        "removed": [
            {"document": one.document, "url": one.url, "last_seen": one.last_seen.isoformat(),
             "removed": one.removed.isoformat()}
            for one in digest.removed
        ],
        "organizations": [{"name": name, "type": kind, "documents": n} for name, kind, n in digest.organizations],
        "sources": [
            {"source": one.source, "publisher": one.publisher, "looked": one.looked.isoformat() if one.looked else None,
             "counts": one.counts, "failures": [{"url": url, "reason": reason} for url, reason in one.failures]}
            for one in digest.sources
        ],
        "documents": [
            {**saved.document.model_dump(mode="json", exclude={"text"}), "version": saved.version,
             "versions": saved.versions, "fetched": saved.fetched.isoformat(), "sha256": saved.sha256,
             "saved": saved_at.document(key)}
            for key, saved in digest.documents.items()
        ],
    }  # fmt: skip
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def _presenter(digest: Digest, site: str, reference: ReferenceLike | None) -> Presenter:
    addresses = Addresses(f"{site.rstrip('/')}/{digest.lang}")
    said = (one for cell in digest.cells for group in cell.said.values() for one in group)
    return Presenter(Wording(digest.lang, reference), addresses, digest.documents, said, digest.confirmed)


def _context(digest: Digest, presenter: Presenter) -> dict[str, Any]:
    return {"digest": digest, "p": presenter, "w": presenter.words, "at": presenter.addresses, "most": _MOST_ROWS,
            "most_explained": _MOST_EXPLAINED}  # fmt: skip
