"""Stores are made, brought up to date or refused, each with its own message."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from storage.database import Database
from storage.errors import StoreError
from storage.migrate import upgrade
from storage.store import Store
from storage.tables import Base
from tests.storage.example import document


def test_an_empty_sqlite_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite").touch()
    store = Store.open(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    assert store.elections() == []
    store.close()


def test_missing_folders_of_a_sqlite_file_are_made(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path / 'a' / 'b' / 'store.sqlite'}").close()


def test_a_postgresql_without_tables_names_the_command_that_makes_them(empty_postgresql: str) -> None:
    with pytest.raises(StoreError, match="countercount --db URL db upgrade"):
        Store.open(empty_postgresql)
    upgrade(empty_postgresql)
    Store.open(empty_postgresql).close()


def test_upgrading_twice_loses_nothing(store: Store, url: str) -> None:
    store.import_document(document("Явка"))
    upgrade(url)
    assert list(store.documents(["d1"])) == ["d1"]


def test_a_store_of_a_newer_version_is_refused(store: Store, url: str) -> None:
    database = Database(url)
    with database.connect_to_write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    for use in (Store.open, upgrade):
        with pytest.raises(StoreError, match="newer version of countercount"):
            use(url)


def test_the_migrations_make_the_tables_of_the_code(store: Store, url: str) -> None:
    def ours(_: Any, name: str | None, kind: str, *__: Any) -> bool:
        return not (kind == "table" and name is not None and "_words" in name)

    database = Database(url)
    with database.connect_to_read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def _open(url: str) -> None:
    Store.open(url).close()


def test_several_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        pool.map(_open, [url] * 6)
    Store.open(url).close()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "no database URL"),
        ("mysql://localhost/x", "mysql is not supported"),
        ("postgresql://nobody:secret@127.0.0.1:1/x", "cannot be used"),
    ],
)
def test_a_url_that_leads_nowhere_says_so(url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message) as caught:
        Store.open(url)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_text("Явка составила 63%. " * 100)
    with pytest.raises(StoreError, match="not a database"):
        Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}")
