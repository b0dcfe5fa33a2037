"""What a crawl needs of a store: a queue of addresses that several crawlers may share, and a place for what they find.

Every call is one transaction. Times are those of the store's clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from crawler.documents import Due, Lease, Origin, Outcome, Record, Visit
from crawler.schedule import DUE, Revisit


class CrawlStore(Protocol):
    """Keeps pages as versions of documents, and what is still to be fetched."""

    def begin(self, origins: Sequence[Origin], crawler: str, revisit: Revisit = DUE) -> int:
        """Open a run over the sources, or join the one that a kill or another crawler left open; gives its number.

        The entry points are queued unless the run has seen them, and so are the known pages that are
        due or forced. Leases of dead processes of this machine end.
        """

    def waiting_articles(self, run: int) -> int:
        """How many articles of the run's sources wait in the queue."""

    def lease(self, run: int, crawler: str, most: int) -> list[Lease]:
        """Take at most so many sites that have addresses due and that nobody holds."""

    def due(self, run: int, crawler: str, site: str) -> tuple[Due, ...]:
        """The next addresses of a site this crawler holds; none when it has lost the site."""

    def renew(self, crawler: str) -> None:
        """Hold on to all leased sites."""

    def release(self, crawler: str, site: str) -> None:
        """Give a site back."""

    def next_due(self, run: int) -> float | None:
        """Seconds until a site that no crawler holds may be asked for what waits; None where nothing waits."""

    def close_run(self, run: int) -> None:
        """Close the run, unless another crawler is still at it."""

    def archived(self, digests: Iterable[str]) -> Mapping[str, Record]:
        """The records that hold the payloads with these SHA-256, by SHA-256."""

    def archived_until(self, file: str) -> int:
        """Where the last record that the store knows of an archive file ends."""

    def finish(
        self, run: int, done: Sequence[tuple[Visit, Record | None]], parts: Sequence[Record] = ()
    ) -> list[Outcome]:
        """Keep what visits brought and mark their addresses done, all in one transaction.

        `parts` are the records of the further pages of split articles.
        An address that is no longer waiting (another crawler has done it) changes nothing.
        """
