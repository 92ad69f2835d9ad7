"""Shifts, sign-ups, service records with their history, the entered record, and the queue of what is to be settled."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE, ExcludeConstraint

from migrations.helpers import append_only

revision = "0006_volunteering"
down_revision = "0005_lists"


def upgrade() -> None:
    """Create the tables; history and the entered record can only be added to."""
    _create_shifts()
    _create_records()
    _create_settlement()
    append_only("volunteering_moves", "entered_records")


def _create_shifts() -> None:
    op.create_table(
        "shifts",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("entry_id", sa.Uuid, nullable=False),
        sa.Column("claim_id", sa.Uuid),
        sa.Column("unit_id", sa.Uuid),
        sa.Column("leader_id", sa.Uuid, nullable=False),
        sa.Column("beneficiary_id", sa.Uuid),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("places", sa.BigInteger, nullable=False),
        sa.Column("places_taken", sa.BigInteger, nullable=False),
        sa.Column("age_min", sa.BigInteger),
        sa.Column("risks", JSONB, nullable=False),
        sa.Column("dangerous", sa.Boolean, nullable=False),
        sa.Column("insurance_number", sa.Text),
        sa.Column("code_secret", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_by", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_shifts"),
        sa.ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_shifts_entry"
        ),
        sa.ForeignKeyConstraint(["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_shifts_unit"),
        sa.ForeignKeyConstraint(
            ["community_id", "leader_id"], ["members.community_id", "members.id"], name="fk_shifts_leader"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "beneficiary_id"], ["members.community_id", "members.id"], name="fk_shifts_beneficiary"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "created_by"], ["members.community_id", "members.id"], name="fk_shifts_created_by"
        ),
        sa.ForeignKeyConstraint(["category"], ["categories.code"], name="fk_shifts_category"),
        sa.CheckConstraint("state IN ('open', 'cancelled', 'ended')", name="ck_shifts_state"),
        sa.CheckConstraint("places > 0", name="ck_shifts_places"),
        sa.CheckConstraint("places_taken BETWEEN 0 AND places", name="ck_shifts_places_taken"),
        sa.CheckConstraint(
            "ends_at > starts_at AND ends_at <= starts_at + interval '24 hours'", name="ck_shifts_times"
        ),
        sa.CheckConstraint("NOT dangerous OR insurance_number IS NOT NULL", name="ck_shifts_insurance"),
        sa.CheckConstraint("age_min BETWEEN 0 AND 120", name="ck_shifts_age_min"),
    )
    op.create_index("ix_shifts_entry", "shifts", ["community_id", "entry_id", "starts_at"])
    op.create_index("ix_shifts_leader", "shifts", ["community_id", "leader_id", "starts_at"])
    op.create_index(
        "ix_shifts_beneficiary",
        "shifts",
        ["community_id", "beneficiary_id"],
        postgresql_where=sa.text("beneficiary_id IS NOT NULL"),
    )
    op.create_index("ix_shifts_start", "shifts", ["community_id", "starts_at", "id"])
    op.create_index(
        "ix_shifts_to_close", "shifts", ["ends_at", "community_id"], postgresql_where=sa.text("state = 'open'")
    )
    op.create_table(
        "sign_ups",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("shift_id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("busy", TSTZRANGE),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("risks_accepted_at", sa.DateTime(timezone=True)),
        sa.Column("code_tries", sa.BigInteger, nullable=False),
        sa.Column("code_tries_since", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_sign_ups"),
        sa.ForeignKeyConstraint(
            ["community_id", "shift_id"], ["shifts.community_id", "shifts.id"], name="fk_sign_ups_shift"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_sign_ups_member"
        ),
        sa.CheckConstraint(
            "state IN ('signed_up', 'waiting', 'cancelled', 'checked_in', 'checked_out', 'no_show')",
            name="ck_sign_ups_state",
        ),
        sa.CheckConstraint("(state = 'cancelled') = (busy IS NULL)", name="ck_sign_ups_busy"),
        sa.CheckConstraint("code_tries >= 0", name="ck_sign_ups_code_tries"),
        ExcludeConstraint(
            ("community_id", "="), ("member_id", "="), ("busy", "&&"), name="ex_sign_ups_busy", using="gist"
        ),
    )
    op.create_index("ix_sign_ups_member", "sign_ups", ["community_id", "member_id", "id"])
    op.create_index("ix_sign_ups_queue", "sign_ups", ["community_id", "shift_id", "state", "queued_at", "id"])


def _create_records() -> None:
    op.create_table(
        "service_records",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("shift_id", sa.Uuid, nullable=False),
        sa.Column("sign_up_id", sa.Uuid, nullable=False),
        sa.Column("performed_by", sa.Uuid, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("recorded_by", sa.Uuid),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("served_on", sa.Date, nullable=False),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_out_at", sa.DateTime(timezone=True)),
        sa.Column("minutes", sa.BigInteger),
        sa.Column("fence", sa.Text, nullable=False),
        sa.Column("flags", JSONB, nullable=False),
        sa.Column("witnessed_by", sa.Uuid),
        sa.Column("witness_kind", sa.Text),
        sa.Column("confirmed_by", sa.Uuid),
        sa.Column("disputed_by", sa.Uuid),
        sa.Column("notice_until", sa.DateTime(timezone=True)),
        sa.Column("entered_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_service_records"),
        sa.UniqueConstraint("community_id", "number", name="uq_service_records_number"),
        sa.UniqueConstraint("community_id", "sign_up_id", name="uq_service_records_sign_up"),
        sa.ForeignKeyConstraint(
            ["community_id", "shift_id"], ["shifts.community_id", "shifts.id"], name="fk_service_records_shift"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "sign_up_id"], ["sign_ups.community_id", "sign_ups.id"], name="fk_service_records_sign_up"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "performed_by"],
            ["members.community_id", "members.id"],
            name="fk_service_records_performer",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "recorded_by"], ["members.community_id", "members.id"], name="fk_service_records_recorder"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "witnessed_by"], ["members.community_id", "members.id"], name="fk_service_records_witness"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "confirmed_by"],
            ["members.community_id", "members.id"],
            name="fk_service_records_confirmer",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "disputed_by"], ["members.community_id", "members.id"], name="fk_service_records_disputer"
        ),
        sa.CheckConstraint(
            "state IN ('checked_in', 'checked_out', 'witnessed', 'confirmed', 'on_notice', 'entered', 'held',"
            " 'disputed', 'rejected')",
            name="ck_service_records_state",
        ),
        sa.CheckConstraint("source IN ('code') AND recorded_by IS NULL", name="ck_service_records_source"),
        sa.CheckConstraint("fence IN ('inside', 'outside', 'not_given')", name="ck_service_records_fence"),
        sa.CheckConstraint(
            "witness_kind IN ('beneficiary', 'peer', 'staff_call')", name="ck_service_records_witness_kind"
        ),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name="ck_service_records_minutes"),
        sa.CheckConstraint("recorded_by <> performed_by", name="ck_service_records_recorder"),
        sa.CheckConstraint("witnessed_by <> performed_by", name="ck_service_records_witness"),
        sa.CheckConstraint("confirmed_by <> performed_by", name="ck_service_records_confirmer"),
        sa.CheckConstraint("confirmed_by <> witnessed_by", name="ck_service_records_two_hands"),
        sa.CheckConstraint("confirmed_by <> recorded_by", name="ck_service_records_not_recorder"),
        sa.CheckConstraint(
            "state IN ('checked_in', 'rejected') OR (checked_out_at IS NOT NULL AND minutes IS NOT NULL)",
            name="ck_service_records_has_minutes",
        ),
        sa.CheckConstraint(
            "state IN ('checked_in', 'checked_out', 'rejected') OR witnessed_by IS NOT NULL",
            name="ck_service_records_has_witness",
        ),
        sa.CheckConstraint(
            "state IN ('checked_in', 'checked_out', 'witnessed', 'rejected')"
            " OR (confirmed_by IS NOT NULL AND minutes > 0)",
            name="ck_service_records_has_confirmer",
        ),
        sa.CheckConstraint(
            "state NOT IN ('on_notice', 'disputed', 'entered') OR notice_until IS NOT NULL",
            name="ck_service_records_has_notice",
        ),
        sa.CheckConstraint("(state = 'entered') = (entered_at IS NOT NULL)", name="ck_service_records_entered"),
    )
    op.create_index(
        "ix_service_records_due",
        "service_records",
        ["notice_until", "community_id"],
        postgresql_where=sa.text("state = 'on_notice'"),
    )
    op.create_index("ix_service_records_member", "service_records", ["community_id", "performed_by", "id"])
    op.create_index(
        "ix_service_records_notice",
        "service_records",
        ["community_id", "notice_until", "id"],
        postgresql_where=sa.text("state = 'on_notice'"),
    )
    op.create_index("ix_service_records_shift", "service_records", ["community_id", "shift_id", "state"])
    op.create_index("ix_service_records_state", "service_records", ["community_id", "state", "id"])
    op.create_table(
        "volunteering_moves",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("subject_id", sa.Uuid, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("from_state", sa.Text, nullable=False),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("by_member_id", sa.Uuid),
        sa.Column("note", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_volunteering_moves"),
        sa.ForeignKeyConstraint(
            ["community_id", "by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_volunteering_moves_member",
        ),
        sa.CheckConstraint("subject IN ('shift', 'sign_up', 'record')", name="ck_volunteering_moves_subject"),
    )
    op.create_index("ix_volunteering_moves_subject", "volunteering_moves", ["community_id", "subject_id", "id"])
    op.create_table(
        "entered_records",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("performed_by", sa.Uuid, nullable=False),
        sa.Column("shift_id", sa.Uuid, nullable=False),
        sa.Column("entry_id", sa.Uuid, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("served_on", sa.Date, nullable=False),
        sa.Column("minutes", sa.BigInteger, nullable=False),
        sa.Column("witnessed_by", sa.Uuid, nullable=False),
        sa.Column("confirmed_by", sa.Uuid, nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_entered_records"),
        sa.ForeignKeyConstraint(
            ["community_id", "id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_entered_records_record",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "performed_by"],
            ["members.community_id", "members.id"],
            name="fk_entered_records_performer",
        ),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name="ck_entered_records_minutes"),
        sa.CheckConstraint(
            "confirmed_by <> performed_by AND witnessed_by <> performed_by AND confirmed_by <> witnessed_by",
            name="ck_entered_records_hands",
        ),
    )
    op.create_index("ix_entered_records_day", "entered_records", ["community_id", "served_on", "performed_by"])
    op.create_index(
        "ix_entered_records_member", "entered_records", ["community_id", "performed_by", "entered_at", "id"]
    )


def _create_settlement() -> None:
    op.create_table(
        "settlement_tasks",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("served_on", sa.Date, nullable=False),
        sa.Column("time_credits", sa.BigInteger),
        sa.Column("points", sa.BigInteger),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_settlement_tasks"),
        sa.ForeignKeyConstraint(
            ["community_id", "id"],
            ["entered_records.community_id", "entered_records.id"],
            name="fk_settlement_tasks_record",
        ),
        sa.CheckConstraint("attempts >= 0", name="ck_settlement_tasks_attempts"),
        sa.CheckConstraint("num_nulls(time_credits, points) IN (0, 2)", name="ck_settlement_tasks_earned"),
        sa.CheckConstraint("time_credits >= 0 AND points >= 0", name="ck_settlement_tasks_amounts"),
    )
    op.create_index("ix_settlement_tasks_due", "settlement_tasks", ["due_at", "community_id"])
    op.create_index("ix_settlement_tasks_oldest", "settlement_tasks", ["community_id", "served_on", "id"])
    op.create_table(
        "settlement_turns",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", name="pk_settlement_turns"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_settlement_turns_community"),
    )


def downgrade() -> None:
    """Drop them again."""
    for table in (
        "settlement_turns",
        "settlement_tasks",
        "entered_records",
        "volunteering_moves",
        "service_records",
        "sign_ups",
        "shifts",
    ):
        op.drop_table(table)
