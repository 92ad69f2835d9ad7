"""Photos, and the entries that show them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0014_attachments"
down_revision = "0016_imports"


def upgrade() -> None:
    """Create the table; entries so far show none."""
    op.create_table(
        "attachments",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("owner_member_id", sa.Uuid, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("width", sa.BigInteger, nullable=False),
        sa.Column("height", sa.BigInteger, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("storage_key", sa.Text, nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_attachments"),
        sa.ForeignKeyConstraint(
            ["community_id", "owner_member_id"], ["members.community_id", "members.id"], name="fk_attachments_owner"
        ),
        sa.CheckConstraint("media_type = 'image/jpeg'", name="ck_attachments_media_type"),
        sa.CheckConstraint("width > 0 AND height > 0", name="ck_attachments_sides"),
        sa.CheckConstraint("bytes > 0", name="ck_attachments_bytes"),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="ck_attachments_sha256"),
    )
    op.create_index(
        "ix_attachments_unused",
        "attachments",
        ["created_at", "community_id"],
        postgresql_where=sa.text("used_at IS NULL"),
    )
    op.create_index("ix_attachments_owner", "attachments", ["community_id", "owner_member_id"])
    op.add_column("entries", sa.Column("photos", JSONB, nullable=False, server_default="[]"))
    op.create_check_constraint(
        "ck_entries_photos", "entries", "jsonb_typeof(photos) = 'array' AND jsonb_array_length(photos) <= 6"
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_constraint("ck_entries_photos", "entries")
    op.drop_column("entries", "photos")
    op.drop_table("attachments")
