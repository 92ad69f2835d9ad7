"""Claims and their history."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import append_only

revision = "0007_agreements"
down_revision = "0006_volunteering"


def upgrade() -> None:
    """Create the tables; later features point at claims."""
    op.create_table(
        "claims",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("entry_id", sa.Uuid, nullable=False),
        sa.Column("unit_id", sa.Uuid, nullable=False),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("created_by_member_id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_claims"),
        sa.ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_claims_entry"
        ),
        sa.ForeignKeyConstraint(["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_claims_unit"),
        sa.ForeignKeyConstraint(
            ["community_id", "created_by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_claims_created_by",
        ),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'declined', 'withdrawn', 'delivered', 'closed')", name="ck_claims_state"
        ),
        sa.CheckConstraint("quantity > 0", name="ck_claims_quantity"),
    )
    op.create_index(
        "uq_claims_live",
        "claims",
        ["community_id", "entry_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('open', 'accepted', 'delivered')"),
    )
    op.create_index("ix_claims_all", "claims", ["community_id", "created_at", "id"])
    op.create_index("ix_claims_entry", "claims", ["community_id", "entry_id", "created_at", "id"])
    op.create_index("ix_claims_unit", "claims", ["community_id", "unit_id", "created_at", "id"])
    op.create_index("ix_claims_state", "claims", ["community_id", "state", "created_at", "id"])
    op.create_table(
        "claim_moves",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("claim_id", sa.Uuid, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("from_state", sa.Text),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("by_member_id", sa.Uuid, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_claim_moves"),
        sa.ForeignKeyConstraint(
            ["community_id", "claim_id"], ["claims.community_id", "claims.id"], name="fk_claim_moves_claim"
        ),
    )
    op.create_index("ix_claim_moves_claim", "claim_moves", ["community_id", "claim_id", "id"])
    append_only("claim_moves")


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("claim_moves")
    op.drop_table("claims")
