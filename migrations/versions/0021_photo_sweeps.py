"""When the files of photos are looked at for those that no row names."""

import sqlalchemy as sa
from alembic import op

revision = "0021_photo_sweeps"
down_revision = "0020_imports_expire"


def upgrade() -> None:
    """Create the table; communities that have photos are looked at first."""
    op.create_table(
        "photo_sweeps",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="pk_photo_sweeps"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_photo_sweeps_community"),
    )
    op.create_index("ix_photo_sweeps_due", "photo_sweeps", ["due_at"])
    op.execute(
        "INSERT INTO photo_sweeps (community_id, due_at)"
        " SELECT community_id, max(created_at) FROM attachments GROUP BY community_id"
    )


def downgrade() -> None:
    """Drop it again."""
    op.drop_table("photo_sweeps")
