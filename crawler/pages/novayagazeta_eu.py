"""novayagazeta.eu: a record is JSON whose body is a list of typed blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.pages.article import ArticlePage


class Page(ArticlePage):
    """`{"title", "lead", "date" (milliseconds), "body": [{"type": "text/…", "data"}]}`; only text blocks are read."""

    def article(self) -> dict[str, Any]:
        """The record itself."""
        return self.json_object()

    def markup(self) -> str:
        """The lead, then the blocks of text."""
        body = self.article().get("body")
        blocks = body if isinstance(body, list) else []
        pieces = [str(self.article().get("lead") or "")]
        pieces += [piece for block in blocks if isinstance(block, dict) for piece in _pieces(block)]
        return "".join(f"<div>{piece}</div>" for piece in pieces if piece)

    def stamp(self) -> Any:
        """Milliseconds."""
        return self.article().get("date")


def _pieces(block: dict[str, Any]) -> Iterator[str]:
    """The words of a block: its data, or the texts and items in it."""
    if not str(block.get("type", "")).startswith("text"):
        return
    data = block.get("data")
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield str(data.get("text") or "")
        items = data.get("items")
        yield from (str(item) for item in items) if isinstance(items, list) else ()
