"""A queue for the extractor in the place of an index over all versions, and whose work the store holds.

Nothing is said of the versions of extractor and engine: the next analysis fills both queues.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_version_extractor", "version")
    op.create_table(
        "unread",
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("document_key"),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"]),
    )
    op.create_table(
        "tool",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
