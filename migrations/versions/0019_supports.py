"""Members whom an entry concerns too."""

import sqlalchemy as sa
from alembic import op

revision = "0019_supports"
down_revision = "0018_on_behalf"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "entry_supports",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("entry_id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("supported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "entry_id", "member_id", name="pk_entry_supports"),
        sa.ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_entry_supports_entry"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_entry_supports_member"
        ),
    )
    op.create_index("ix_entry_supports_member", "entry_supports", ["community_id", "member_id"])


def downgrade() -> None:
    """Drop it again."""
    op.drop_table("entry_supports")
