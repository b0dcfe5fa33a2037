"""The first tables.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _documents()
    _claims()
    _organizations()
    _contradictions()
    _search()


def _text(name: str, null: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=null)


def _documents() -> None:
    op.create_table("source", _text("name"), _text("publisher"), sa.PrimaryKeyConstraint("name"))
    op.create_table(
        "document",
        sa.Column("key", sa.Integer(), nullable=False),
        _text("id"),
        _text("source", null=True),
        _text("url", null=True),
        _text("publisher", null=True),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("id"),
        sa.ForeignKeyConstraint(["source"], ["source.name"]),
    )
    op.create_table(
        "version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("sha256"),
        sa.Column("fetched", sa.DateTime(timezone=True), nullable=False),
        _text("title", null=True),
        sa.Column("published", sa.Date(), nullable=True),
        _text("lang", null=True),
        _text("text"),
        _text("media_type"),
        _text("etag", null=True),
        _text("last_modified", null=True),
        _text("extractor", null=True),
        _text("election", null=True),
        _text("detected_lang", null=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("document_key", "number"),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"]),
    )
    op.create_table(
        "look",
        _text("source"),
        _text("url"),
        _text("state"),
        _text("reason", null=True),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", "url"),
        sa.ForeignKeyConstraint(["source"], ["source.name"]),
    )


def _claims() -> None:
    op.create_table("election", _text("id"), sa.PrimaryKeyConstraint("id"))
    op.create_table(
        "contest",
        _text("election"),
        _text("name"),
        sa.PrimaryKeyConstraint("election", "name"),
        sa.ForeignKeyConstraint(["election"], ["election.id"]),
    )
    op.create_table(
        "claim",
        _text("id"),
        _text("kind"),
        _text("metric"),
        _text("election", null=True),
        _text("place", null=True),
        _text("contest", null=True),
        _text("source_type"),
        _text("source_id", null=True),
        _text("subject_id", null=True),
        _text("value", null=True),
        _text("low", null=True),
        _text("high", null=True),
        sa.Column("first_analysed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["election"], ["election.id"]),
        sa.ForeignKeyConstraint(["election", "contest"], ["contest.election", "contest.name"]),
    )
    op.create_index("ix_claim_election_metric", "claim", ["election", "metric"])
    op.create_index("ix_claim_first_analysed", "claim", ["first_analysed"])
    op.create_table(
        "mention",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("claim_id"),
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        _text("quote"),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        _text("said"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("claim_id", "document_key", "start", "end"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"]),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"]),
    )
    op.create_index("ix_mention_document_key", "mention", ["document_key"])


def _organizations() -> None:
    op.create_table(
        "organization", _text("key"), _text("actor_id", null=True), _text("type"), sa.PrimaryKeyConstraint("key")
    )
    op.create_table(
        "organization_name",
        sa.Column("document_key", sa.Integer(), nullable=False),
        _text("organization"),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("name"),
        sa.PrimaryKeyConstraint("document_key", "organization", "position"),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"]),
        sa.ForeignKeyConstraint(["organization"], ["organization.key"]),
    )


def _contradictions() -> None:
    op.create_table(
        "contradiction",
        _text("id"),
        _text("election", null=True),
        _text("kind"),
        sa.Column("severity", sa.Double(), nullable=False),
        _text("body"),
        sa.Column("first_found", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_contradiction_election", "contradiction", ["election"])
    op.create_table(
        "contradiction_member",
        _text("contradiction_id"),
        _text("side"),
        _text("statement_id"),
        sa.PrimaryKeyConstraint("contradiction_id", "side", "statement_id"),
        sa.ForeignKeyConstraint(["contradiction_id"], ["contradiction.id"]),
    )
    op.create_index("ix_contradiction_member_statement_id", "contradiction_member", ["statement_id"])
    op.create_table("unjudged", _text("election"), _text("mark"), sa.PrimaryKeyConstraint("election"))


def _search() -> None:
    # The words are stemmed before they come here: the engines only fold case and split at spaces.
    for name in ("document_words", "mention_words"):
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(words, tokenize='unicode61 remove_diacritics 0')")
        else:
            op.create_table(name, sa.Column("rowid", sa.Integer(), primary_key=True), sa.Column("words", TSVECTOR()))
            op.create_index(f"ix_{name}_words", name, ["words"], postgresql_using="gin")
