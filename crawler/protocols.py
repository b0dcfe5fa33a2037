"""What a crawl needs of a store."""

from __future__ import annotations

from typing import Protocol

from crawler.documents import Look, Page, State, Validators


class CrawlStore(Protocol):
    """Keeps pages as versions of documents. Every call is one transaction."""

    def validators(self, url: str) -> Validators | None:
        """What to send with a conditional request; None for an address without a saved version."""

    def save_page(self, page: Page) -> State:
        """Save a page: NEW, CHANGED (another text or title than the last version) or UNCHANGED (nothing is added)."""

    def save_look(self, look: Look) -> None:
        """Note a look that brought no text."""
