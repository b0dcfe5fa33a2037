"""A queue of addresses, records of the archive, runs.

Revision ID: 0003
Revises: 0002
"""

from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _records()
    _runs()
    _queue()
    _take_over_looks()
    op.execute("ALTER TABLE version ADD COLUMN record INTEGER CONSTRAINT fk_version_record REFERENCES record (id)")
    op.execute("ALTER TABLE version DROP COLUMN etag")
    op.execute("ALTER TABLE version DROP COLUMN last_modified")
    op.drop_table("look")


def _text(name: str, null: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=null)


def _number(name: str, null: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=null)


def _records() -> None:
    op.create_table(
        "record",
        _number("id"),
        _text("file"),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        _number("length"),
        _text("sha256"),
        _text("url"),
        sa.Column("fetched", _TIME, nullable=False),
        _number("status"),
        _text("media_type"),
        sa.Column("revisit", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("file", "offset"),
    )
    op.create_index(None, "record", ["sha256"])


def _runs() -> None:
    op.create_table(
        "run",
        _number("id"),
        _text("sources"),
        sa.Column("started", _TIME, nullable=False),
        sa.Column("finished", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "run_count",
        _number("run"),
        _text("source"),
        _text("state"),
        _number("count"),
        sa.PrimaryKeyConstraint("run", "source", "state"),
        sa.ForeignKeyConstraint(["run"], ["run.id"]),
        sa.ForeignKeyConstraint(["source"], ["source.name"]),
    )


def _queue() -> None:
    op.create_table(
        "site",
        _text("host"),
        sa.Column("next_allowed", _TIME, nullable=False),
        _text("lease", null=True),
        sa.Column("leased_until", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("host"),
    )
    op.create_table(
        "address",
        _number("id"),
        _text("url"),
        _text("site"),
        _text("source"),
        _text("kind"),
        _number("rank"),
        _text("entry"),
        _number("page"),
        sa.Column("queued", sa.Boolean(), nullable=False),
        _number("run", null=True),
        _number("tries"),
        _text("state", null=True),
        _text("reason", null=True),
        sa.Column("seen", _TIME, nullable=True),
        _number("gone"),
        _text("answered", null=True),
        _text("etag", null=True),
        _text("last_modified", null=True),
        _number("record", null=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("url"),
        sa.ForeignKeyConstraint(["site"], ["site.host"]),
        sa.ForeignKeyConstraint(["source"], ["source.name"]),
        sa.ForeignKeyConstraint(["run"], ["run.id"]),
        sa.ForeignKeyConstraint(["record"], ["record.id"]),
    )
    op.create_index(
        "ix_address_queued",
        "address",
        ["site", "rank", "id"],
        sqlite_where=sa.text("queued IS 1"),  # SQLite uses the index where a query says it in these words
        postgresql_where=sa.text("queued IS true"),
    )
    op.create_index(None, "address", ["entry", "run"])


def _take_over_looks() -> None:
    """A look becomes an address with its last state, and what the newest version's server said of it."""
    connection = op.get_bind()
    looks = connection.execute(
        sa.text(
            "SELECT look.url, look.source, look.state, look.reason, look.seen, version.etag, version.last_modified "
            "FROM look LEFT JOIN document ON document.id = look.url LEFT JOIN version "
            "ON version.document_key = document.key AND version.number = document.versions ORDER BY look.seen"
        )
    ).mappings()
    latest = {look["url"]: dict(look) for look in looks}
    hosts = {url: urlsplit(url).hostname or "" for url in latest}
    site, address = (
        sa.table(name, *map(sa.column, columns))
        for name, columns in (
            ("site", ("host", "next_allowed")),
            ("address", ("url", "site", "source", "kind", "rank", "entry", "page", "queued", "tries", "state", "reason",
                         "seen", "gone", "answered", "etag", "last_modified")),
        )
    )  # fmt: skip
    for host in sorted(set(hosts.values())):
        connection.execute(site.insert().values(host=host, next_allowed=sa.func.current_timestamp()))
    fixed = {"kind": "article", "rank": 1, "entry": "", "page": 0, "queued": sa.false(), "tries": 0}
    for url, look in latest.items():
        gone = int(look["state"] == "gone")
        connection.execute(address.insert().values(**look, **fixed, site=hosts[url], gone=gone, answered=url))
