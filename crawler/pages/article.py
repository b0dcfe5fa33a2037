"""What page objects of articles have in common."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
from web_poet import WebPage, field

from crawler.extraction.dates import is_credible, read_stamp
from crawler.extraction.html import extract_fragment
from crawler.extraction.records import Extracted, NotExtracted
from crawler.extraction.text import clean
from crawler.sources import Source


@attrs.define
class ArticlePage(WebPage[Extracted]):
    """An article out of JSON: a page object says where its title, date and pieces of HTML are.

    `fetched` is timezone-aware. Each field is a method and can be tested by itself.
    """

    fetched: dt.datetime
    source: Source

    def article(self) -> dict[str, Any]:
        """The object that holds the article; NotExtracted where the answer is none."""
        raise NotImplementedError

    def markup(self) -> str:
        """The body as HTML, its pieces in their order."""
        raise NotImplementedError

    def stamp(self) -> Any:
        """The publication date as the answer gives it: ISO, words, or seconds or milliseconds since 1970."""
        raise NotImplementedError

    @field
    def title(self) -> str | None:
        """The headline."""
        return clean(str(self.article().get("title") or "")) or None

    @field
    def published(self) -> dt.date | None:
        """The day of publication, unless it lies after the fetch."""
        day = read_stamp(self.stamp(), self.fetched)
        return day if day and is_credible(day, self.fetched) else None

    @field
    def text(self) -> str:
        """The body as lines of text."""
        return extract_fragment(self.markup(), None, None, self.source).text

    @field
    def lang(self) -> str | None:
        """The language of the body."""
        return extract_fragment(self.markup(), None, None, self.source).lang

    def json_object(self) -> dict[str, Any]:
        """The answer as an object; NotExtracted where it is not one."""
        try:
            answer = self.response.json()
        except ValueError as error:
            raise NotExtracted(f"not JSON: {error}") from None
        if not isinstance(answer, dict):
            raise NotExtracted("not a JSON object")
        return answer
