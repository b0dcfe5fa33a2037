"""What extraction gives."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """The readable part of a page: `text` one paragraph, list item or table row a line; `lang` ISO 639-1."""

    text: str
    title: str | None
    published: dt.date | None
    lang: str | None


class NotExtracted(Exception):  # noqa: N818 - an outcome of its own, not an error of the program
    """A page or file that gives no text; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
