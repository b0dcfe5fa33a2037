"""Brings a database to the tables of this version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.database import Database
from storage.errors import StoreError


def upgrade(url: str) -> None:
    """Create the tables at `url`, or bring older ones up to date. Raises StoreError for those of a newer version."""
    database = Database(url)
    try:
        bring_up_to_date(database)
    finally:
        database.close()


def prepare(database: Database) -> None:
    """Let only up-to-date tables pass. A SQLite file is brought up to date here; a server's tables are not touched."""
    with database.connect_to_read() as connection:
        if _is_current(connection):
            return
    if not database.sqlite:
        raise StoreError("the database has no tables of this version yet; run: countercount --db URL db upgrade")
    bring_up_to_date(database)


def bring_up_to_date(database: Database) -> None:
    """Run what migrations are missing, in one transaction: a kill leaves the old tables whole."""
    with database.connect_to_write() as connection:
        if not _is_current(connection):
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _is_current(connection: Connection) -> bool:
    scripts = ScriptDirectory.from_config(_config())
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreError(
            f"the store was made by a newer version of countercount (schema {found}); upgrade countercount"
        )
    return found == scripts.get_current_head()


def _config() -> Config:
    config = Config()
    # Alembic reads % as its own sign.
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
