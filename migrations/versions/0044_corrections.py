"""Corrections of entered records, what members ask for, and what is still to be taken back of what was earned."""

from importlib import import_module

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from migrations.helpers import APPLICATION_ROLE, append_only

revision = "0044_corrections"
down_revision = "0048_dossiers"

ARCHIVES = import_module("migrations.versions.0032_archives")
UUID, MOMENT = sa.Uuid(), sa.DateTime(timezone=True)
RECORDS = "service_records"
STATES = (
    "'checked_in', 'checked_out', 'witnessed', 'confirmed', 'on_notice', 'entered', 'held', 'disputed', 'rejected',"
    " 'corrected'"
)
CONFIRMED = "(confirmed_by IS NOT NULL AND (minutes > 0 OR source = 'correction'))"
# name -> (as it was, as it is); None where there was none.
CHECKS: dict[str, tuple[str | None, str]] = {
    "ck_service_records_state": (f"state IN ({STATES})", f"state IN ({STATES}, 'filed')"),
    "ck_service_records_has_confirmer": (
        f"state IN ('checked_in', 'checked_out', 'witnessed', 'rejected') OR {CONFIRMED}",
        f"state IN ('checked_in', 'checked_out', 'witnessed', 'filed', 'rejected') OR {CONFIRMED}",
    ),
    "ck_service_records_filed": (None, "state <> 'filed' OR source = 'correction'"),
    "ck_service_records_earlier_hands": (
        None,
        ("(source = 'correction') = (earlier_hands IS NOT NULL) AND (confirmed_by = ANY (earlier_hands)) IS NOT TRUE"),
    ),
}


def upgrade() -> None:
    """Create the tables, widen what a record may be, teach the ledger one mode."""
    op.add_column(RECORDS, sa.Column("earlier_hands", ARRAY(UUID)))
    _replace_checks(now=True)
    _create_requests()
    _create_corrections()
    _create_receivables()
    op.execute(_ledger_post([WITH]))


def downgrade() -> None:
    """Take it all back; fails where a correction was filed."""
    op.execute(_ledger_post([]))
    for table in ("receivables", "corrections", "correction_requests"):
        op.drop_table(table)
    _replace_checks(now=False)
    op.drop_column(RECORDS, "earlier_hands")


def _replace_checks(*, now: bool) -> None:
    for name, (before, after) in CHECKS.items():
        there, wanted = (before, after) if now else (after, before)
        if there is not None:
            op.drop_constraint(name, RECORDS)
        if wanted is not None:
            op.create_check_constraint(name, RECORDS, wanted)


def _of(table: str, name: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column], [f"{to}.community_id", f"{to}.id"], name=f"fk_{table}_{name}"
    )


def _create_requests() -> None:
    op.create_table(
        "correction_requests",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("record_id", UUID, nullable=False),
        sa.Column("asked_by", UUID, nullable=False),
        sa.Column("minutes", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("photos", JSONB, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("answered_by", UUID),
        sa.Column("answered_at", MOMENT),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_correction_requests"),
        _of("correction_requests", "record", "record_id", RECORDS),
        _of("correction_requests", "asker", "asked_by", "members"),
        _of("correction_requests", "answerer", "answered_by", "members"),
        sa.CheckConstraint("state IN ('waiting', 'taken_up', 'declined')", name="ck_correction_requests_state"),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name="ck_correction_requests_minutes"),
        sa.CheckConstraint(
            "(state = 'waiting') = (answered_by IS NULL) AND (answered_by IS NULL) = (answered_at IS NULL)"
            " AND (state = 'declined') = (answer IS NOT NULL)",
            name="ck_correction_requests_answer",
        ),
        # Nobody answers what they asked for themselves.
        sa.CheckConstraint("answered_by <> asked_by", name="ck_correction_requests_two"),
    )
    op.create_index(
        "ux_correction_requests_waiting",
        "correction_requests",
        ["community_id", "record_id"],
        unique=True,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_correction_requests_state", "correction_requests", ["community_id", "state", "id"])
    op.create_index("ix_correction_requests_record", "correction_requests", ["community_id", "record_id", "id"])


def _create_corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("photos", JSONB, nullable=False),
        sa.Column("finding_id", UUID),
        sa.Column("request_id", UUID),
        sa.Column("filed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_corrections"),
        _of("corrections", "record", "id", RECORDS),
        _of("corrections", "request", "request_id", "correction_requests"),
    )
    append_only("corrections")


def _create_receivables() -> None:
    op.create_table(
        "receivables",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("book", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("owner_id", UUID, nullable=False),
        sa.Column("transfer_id", UUID, nullable=False),
        sa.Column("record_id", UUID, nullable=False),
        sa.Column("correction_id", UUID, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("taken", sa.BigInteger, nullable=False),
        sa.Column("occurred_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_receivables"),
        sa.UniqueConstraint("community_id", "transfer_id", "correction_id", name="uq_receivables_transfer"),
        sa.CheckConstraint("book IN ('TIME', 'POINT')", name="ck_receivables_book"),
        sa.CheckConstraint("kind IN ('member', 'pool')", name="ck_receivables_kind"),
        sa.CheckConstraint("amount > 0 AND taken BETWEEN 0 AND amount", name="ck_receivables_taken"),
    )
    op.create_index(
        "ix_receivables_open",
        "receivables",
        ["community_id", "owner_id", "id"],
        postgresql_where=sa.text("taken < amount"),
    )
    op.create_index("ix_receivables_correction", "receivables", ["community_id", "correction_id"])
    # What is owed stays as it was written; only how much of it was taken so far grows.
    append_only("receivables")
    op.execute(f"GRANT UPDATE (taken) ON receivables TO {APPLICATION_ROLE}")


# Frozen: a later change is a later migration with CREATE OR REPLACE.
#
# A mode more: 'with' moves where the transfer just before it in the call moved now, else it is left. So what an
# earning repays goes with the earning, and does not go where that waits for backing or was booked before.
WANTED = "        wanted := t_amounts[i];\n"
WITH = (
    WANTED,
    """        IF t_modes[i] = 'with' AND outcomes[i - 1] IS DISTINCT FROM 'posted' THEN
            ids[i] := NULL;
            outcomes[i] := 'left';
            CONTINUE;
        END IF;
"""
    + WANTED,
)


def _ledger_post(more: list[tuple[str, str]]) -> str:
    """Return the function as archives made it, with more changes."""
    before, changes = ARCHIVES.CHANGES[0]
    changed: str = ARCHIVES._changed(before, [*changes, *more])
    return changed
