"""Circles of claims, history of contradictions, reviews, reprints.

What the extractor read before lacks its circles: all documents are read anew at the next analysis. Contradictions are
closed until they are found again.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _claims()
    _contradictions()
    _reviews()
    _reprints()
    op.execute("UPDATE version SET extractor = NULL")


def _text(name: str, null: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=null)


def _claims() -> None:
    op.add_column("claim", _text("speaker", null=True))
    op.add_column("claim", _text("subject", null=True))
    op.drop_column("claim", "source_id")
    op.drop_column("claim", "subject_id")
    with op.batch_alter_table("mention") as mention:
        mention.alter_column("claim_id", existing_type=sa.Text(), nullable=True)
        mention.add_column(_text("as_read", null=True))
    op.create_table(
        "circle",
        _text("name"),
        _text("claim_id"),
        sa.PrimaryKeyConstraint("name", "claim_id"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
    )
    op.create_index("ix_circle_claim_id", "circle", ["claim_id"])
    op.drop_table("unjudged")
    op.create_table("unjudged", _text("circle"), _text("mark"), sa.PrimaryKeyConstraint("circle"))


def _contradictions() -> None:
    op.add_column("contradiction", _text("circle", null=True))
    op.add_column("contradiction", _text("closed_because", null=True))
    op.create_index("ix_contradiction_circle", "contradiction", ["circle"])
    op.execute("UPDATE contradiction SET closed = first_found, closed_because = 'reconciled' WHERE closed IS NULL")


def _reviews() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("about"),
        _text("target"),
        _text("verdict"),
        _text("slot", null=True),
        _text("right", null=True),
        _text("said", null=True),
        _text("quotes", null=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("document_key", sa.Integer(), nullable=True),
        _text("reason"),
        _text("by"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"]),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"]),
    )
    op.create_index("ix_review_target", "review", ["target"])
    op.create_table(
        "merger",
        _text("kind"),
        _text("old"),
        _text("new"),
        _text("reason"),
        _text("by"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "old"),
    )


def _reprints() -> None:
    op.create_table(
        "fingerprint",
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("document_key"),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"]),
        sa.ForeignKeyConstraint(["first"], ["document.key"]),
    )
    op.create_index("ix_fingerprint_first", "fingerprint", ["first"])
    op.create_table(
        "band",
        _text("hash"),
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "document_key"),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"]),
    )
    op.create_index("ix_band_document_key", "band", ["document_key"])
