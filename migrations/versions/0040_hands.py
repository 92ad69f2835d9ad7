"""A record may also come from paper or correct another; who approved it and for which unit it counts."""

import sqlalchemy as sa
from alembic import op

revision = "0040_hands"
down_revision = "0039_order_transfers"

UUID = sa.Uuid()
RECORDS, ENTERED = "service_records", "entered_records"
STATES = "'checked_in', 'checked_out', 'witnessed', 'confirmed', 'on_notice', 'entered', 'held', 'disputed', 'rejected'"
# name -> (table, as it was, as it is); None where there was none.
CHECKS: dict[str, tuple[str, str | None, str]] = {
    "ck_service_records_state": (RECORDS, f"state IN ({STATES})", f"state IN ({STATES}, 'corrected')"),
    "ck_service_records_source": (
        RECORDS,
        "source IN ('code') AND recorded_by IS NULL",
        "(source = 'code' AND recorded_by IS NULL) OR (source IN ('paper', 'correction') AND recorded_by IS NOT NULL)",
    ),
    "ck_service_records_corrects": (RECORDS, None, "(source = 'correction') = (corrects_id IS NOT NULL)"),
    "ck_service_records_paper_approved": (
        RECORDS,
        None,
        (
            "source <> 'paper' OR approved_by IS NOT NULL"
            " OR state NOT IN ('on_notice', 'disputed', 'entered', 'corrected')"
        ),
    ),
    "ck_service_records_witness_kind": (
        RECORDS,
        "witness_kind IN ('beneficiary', 'peer', 'staff_call')",
        "witness_kind IN ('beneficiary', 'peer', 'staff_call', 'slip')",
    ),
    "ck_service_records_witness_recorder": (RECORDS, None, "witnessed_by <> recorded_by"),
    "ck_service_records_approver": (
        RECORDS,
        None,
        (
            "approved_by <> performed_by AND (approved_by <> recorded_by) IS NOT FALSE"
            " AND (approved_by <> witnessed_by) IS NOT FALSE AND (approved_by <> confirmed_by) IS NOT FALSE"
        ),
    ),
    "ck_service_records_has_witness": (
        RECORDS,
        "state IN ('checked_in', 'checked_out', 'rejected') OR witnessed_by IS NOT NULL",
        "state IN ('checked_in', 'checked_out', 'rejected') OR witnessed_by IS NOT NULL OR source = 'correction'",
    ),
    "ck_service_records_has_confirmer": (
        RECORDS,
        "state IN ('checked_in', 'checked_out', 'witnessed', 'rejected') OR (confirmed_by IS NOT NULL AND minutes > 0)",
        (
            "state IN ('checked_in', 'checked_out', 'witnessed', 'rejected')"
            " OR (confirmed_by IS NOT NULL AND (minutes > 0 OR source = 'correction'))"
        ),
    ),
    "ck_service_records_has_notice": (
        RECORDS,
        "state NOT IN ('on_notice', 'disputed', 'entered') OR notice_until IS NOT NULL",
        "state NOT IN ('on_notice', 'disputed', 'entered', 'corrected') OR notice_until IS NOT NULL",
    ),
    "ck_service_records_entered": (
        RECORDS,
        "(state = 'entered') = (entered_at IS NOT NULL)",
        "(state IN ('entered', 'corrected')) = (entered_at IS NOT NULL)",
    ),
    "ck_entered_records_minutes": (
        ENTERED,
        "minutes BETWEEN 1 AND 1440",
        "minutes BETWEEN 0 AND 1440 AND (minutes > 0 OR corrects_id IS NOT NULL)",
    ),
    "ck_entered_records_source": (
        ENTERED,
        None,
        (
            "(source = 'correction') = (corrects_id IS NOT NULL) AND (source = 'code') = (recorded_by IS NULL)"
            " AND (source = 'correction' OR witnessed_by IS NOT NULL)"
            " AND (source <> 'paper' OR approved_by IS NOT NULL)"
        ),
    ),
    "ck_entered_records_hands": (
        ENTERED,
        "confirmed_by <> performed_by AND witnessed_by <> performed_by AND confirmed_by <> witnessed_by",
        (
            "confirmed_by <> performed_by AND (witnessed_by <> performed_by) IS NOT FALSE"
            " AND (recorded_by <> performed_by) IS NOT FALSE AND (approved_by <> performed_by) IS NOT FALSE"
            " AND (confirmed_by <> witnessed_by) IS NOT FALSE AND (confirmed_by <> recorded_by) IS NOT FALSE"
            " AND (confirmed_by <> approved_by) IS NOT FALSE AND (witnessed_by <> recorded_by) IS NOT FALSE"
            " AND (approved_by <> recorded_by) IS NOT FALSE AND (approved_by <> witnessed_by) IS NOT FALSE"
        ),
    ),
}
COLUMNS = {
    RECORDS: ("approved_by", "corrects_id", "for_unit_id"),
    ENTERED: ("recorded_by", "approved_by", "corrects_id", "for_unit_id"),
}
KEYS = {
    "fk_service_records_approver": (RECORDS, "approved_by", "members"),
    "fk_service_records_for_unit": (RECORDS, "for_unit_id", "units"),
    "fk_service_records_corrects": (RECORDS, "corrects_id", RECORDS),
    "fk_entered_records_corrects": (ENTERED, "corrects_id", ENTERED),
}


