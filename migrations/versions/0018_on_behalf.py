"""For whom the desk wrote an entry, with their consent."""

import sqlalchemy as sa
from alembic import op

revision = "0018_on_behalf"
down_revision = "0017_merges"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "entry_beneficiaries",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("entry_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("consent", sa.Text, nullable=False),
        sa.Column("noted_by_member_id", sa.Uuid, nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "entry_id", name="pk_entry_beneficiaries"),
        sa.ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_entry_beneficiaries_entry"
        ),
        sa.CheckConstraint("consent IN ('spoken', 'written')", name="ck_entry_beneficiaries_consent"),
    )


def downgrade() -> None:
    """Drop it again."""
    op.drop_table("entry_beneficiaries")
