"""What the parts of the store share."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, and_

from storage.database import Database
from storage.search import Stems
from storage.tables import Document, Version


class Part:
    """A group of the store's methods: an open database and the stemmer of its index."""

    def __init__(self, database: Database, stems: Stems) -> None:
        self._database = database
        self._stems = stems


def now() -> dt.datetime:
    """This moment, aware."""
    return dt.datetime.now(dt.UTC)


def midnight(day: dt.date) -> dt.datetime:
    """When a day begins, in UTC."""
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def newest() -> ColumnElement[bool]:
    """Joins a document with its newest version."""
    return and_(Version.document_key == Document.key, Version.number == Document.versions)
