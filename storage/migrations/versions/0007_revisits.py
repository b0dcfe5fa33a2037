"""When pages are due again, which are removed, why looks failed, and what changed between versions.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _time(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def upgrade() -> None:
    for name in ("gone_since", "removed", "due", "due_dense"):
        op.add_column("address", _time(name))
    op.create_index("ix_address_source_due", "address", ["source", "due"])
    op.create_index("ix_document_url", "document", ["url"])
    op.add_column("run", _time("again_before"))
    op.add_column("run", sa.Column("is_only", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("run", sa.Column("dense", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "run_failure",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("run", "url", name="pk_run_failure"),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name="fk_run_failure_run"),
    )
    op.create_table(
        "change",
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_key", "number", name="pk_change"),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"], name="fk_change_document_key"),
    )
