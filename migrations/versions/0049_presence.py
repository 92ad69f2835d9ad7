"""A guardian's phone for a ward, and codes that a leader's phone takes along to show without a network."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import append_only

revision = "0049_presence"
down_revision = "0051_asked_for"

MOMENT = sa.DateTime(timezone=True)
CODES = (
    "'missing_check_out', 'fence_outside', 'leader_own_code', 'witnessed_by_call', 'arrived_late', 'code_shared',"
    " 'overlapping', 'travel', 'daily_cap', 'after_the_fact', 'quick_confirmations'"
)
HELD = ("code_sightings", "phone_marks", "service_records")
APART = "held_by <> performed_by AND held_by <> witnessed_by AND held_by <> confirmed_by AND held_by <> approved_by"


def upgrade() -> None:
    """Say who held the phone, and keep what a leader's phone fetched."""
    for table in HELD:
        op.add_column(table, sa.Column("held_by", sa.Uuid))
    op.create_check_constraint("ck_code_sightings_holder", "code_sightings", "held_by <> member_id")
    op.create_check_constraint("ck_service_records_holder", "service_records", APART)
    _set_codes(f"{CODES}, 'by_guardian'")
    op.create_table(
        "code_fetches",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("shift_id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("first_step", sa.BigInteger, nullable=False),
        sa.Column("last_step", sa.BigInteger, nullable=False),
        sa.Column("fetched_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_code_fetches"),
        sa.CheckConstraint("last_step >= first_step AND last_step < first_step + 480", name="ck_code_fetches_steps"),
    )
    op.create_index("ix_code_fetches_shift", "code_fetches", ["community_id", "shift_id", "id"])
    append_only("code_fetches")
    for name, table, target, column in (
        ("fk_code_sightings_holder", "code_sightings", "members", "held_by"),
        ("fk_service_records_holder", "service_records", "members", "held_by"),
        ("fk_code_fetches_shift", "code_fetches", "shifts", "shift_id"),
        ("fk_code_fetches_member", "code_fetches", "members", "member_id"),
    ):
        op.create_foreign_key(name, table, target, ["community_id", column], ["community_id", "id"])


def downgrade() -> None:
    """Forget who held the phone; what was checked in with a guardian's stays."""
    op.drop_table("code_fetches")
    op.execute("DELETE FROM record_flags WHERE code = 'by_guardian'")
    _set_codes(CODES)
    for table in HELD:
        op.drop_column(table, "held_by")


def _set_codes(codes: str) -> None:
    op.drop_constraint("ck_record_flags_code", "record_flags")
    op.create_check_constraint("ck_record_flags_code", "record_flags", f"code IN ({codes})")
