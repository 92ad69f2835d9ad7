"""Entries merged into others."""

import sqlalchemy as sa
from alembic import op

revision = "0017_merges"
down_revision = "0015_bookings"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "entry_merges",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("entry_id", sa.Uuid, nullable=False),
        sa.Column("into_entry_id", sa.Uuid, nullable=False),
        sa.Column("from_state", sa.Text, nullable=False),
        sa.Column("merged_by_member_id", sa.Uuid, nullable=False),
        sa.Column("merged_at", MOMENT, nullable=False),
        sa.Column("undone_by_member_id", sa.Uuid),
        sa.Column("undone_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_entry_merges"),
        sa.ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_entry_merges_entry"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "into_entry_id"], ["entries.community_id", "entries.id"], name="fk_entry_merges_into"
        ),
        sa.CheckConstraint("entry_id <> into_entry_id", name="ck_entry_merges_two"),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by_member_id IS NULL)", name="ck_entry_merges_undone"),
    )
    op.create_index(
        "uq_entry_merges_live",
        "entry_merges",
        ["community_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_index("ix_entry_merges_into", "entry_merges", ["community_id", "into_entry_id", "id"])


def downgrade() -> None:
    """Drop it again."""
    op.drop_table("entry_merges")
