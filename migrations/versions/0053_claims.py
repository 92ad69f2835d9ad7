"""Joint claims, claims that wait, members' own claims on small wishes, and entries addressed to named units."""

import sqlalchemy as sa
from alembic import op

revision = "0053_claims"
down_revision = "0056_teams"

UUID = sa.Uuid()
MOMENT = sa.DateTime(timezone=True)
STATES = "'open', 'accepted', 'declined', 'withdrawn', 'delivered', 'closed'"


def upgrade() -> None:
    """Widen claims, add who helps with them and who has the first word."""
    op.alter_column("claims", "unit_id", nullable=True)
    op.add_column("claims", sa.Column("member_id", UUID))
    op.drop_constraint("ck_claims_state", "claims")
    op.create_check_constraint("ck_claims_state", "claims", f"state IN ('waiting', {STATES}, 'lapsed')")
    op.create_check_constraint("ck_claims_one_claimant", "claims", "num_nonnulls(unit_id, member_id) = 1")
    op.drop_index("uq_claims_live", "claims")
    for name, column in (("uq_claims_live", "unit_id"), ("uq_claims_live_member", "member_id")):
        op.create_index(
            name,
            "claims",
            ["community_id", "entry_id", column],
            unique=True,
            postgresql_where=sa.text(f"{column} IS NOT NULL AND state IN ('waiting', 'open', 'accepted', 'delivered')"),
        )
    op.create_index(
        "ix_claims_waiting",
        "claims",
        ["community_id", "entry_id", "created_at", "id"],
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_claims_member",
        "claims",
        ["community_id", "member_id", "created_at", "id"],
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    _create_tables()
    op.add_column("entries", sa.Column("addressed_until", MOMENT))
    op.create_index(
        "ix_entries_addressed",
        "entries",
        ["addressed_until", "community_id"],
        postgresql_where=sa.text("addressed_until IS NOT NULL"),
    )
    for name, table, column, to in (
        ("fk_claims_member", "claims", "member_id", "members"),
        ("fk_claim_assists_claim", "claim_assists", "claim_id", "claims"),
        ("fk_claim_assists_unit", "claim_assists", "unit_id", "units"),
        ("fk_entry_addressees_entry", "entry_addressees", "entry_id", "entries"),
        ("fk_entry_addressees_unit", "entry_addressees", "unit_id", "units"),
    ):
        op.create_foreign_key(name, table, to, ["community_id", column], ["community_id", "id"])


def _create_tables() -> None:
    op.create_table(
        "claim_assists",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("claim_id", UUID, nullable=False),
        sa.Column("unit_id", UUID, nullable=False),
        sa.Column("share", sa.BigInteger, nullable=False),
        sa.Column("part", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_claim_assists"),
        sa.CheckConstraint("share >= 0", name="ck_claim_assists_share"),
        sa.CheckConstraint(
            "state IN ('invited', 'agreed', 'declined', 'left', 'taken_back')", name="ck_claim_assists_state"
        ),
    )
    op.create_index(
        "uq_claim_assists_standing",
        "claim_assists",
        ["community_id", "claim_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('invited', 'agreed')"),
    )
    op.create_index("ix_claim_assists_claim", "claim_assists", ["community_id", "claim_id", "id"])
    op.create_index("ix_claim_assists_unit", "claim_assists", ["community_id", "unit_id", "claim_id"])
    op.create_table(
        "entry_addressees",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("entry_id", UUID, nullable=False),
        sa.Column("unit_id", UUID, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "entry_id", "unit_id", name="pk_entry_addressees"),
    )
    op.create_index("ix_entry_addressees_unit", "entry_addressees", ["community_id", "unit_id", "entry_id"])


def downgrade() -> None:
    """Take it back; claims of members and those that wait are no claims then."""
    op.drop_index("ix_entries_addressed", "entries")
    op.drop_column("entries", "addressed_until")
    op.drop_table("entry_addressees")
    op.drop_table("claim_assists")
    for name in ("ix_claims_member", "ix_claims_waiting", "uq_claims_live_member", "uq_claims_live"):
        op.drop_index(name, "claims")
    op.create_index(
        "uq_claims_live",
        "claims",
        ["community_id", "entry_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('open', 'accepted', 'delivered')"),
    )
    op.drop_constraint("ck_claims_one_claimant", "claims")
    op.drop_constraint("ck_claims_state", "claims")
    op.create_check_constraint("ck_claims_state", "claims", f"state IN ({STATES})")
    op.drop_constraint("fk_claims_member", "claims")
    op.drop_column("claims", "member_id")
    op.alter_column("claims", "unit_id", nullable=False)
