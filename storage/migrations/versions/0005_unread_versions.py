"""An index of what read each version: finding the unread ones must not look at all.

Revision ID: 0005
Revises: 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_version_extractor", "version", ["extractor"])
