"""One store on SQLite and one on a real PostgreSQL: each test that takes `store` runs on both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.storage.example import toy_stems


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite'}"
    return str(request.getfixturevalue("new_postgresql"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url, toy_stems)
    yield opened
    opened.close()
