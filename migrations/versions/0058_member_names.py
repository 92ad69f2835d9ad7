"""A member is found by their whole name: a keyed hash stands beside the encrypted name."""

import sqlalchemy as sa
from alembic import op

revision = "0058_member_names"
down_revision = "0049_presence"


def upgrade() -> None:
    """Add the column; a job hashes the names that are there."""
    op.add_column("members", sa.Column("name_hash", sa.LargeBinary))
    op.create_index("ix_members_name", "members", ["community_id", "name_hash", "id"])
    op.create_index("ix_members_household", "members", ["community_id", "household_id", "id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_members_household", "members")
    op.drop_index("ix_members_name", "members")
    op.drop_column("members", "name_hash")
