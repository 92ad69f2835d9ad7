"""Shifts in series with roles; a place may wait for somebody's word, be given up late, be missed with a reason."""

import sqlalchemy as sa
from alembic import op

revision = "0041_activities"
down_revision = "0044_corrections"

UUID, MOMENT, SECRET = sa.Uuid(), sa.DateTime(timezone=True), sa.LargeBinary()
COLUMNS: dict[str, dict[str, sa.types.TypeEngine[object]]] = {
    "shifts": {"series_id": UUID},
    "sign_ups": {
        "role_id": UUID,
        "for_unit_id": UUID,
        "invited_by": UUID,
        "asked_id": UUID,
        "asked_as": sa.Text(),
        "answer_by": MOMENT,
        "answered_at": MOMENT,
        "placed_at": MOMENT,
        "qualification_number": SECRET,
        "qualification_confirmed_by": UUID,
        "qualification_confirmed_at": MOMENT,
        "cancelled_late_at": MOMENT,
        "cancel_reason": SECRET,
        "excused_by": UUID,
        "excused_at": MOMENT,
        "excuse_reason": SECRET,
    },
}
STATES = "'signed_up', 'waiting', 'cancelled', 'checked_in', 'checked_out', 'no_show'"
CHECKS = {
    "ck_sign_ups_asked": "(asked_id IS NULL) = (asked_as IS NULL) AND asked_as IN ('self', 'guardian', 'leader')",
    "ck_sign_ups_asked_other": "(asked_as = 'self') = (asked_id = member_id)",
    # A held place has an end; nobody is committed without the word that is asked for (志愿服务条例 Art. 25).
    "ck_sign_ups_answer_by": (
        "(state = 'invited') = (answer_by IS NOT NULL) AND (answer_by IS NULL OR asked_id IS NOT NULL)"
    ),
    "ck_sign_ups_word": ("asked_id IS NULL OR answered_at IS NOT NULL OR state IN ('invited', 'waiting', 'cancelled')"),
    # 志愿服务条例 Art. 16: whoever needs a qualification has one that somebody else has looked at.
    "ck_sign_ups_qualified": (
        "qualification_number IS NULL OR qualification_confirmed_at IS NOT NULL"
        " OR state NOT IN ('checked_in', 'checked_out')"
    ),
    "ck_sign_ups_qualified_by": (
        "(qualification_confirmed_by IS NULL) = (qualification_confirmed_at IS NULL)"
        " AND (qualification_confirmed_by <> member_id) IS NOT FALSE"
    ),
    "ck_sign_ups_late": ("cancelled_late_at IS NULL OR (state = 'cancelled' AND cancel_reason IS NOT NULL)"),
    "ck_sign_ups_excused": (
        "num_nulls(excused_by, excused_at, excuse_reason) IN (0, 3) AND (excused_by <> member_id) IS NOT FALSE"
    ),
}
KEYS = {
    "fk_sign_ups_role": ("shift_roles", ["shift_id", "role_id"], ["shift_id", "id"]),
    "fk_sign_ups_for_unit": ("units", ["for_unit_id"], ["id"]),
    "fk_sign_ups_inviter": ("members", ["invited_by"], ["id"]),
    "fk_sign_ups_asked": ("members", ["asked_id"], ["id"]),
    "fk_sign_ups_qualified_by": ("members", ["qualification_confirmed_by"], ["id"]),
    "fk_sign_ups_excused_by": ("members", ["excused_by"], ["id"]),
}
INDEXES = (
    ("ix_shifts_series", "shifts", ["community_id", "series_id", "starts_at"], "series_id IS NOT NULL"),
    ("ix_sign_ups_answer", "sign_ups", ["answer_by", "community_id"], "state = 'invited'"),
    ("ix_sign_ups_inviter", "sign_ups", ["community_id", "invited_by", "id"], "invited_by IS NOT NULL"),
    ("ix_members_guardian", "members", ["community_id", "guardian_member_id"], "guardian_member_id IS NOT NULL"),
    ("ix_sign_ups_asked", "sign_ups", ["community_id", "asked_id", "shift_id"], "asked_id IS NOT NULL"),
)


def upgrade() -> None:
    """Create the roles, then what a sign-up may say beside who and where."""
    op.create_table(
        "shift_roles",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("shift_id", UUID, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("places", sa.BigInteger, nullable=False),
        sa.Column("places_taken", sa.BigInteger, nullable=False),
        sa.Column("skill", sa.Text),
        sa.Column("age_min", sa.BigInteger),
        sa.Column("qualification", sa.Text),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_shift_roles"),
        sa.UniqueConstraint("community_id", "shift_id", "id", name="uq_shift_roles_shift"),
        sa.ForeignKeyConstraint(
            ["community_id", "shift_id"], ["shifts.community_id", "shifts.id"], name="fk_shift_roles_shift"
        ),
        sa.CheckConstraint("places > 0", name="ck_shift_roles_places"),
        sa.CheckConstraint("places_taken BETWEEN 0 AND places", name="ck_shift_roles_places_taken"),
        sa.CheckConstraint("age_min BETWEEN 0 AND 120", name="ck_shift_roles_age_min"),
    )
    for table, columns in COLUMNS.items():
        for name, kind in columns.items():
            op.add_column(table, sa.Column(name, kind))
    op.add_column("shifts", sa.Column("cancel_hours", sa.BigInteger, nullable=False, server_default="24"))
    op.alter_column("shifts", "cancel_hours", server_default=None)
    op.create_check_constraint("ck_shifts_cancel_hours", "shifts", "cancel_hours BETWEEN 0 AND 168")
    op.drop_constraint("ck_sign_ups_state", "sign_ups")
    op.create_check_constraint("ck_sign_ups_state", "sign_ups", f"state IN ({STATES}, 'invited')")
    for name, says in CHECKS.items():
        op.create_check_constraint(name, "sign_ups", says)
    for name, (to, here, there) in KEYS.items():
        op.create_foreign_key(name, "sign_ups", to, ["community_id", *here], ["community_id", *there])
    for name, table, index, where in INDEXES:
        op.create_index(name, table, index, postgresql_where=sa.text(where))


def downgrade() -> None:
    """Take it all back; fails where somebody is invited."""
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table)
    for name in KEYS:
        op.drop_constraint(name, "sign_ups")
    for name in (*CHECKS, "ck_sign_ups_state"):
        op.drop_constraint(name, "sign_ups")
    op.create_check_constraint("ck_sign_ups_state", "sign_ups", f"state IN ({STATES})")
    op.drop_constraint("ck_shifts_cancel_hours", "shifts")
    op.drop_column("shifts", "cancel_hours")
    for table, columns in COLUMNS.items():
        for name in columns:
            op.drop_column(table, name)
    op.drop_table("shift_roles")
