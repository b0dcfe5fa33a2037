"""Jinja environments that escape by default: crawled text is hostile wherever it is shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.links import safe_href

_HERE = Path(__file__).parent
_MARKDOWN = re.compile(r"([\\`*_\[\]#|~!])")
_BREAKS = re.compile(r"[ \t\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def html_environment() -> Environment:
    """Templates of pages and mail. Everything is escaped; `href` lets only web addresses through."""
    environment = Environment(
        loader=FileSystemLoader([_HERE / "web" / "templates", _HERE / "digest"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["href"] = safe_href
    return environment


def markdown_environment() -> Environment:
    """Templates of Markdown: every value printed is escaped unless it is a `Link`."""
    return Environment(
        loader=FileSystemLoader([_HERE / "digest"]),
        autoescape=False,  # noqa: S701 - finalize escapes every value, for Markdown
        finalize=_finalized,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Link(str):
    """A finished Markdown link."""

    __slots__ = ()


def markdown_link(text: str, address: str | None) -> str:
    """A link, or the text alone where the address may not be followed."""
    if safe_href(address) is None:
        return text
    target = quote(str(address), safe=":/?#@!$&'*+,;=%~-._")  # leaves no bracket, angle or space to close the link with
    return Link(f"[{markdown_text(text)}]({target})")


def markdown_text(text: str) -> str:
    """Text that Markdown shows as it stands, in one line: no markup, no table bars, no links of its own."""
    line = _BREAKS.sub(" ", text).strip()
    line = re.sub(r"[&<>]", lambda found: _ENTITIES[found[0]], line)
    line = _MARKDOWN.sub(r"\\\1", line)
    return re.sub(r"(?i)(://|www\.)", lambda found: found[0][:-1] + "\\" + found[0][-1], line)


def _finalized(value: Any) -> Any:
    return value if isinstance(value, Link) else markdown_text(str(value))
