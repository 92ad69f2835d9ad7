"""Bookings of resources. The exclusion needs btree_gist, which 0005 made."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from migrations.helpers import append_only

revision = "0015_bookings"
down_revision = "0014_attachments"

STATES = "'booked', 'used', 'cancelled', 'late_cancelled', 'no_show'"
LIVE = "state IN ('booked', 'used', 'no_show')"


def upgrade() -> None:
    """Create the tables."""
    _create_bookings()
    op.create_table(
        "booking_moves",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("booking_id", sa.Uuid, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("from_state", sa.Text),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("by_member_id", sa.Uuid),
        sa.Column("note", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_booking_moves"),
        sa.ForeignKeyConstraint(
            ["community_id", "booking_id"], ["bookings.community_id", "bookings.id"], name="fk_booking_moves_booking"
        ),
    )
    op.create_index("ix_booking_moves_booking", "booking_moves", ["community_id", "booking_id", "id"])
    append_only("booking_moves")


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("booking_moves")
    op.drop_table("bookings")


def _create_bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("entry_id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("unit_no", sa.BigInteger, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancel_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("people", sa.BigInteger, nullable=False),
        sa.Column("fee_fen", sa.BigInteger, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("remind_at", sa.DateTime(timezone=True)),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_bookings"),
        sa.ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_bookings_entry"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_bookings_member"
        ),
        sa.CheckConstraint(f"state IN ({STATES})", name="ck_bookings_state"),
        sa.CheckConstraint("unit_no > 0 AND people > 0 AND fee_fen >= 0", name="ck_bookings_amounts"),
        sa.CheckConstraint("ends_at > starts_at AND cancel_until <= starts_at", name="ck_bookings_times"),
        ExcludeConstraint(
            ("community_id", "="),
            ("entry_id", "="),
            ("unit_no", "="),
            (sa.text("tstzrange(starts_at, ends_at)"), "&&"),
            where=sa.text(LIVE),
            name="ex_bookings_overlap",
            using="gist",
        ),
    )
    op.create_index("ix_bookings_entry", "bookings", ["community_id", "entry_id", "starts_at", "id"])
    op.create_index("ix_bookings_member", "bookings", ["community_id", "member_id", "starts_at", "id"])
    op.create_index("ix_bookings_day", "bookings", ["community_id", "starts_at", "id"])
    op.create_index(
        "ix_bookings_no_shows",
        "bookings",
        ["community_id", "member_id", "moved_at"],
        postgresql_where=sa.text("state = 'no_show'"),
    )
    op.create_index(
        "ix_bookings_remind",
        "bookings",
        ["remind_at", "community_id"],
        postgresql_where=sa.text("remind_at IS NOT NULL"),
    )
