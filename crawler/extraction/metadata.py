"""What a page says of itself to machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_DEEPEST = 4


def json_ld(tree: HtmlElement) -> list[dict[str, Any]]:
    """The objects of a page's JSON-LD, those that are articles first; broken scripts are passed over."""
    found: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        found.extend(_nodes(data))
    return sorted(found, key=lambda node: not _is_article(node))


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(data.get(key), depth + 1)
    elif isinstance(data, list):
        for node in data:
            yield from _nodes(node, depth + 1)


def _is_article(node: dict[str, Any]) -> bool:
    return any(word in str(node.get("@type", "")) for word in ("Article", "Posting", "Report"))
