"""What extraction gives."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """The readable part of a page: `text` one paragraph, list item or table row a line; `lang` ISO 639-1.

    `pages` are those of a paged file that gave text, each as (offset of its first character in `text`, its number from
    1), for citation. `unread` says of what is in the file and not in `text`, and why ("page 3: needs OCR"). `parts` are
    the addresses of the further pages that an article is split over.
    """

    text: str
    title: str | None
    published: dt.date | None
    lang: str | None
    pages: tuple[tuple[int, int], ...] = ()
    unread: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


class NotExtracted(Exception):  # noqa: N818 - an outcome of its own, not an error of the program
    """A page or file that gives no text; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
