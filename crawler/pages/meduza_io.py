"""meduza.io: the page is JavaScript; the JSON below /api/v3/ holds the article."""

from __future__ import annotations

from typing import Any

import jmespath

from crawler.extraction.records import NotExtracted
from crawler.pages.article import ArticlePage


class Page(ArticlePage):
    """`{"root": {"title", "published_at" (seconds), "content": {"body": HTML}}}`; short pieces come as blocks."""

    def article(self) -> dict[str, Any]:
        """The root object."""
        root = self.json_object().get("root")
        if not isinstance(root, dict):
            raise NotExtracted("no article in the JSON")
        return root

    def markup(self) -> str:
        """The body, or the texts of its blocks."""
        body = jmespath.search("content.body", self.article())
        if isinstance(body, str):
            return body
        blocks = jmespath.search("content.blocks[].data", self.article()) or []
        return "".join(f"<p>{block}</p>" for block in blocks if isinstance(block, str))

    def stamp(self) -> Any:
        """Seconds, else a date."""
        return self.article().get("published_at") or self.article().get("pub_date")
