"""Which rule pack holds from when, and what each record was reckoned at, in order; settlement reads both."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import append_only

revision = "0030_rule_packs"
down_revision = "0029_ledger_single"

UUID, MOMENT = sa.Uuid(), sa.DateTime(timezone=True)
AMOUNTS = ("time_credits", "points", "pool_time", "pool_points")


def upgrade() -> None:
    """Create the tables; what waits for backing is reckoned anew, by the rules of its day as before."""
    op.create_table(
        "pack_adoptions",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("pack", sa.Text, nullable=False),
        sa.Column("adopted_by", UUID, nullable=False),
        sa.Column("adopted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "valid_from", name="pk_pack_adoptions"),
    )
    op.create_table(
        "reckonings",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("served_on", sa.Date, nullable=False),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in AMOUNTS),
        sa.Column("pack", sa.Text),
        sa.Column("reckoned_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_reckonings"),
        sa.CheckConstraint(" AND ".join(f"{name} >= 0" for name in AMOUNTS), name="ck_reckonings_amounts"),
    )
    op.create_foreign_key(
        "fk_reckonings_record", "reckonings", "entered_records", ["community_id", "id"], ["community_id", "id"]
    )
    op.create_index("ux_reckonings_number", "reckonings", ["community_id", "number"], unique=True)
    op.create_index("ix_reckonings_member", "reckonings", ["community_id", "member_id", "served_on"])
    append_only("pack_adoptions", "reckonings")
    op.drop_constraint("ck_settlement_tasks_earned", "settlement_tasks")
    op.drop_constraint("ck_settlement_tasks_amounts", "settlement_tasks")
    op.drop_column("settlement_tasks", "time_credits")
    op.drop_column("settlement_tasks", "points")


def downgrade() -> None:
    """Drop them again."""
    op.add_column("settlement_tasks", sa.Column("time_credits", sa.BigInteger))
    op.add_column("settlement_tasks", sa.Column("points", sa.BigInteger))
    op.create_check_constraint(
        "ck_settlement_tasks_earned", "settlement_tasks", "num_nulls(time_credits, points) IN (0, 2)"
    )
    op.create_check_constraint("ck_settlement_tasks_amounts", "settlement_tasks", "time_credits >= 0 AND points >= 0")
    op.drop_table("reckonings")
    op.drop_table("pack_adoptions")
