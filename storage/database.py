"""The connection: what SQLite and PostgreSQL need so that the rest of the store need not tell them apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, ProgrammingError
from sqlalchemy.orm import Session

from storage.errors import StoreError

T = TypeVar("T")
_AT_ONCE = 500  # values in one query: the engines bound the number of parameters
_BUSY_SECONDS = 30
_LOCK = select(func.pg_advisory_xact_lock(0x434F554E))  # any number that all writers agree on


class Database:
    """An open database. Writes stand in one queue on both engines: whoever writes sees all that was written."""

    def __init__(self, url: str) -> None:
        self.url = _parsed(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self._engine = _sqlite_engine(self.url) if self.sqlite else _postgresql_engine(self.url)
        self._writing = self._engine.execution_options(writes=True)
        # PostgreSQL lets each statement see what was last written, in a transaction or not: two round trips less.
        self._reading = self._engine if self.sqlite else self._engine.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def connect_to_write(self) -> Iterator[Connection]:
        """A transaction that holds the writer's lock; all or nothing of it is kept."""
        with self._explained(), self._writing.begin() as connection:
            if not self.sqlite:
                connection.execute(_LOCK)
            yield connection

    @contextmanager
    def connect_to_read(self) -> Iterator[Connection]:
        """A connection that takes no lock."""
        with self._explained(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session within `connect_to_write`."""
        with self.connect_to_write() as connection, Session(connection) as session:
            yield session
            session.flush()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session within `connect_to_read`."""
        with self.connect_to_read() as connection, Session(connection) as session:
            yield session

    def clock(self, session: Session) -> dt.datetime:
        """The time by the database's clock, which all crawlers share; SQLite's is that of its machine."""
        if self.sqlite:
            return dt.datetime.now(dt.UTC)
        now: dt.datetime = session.execute(select(func.clock_timestamp())).scalar_one()
        return now.astimezone(dt.UTC)

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (IntegrityError, ProgrammingError):
            raise  # faults of this package, not of the database
        except DBAPIError as error:
            shown = self.url.render_as_string(hide_password=True)
            raise StoreError(f"the database {shown} cannot be used: {str(error.orig).strip()}") from error


def portions(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Parts of a list that are small enough for one query each."""
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except ArgumentError as error:
        raise StoreError("this is no database URL; write sqlite:///FILE or postgresql://USER@HOST/NAME") from error
    if backend in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StoreError(f"{backend} is not supported; use sqlite:///FILE or postgresql://USER@HOST/NAME")
    return parsed


def _postgresql_engine(url: URL) -> Engine:
    try:
        engine = create_engine(url)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError('PostgreSQL needs its driver; run: pip install "countercount[postgres]"') from error

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        # As on SQLite, a power failure may take the last moment's transactions, and never a half of one.
        connection.execute("SET synchronous_commit = off")
        # Else the server takes reading a whole table for cheaper than looking up what it is asked for in an index.
        connection.execute("SET random_page_cost = 1.1")
        connection.commit()

    return engine


def _sqlite_engine(url: URL) -> Engine:
    if url.database and url.database != ":memory:" and not url.database.startswith("file:"):
        folder = Path(url.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"the folder {folder} of the database cannot be made: {error.strerror}") from error
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        # The driver would begin late and behind our back; `begin` below does it instead.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        # Of a large store the driver's 2 MiB hold too few inner pages of the indexes: each look-up would fetch them.
        connection.execute("PRAGMA cache_size = -16384")  # KiB, by its sign

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A reader that turned writer could not wait for another writer: it would fail at once.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