def upgrade() -> None:
    """Add the columns, then say anew what a record may be."""
    for table, names in COLUMNS.items():
        for name in names:
            op.add_column(table, sa.Column(name, UUID))
    op.add_column(ENTERED, sa.Column("source", sa.Text, nullable=False, server_default="code"))
    op.alter_column(ENTERED, "source", server_default=None)
    op.alter_column(ENTERED, "witnessed_by", nullable=True)
    op.drop_constraint("uq_service_records_sign_up", RECORDS)
    for name, (table, before, after) in CHECKS.items():
        if before is not None:
            op.drop_constraint(name, table)
        op.create_check_constraint(name, table, after)
    for name, (table, column, to) in KEYS.items():
        op.create_foreign_key(name, table, to, ["community_id", column], ["community_id", "id"])
    for name, table, columns, where in (
        ("ux_service_records_sign_up", RECORDS, ["community_id", "sign_up_id"], "source <> 'correction'"),
        (
            "ux_service_records_corrects",
            RECORDS,
            ["community_id", "corrects_id"],
            "corrects_id IS NOT NULL AND state <> 'rejected'",
        ),
        ("ux_entered_records_corrects", ENTERED, ["community_id", "corrects_id"], "corrects_id IS NOT NULL"),
    ):
        op.create_index(name, table, columns, unique=True, postgresql_where=sa.text(where))
    op.create_index(
        "ix_entered_records_for_unit",
        ENTERED,
        ["community_id", "for_unit_id", "served_on"],
        postgresql_where=sa.text("for_unit_id IS NOT NULL"),
    )


def downgrade() -> None:
    """Say it as it was; fails where a record is of another kind than by code."""
    op.drop_index("ix_entered_records_for_unit", ENTERED)
    op.drop_index("ux_entered_records_corrects", ENTERED)
    op.drop_index("ux_service_records_corrects", RECORDS)
    op.drop_index("ux_service_records_sign_up", RECORDS)
    for name, (table, _, _) in KEYS.items():
        op.drop_constraint(name, table)
    for name, (table, before, _) in CHECKS.items():
        op.drop_constraint(name, table)
        if before is not None:
            op.create_check_constraint(name, table, before)
    op.create_unique_constraint("uq_service_records_sign_up", RECORDS, ["community_id", "sign_up_id"])
    op.alter_column(ENTERED, "witnessed_by", nullable=False)
    op.drop_column(ENTERED, "source")
    for table, names in COLUMNS.items():
        for name in names:
            op.drop_column(table, name)
