"""Page objects (web-poet) for the few sites whose articles need code; all others are described by their source alone.

A source with `page = "name"` has its articles read by the class `Page` of the module `crawler.pages.name`, an
`ArticlePage`. The registry of web-poet is not used: it would ask the network for a list of public domain suffixes.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from importlib import import_module

from web_poet import HttpResponse

from crawler.extraction.records import Extracted
from crawler.sources import Source

__all__ = ["extract_with_page_object"]


def extract_with_page_object(payload: bytes, url: str, source: Source, fetched: dt.datetime) -> Extracted:
    """What the source's page object reads from an answer. Raises NotExtracted as `extract` does."""
    page_class = import_module(f"{__name__}.{source.page}").Page
    page = page_class(response=HttpResponse(url, body=payload), fetched=fetched, source=source)
    # Page objects are asynchronous by their protocol; none of ours waits for anything.
    item: Extracted = asyncio.run(page.to_item())
    return item
