"""Service orders of one neighbour for another, and the private shifts on which their records arise."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.helpers import append_only

revision = "0034_exchange"
down_revision = "0037_clearing"

UUID, MOMENT = sa.Uuid(), sa.DateTime(timezone=True)
PRIVATE = (
    "purpose <> 'exchange' OR (unit_id IS NULL AND claim_id IS NULL AND beneficiary_id IS NOT NULL AND places = 1)"
)


def upgrade() -> None:
    """Say what a shift is for, let a private one stand on no entry, and create the tables."""
    op.add_column("shifts", sa.Column("purpose", sa.Text, nullable=False, server_default="activity"))
    op.alter_column("shifts", "purpose", server_default=None)
    op.alter_column("shifts", "entry_id", nullable=True)
    op.alter_column("entered_records", "entry_id", nullable=True)
    op.create_check_constraint("ck_shifts_purpose", "shifts", "purpose IN ('activity', 'exchange')")
    op.create_check_constraint("ck_shifts_entry", "shifts", "(purpose = 'exchange') = (entry_id IS NULL)")
    op.create_check_constraint("ck_shifts_private", "shifts", PRIVATE)
    op.create_table(
        "service_orders",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("asker_id", UUID, nullable=False),
        sa.Column("asked_by", UUID, nullable=False),
        sa.Column("consent", sa.Text),
        sa.Column("payer", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("door", sa.LargeBinary),
        sa.Column("share_phone", sa.Boolean, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("minutes", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("due_at", MOMENT),
        sa.Column("helper_id", UUID),
        sa.Column("helper_phone", sa.Boolean, nullable=False),
        sa.Column("accepted_at", MOMENT),
        sa.Column("entitlement_id", UUID),
        sa.Column("hold_id", UUID),
        sa.Column("hold_until", MOMENT),
        sa.Column("shift_id", UUID),
        sa.Column("said_by", sa.Text),
        sa.Column("reported_minutes", sa.BigInteger),
        sa.Column("posted_minutes", sa.BigInteger),
        sa.Column("end_id", UUID),
        sa.Column("is_silent", sa.Boolean, nullable=False),
        sa.Column("returned_minutes", sa.BigInteger, nullable=False),
        sa.Column("return_id", UUID),
        sa.Column("at_fault", sa.Text),
        sa.Column("ended_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_service_orders"),
        sa.ForeignKeyConstraint(
            ["community_id", "asked_by"], ["members.community_id", "members.id"], name="fk_service_orders_asked_by"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "asker_id"], ["members.community_id", "members.id"], name="fk_service_orders_asker"
        ),
        sa.ForeignKeyConstraint(["category"], ["categories.code"], name="fk_service_orders_category"),
        sa.ForeignKeyConstraint(
            ["community_id", "entitlement_id"],
            ["entitlements.community_id", "entitlements.id"],
            name="fk_service_orders_entitlement",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "helper_id"], ["members.community_id", "members.id"], name="fk_service_orders_helper"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "shift_id"], ["shifts.community_id", "shifts.id"], name="fk_service_orders_shift"
        ),
        sa.CheckConstraint(
            "(helper_id IS NULL) = (hold_id IS NULL) AND (helper_id IS NULL) = (shift_id IS NULL)"
            " AND (helper_id IS NULL) = (accepted_at IS NULL)",
            name="ck_service_orders_accepted",
        ),
        sa.CheckConstraint("at_fault IN ('asker', 'helper')", name="ck_service_orders_at_fault"),
        sa.CheckConstraint("consent IN ('spoken', 'written')", name="ck_service_orders_consent"),
        sa.CheckConstraint("(posted_minutes IS NULL) = (end_id IS NULL)", name="ck_service_orders_end"),
        sa.CheckConstraint(
            "(state IN ('completed', 'cancelled', 'missed', 'expired', 'ruled')) = (ended_at IS NOT NULL)",
            name="ck_service_orders_ended",
        ),
        sa.CheckConstraint(
            "helper_id IS NOT NULL OR state IN ('open', 'cancelled', 'expired')", name="ck_service_orders_has_helper"
        ),
        sa.CheckConstraint("minutes BETWEEN 15 AND 480 AND minutes % 15 = 0", name="ck_service_orders_minutes"),
        sa.CheckConstraint("(consent IS NULL) = (asked_by = asker_id)", name="ck_service_orders_on_behalf"),
        sa.CheckConstraint("state <> 'open' OR helper_id IS NULL", name="ck_service_orders_open"),
        sa.CheckConstraint("payer IN ('own', 'pool')", name="ck_service_orders_payer"),
        sa.CheckConstraint(
            "(entitlement_id IS NOT NULL) = (payer = 'pool' AND hold_id IS NOT NULL)",
            name="ck_service_orders_entitlement",
        ),
        sa.CheckConstraint(
            "CASE WHEN hold_id IS NULL THEN posted_minutes IS NULL WHEN state IN ('accepted', 'overdue',"
            " 'reported', 'absent') THEN posted_minutes IS NULL WHEN state = 'disputed' THEN true WHEN state ="
            " 'completed' THEN posted_minutes > 0 WHEN state = 'expired' THEN posted_minutes = 0 ELSE"
            " posted_minutes IS NOT NULL END",
            name="ck_service_orders_posted",
        ),
        sa.CheckConstraint("posted_minutes BETWEEN 0 AND minutes", name="ck_service_orders_posted_most"),
        sa.CheckConstraint("reported_minutes BETWEEN 1 AND minutes", name="ck_service_orders_reported"),
        sa.CheckConstraint(
            "returned_minutes BETWEEN 0 AND posted_minutes AND (returned_minutes = 0 OR state = 'ruled')",
            name="ck_service_orders_returned",
        ),
        sa.CheckConstraint("said_by IN ('asker', 'helper')", name="ck_service_orders_said_by"),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'overdue', 'reported', 'absent', 'disputed', 'completed',"
            " 'cancelled', 'missed', 'expired', 'ruled')",
            name="ck_service_orders_state",
        ),
        sa.CheckConstraint("ends_at = starts_at + minutes * interval '1 minute'", name="ck_service_orders_times"),
        sa.CheckConstraint("helper_id <> asker_id AND helper_id <> asked_by", name="ck_service_orders_two_people"),
    )
    op.create_index("ix_service_orders_asked_by", "service_orders", ["community_id", "asked_by", "id"])
    op.create_index("ix_service_orders_asker", "service_orders", ["community_id", "asker_id", "id"])
    op.create_index(
        "ix_service_orders_disputes",
        "service_orders",
        ["community_id", "id"],
        postgresql_where=sa.text("state = 'disputed'"),
    )
    op.create_index(
        "ix_service_orders_due",
        "service_orders",
        ["due_at", "community_id"],
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_service_orders_helper",
        "service_orders",
        ["community_id", "helper_id", "id"],
        postgresql_where=sa.text("helper_id IS NOT NULL"),
    )
    op.create_index(
        "ix_service_orders_open",
        "service_orders",
        ["community_id", "starts_at", "id"],
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "order_answers",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("order_id", UUID, nullable=False),
        sa.Column("helper_id", UUID, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("share_phone", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_order_answers"),
        sa.ForeignKeyConstraint(
            ["community_id", "helper_id"], ["members.community_id", "members.id"], name="fk_order_answers_helper"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "order_id"],
            ["service_orders.community_id", "service_orders.id"],
            name="fk_order_answers_order",
        ),
        sa.CheckConstraint("state IN ('offered', 'withdrawn', 'chosen', 'declined')", name="ck_order_answers_state"),
    )
    op.create_index("ix_order_answers_mine", "order_answers", ["community_id", "helper_id", "id"])
    op.create_index(
        "ux_order_answers_chosen",
        "order_answers",
        ["community_id", "order_id"],
        unique=True,
        postgresql_where=sa.text("state = 'chosen'"),
    )
    op.create_index(
        "ux_order_answers_helper",
        "order_answers",
        ["community_id", "order_id", "helper_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'withdrawn'"),
    )
    op.create_table(
        "order_lines",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("order_id", UUID, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("from_state", sa.Text, nullable=False),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("by_member_id", UUID),
        sa.Column("minutes", sa.BigInteger),
        sa.Column("note", sa.Text),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_order_lines"),
        sa.ForeignKeyConstraint(
            ["community_id", "by_member_id"], ["members.community_id", "members.id"], name="fk_order_lines_member"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "order_id"],
            ["service_orders.community_id", "service_orders.id"],
            name="fk_order_lines_order",
        ),
    )
    op.create_index("ix_order_lines_order", "order_lines", ["community_id", "order_id", "id"])
    op.create_table(
        "order_statements",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("order_id", UUID, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("photos", JSONB, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_order_statements"),
        sa.ForeignKeyConstraint(
            ["community_id", "by_member_id"], ["members.community_id", "members.id"], name="fk_order_statements_member"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "order_id"],
            ["service_orders.community_id", "service_orders.id"],
            name="fk_order_statements_order",
        ),
        sa.CheckConstraint("side IN ('asker', 'helper')", name="ck_order_statements_side"),
    )
    op.create_index("ix_order_statements_order", "order_statements", ["community_id", "order_id", "id"])
    append_only("order_lines", "order_statements")


def downgrade() -> None:
    """Drop them; it fails where a private shift exists."""
    for table in ("order_statements", "order_lines", "order_answers", "service_orders"):
        op.drop_table(table)
    for name in ("ck_shifts_private", "ck_shifts_entry", "ck_shifts_purpose"):
        op.drop_constraint(name, "shifts")
    op.drop_column("shifts", "purpose")
    op.alter_column("shifts", "entry_id", nullable=False)
    op.alter_column("entered_records", "entry_id", nullable=False)
