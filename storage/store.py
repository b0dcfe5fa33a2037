"""The store: all parts on one database."""

from __future__ import annotations

from storage.analysing import Analysing
from storage.changing import Changing
from storage.crawling import Crawling
from storage.database import Database
from storage.frontier import Frontier
from storage.health import SourceHealth
from storage.judging import Judging
from storage.migrate import prepare
from storage.reading import Reading
from storage.rereading import Rereading
from storage.reviewing import Reviewing
from storage.search import Stems, casefolded


class Store(Frontier, Crawling, Changing, Rereading, SourceHealth, Analysing, Judging, Reviewing, Reading):
    """Keeps documents, claims and contradictions. Each call is one transaction; one store may serve many threads.

    After a kill at any moment the same calls again lose nothing and double nothing.
    """

    @classmethod
    def open(cls, url: str, stems: Stems = casefolded) -> Store:
        """Open the store at a SQLAlchemy URL of SQLite (made or brought up to date by itself) or PostgreSQL.

        `stems` makes the tokens of the search index. Raises StoreError.
        """
        database = Database(url)
        try:
            prepare(database)
        except BaseException:
            database.close()
            raise
        return cls(database, stems)

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()
