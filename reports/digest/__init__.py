"""The day's digest: contradictions first, then figures, judgements, organizations and how the crawl went."""

from reports.digest.record import Digest, digest
from reports.digest.rendering import render_html, render_json, render_markdown

__all__ = ["Digest", "digest", "render_html", "render_json", "render_markdown"]
