"""Ballots: motions, marks and secret ballots, what people read of papers, proxies."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.helpers import append_only

revision = "0069_ballots"
down_revision = "0068_meetings"

UUID = sa.Uuid()
MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "meeting_motions",
    "meeting_motion_moves",
    "meeting_marks",
    "meeting_ballots",
    "meeting_paper_readings",
    "meeting_proxies",
)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "meeting_motions",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("meeting_id", UUID, nullable=False),
        sa.Column("item_id", UUID, nullable=False),
        sa.Column("no", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("secrecy", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("opened_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("outcome", sa.Text),
        sa.Column("seats", sa.BigInteger),
        sa.Column("in_person", sa.BigInteger),
        sa.Column("represented", sa.BigInteger),
        sa.Column("yes", sa.BigInteger),
        sa.Column("no_votes", sa.BigInteger),
        sa.Column("abstain", sa.BigInteger),
        sa.Column("invalid", sa.BigInteger),
        sa.Column("first_reader_id", UUID),
        sa.Column("second_reader_id", UUID),
        sa.Column("content", sa.LargeBinary),
        sa.Column("seal", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_meeting_motions"),
        sa.UniqueConstraint("community_id", "meeting_id", "no", name="uq_meeting_motions_no"),
        sa.UniqueConstraint("community_id", "meeting_id", "id", "secrecy", name="uq_meeting_motions_secrecy"),
        sa.CheckConstraint(
            "yes >= 0 AND no_votes >= 0 AND abstain >= 0 AND invalid >= 0 AND in_person >= 0 AND represented >= 0"
            " AND yes + no_votes + abstain + invalid <= in_person + represented AND in_person + represented <= seats",
            name="ck_meeting_motions_counts",
        ),
        sa.CheckConstraint("no > 0", name="ck_meeting_motions_no"),
        sa.CheckConstraint(
            "(opened_at IS NOT NULL) = (state IN ('open', 'closed')) OR state = 'withdrawn'",
            name="ck_meeting_motions_opened",
        ),
        sa.CheckConstraint(
            "(outcome = 'passed') = (2 * yes > in_person + represented) AND outcome IN ('passed', 'rejected')",
            name="ck_meeting_motions_outcome",
        ),
        sa.CheckConstraint("2 * (in_person + represented) > seats", name="ck_meeting_motions_quorum"),
        sa.CheckConstraint(
            "num_nonnulls(closed_at, outcome, seats, in_person, represented, yes, no_votes, abstain, invalid, content,"
            " seal) = CASE WHEN state = 'closed' THEN 11 ELSE 0 END",
            name="ck_meeting_motions_result",
        ),
        sa.CheckConstraint("seal ~ '^[0-9a-f]{64}$'", name="ck_meeting_motions_seal"),
        sa.CheckConstraint("secrecy IN ('open', 'secret')", name="ck_meeting_motions_secrecy"),
        sa.CheckConstraint("state IN ('draft', 'open', 'closed', 'withdrawn')", name="ck_meeting_motions_state"),
        sa.CheckConstraint(
            "(first_reader_id IS NULL) = (second_reader_id IS NULL) AND first_reader_id <> second_reader_id",
            name="ck_meeting_motions_two_hands",
        ),
    )
    op.create_table(
        "meeting_motion_moves",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("motion_id", UUID, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("from_state", sa.Text),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_meeting_motion_moves"),
        sa.CheckConstraint(
            "to_state IN ('draft', 'open', 'closed', 'withdrawn')", name="ck_meeting_motion_moves_state"
        ),
    )
    op.create_table(
        "meeting_marks",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("motion_id", UUID, nullable=False),
        sa.Column("seat_id", UUID, nullable=False),
        sa.Column("meeting_id", UUID, nullable=False),
        sa.Column("secrecy", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("by_member_id", UUID, nullable=False),
        sa.Column("choice", sa.Text),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "seat_id", name="pk_meeting_marks"),
        sa.CheckConstraint("channel IN ('phone', 'paper', 'proxy')", name="ck_meeting_marks_channel"),
        sa.CheckConstraint(
            "choice IN ('yes', 'no', 'abstain', 'invalid') AND (choice <> 'invalid' OR channel = 'paper')",
            name="ck_meeting_marks_choice",
        ),
        sa.CheckConstraint(
            "CASE WHEN secrecy = 'secret' THEN choice IS NULL ELSE channel = 'paper' OR choice IS NOT NULL END",
            name="ck_meeting_marks_secret",
        ),
    )
    op.create_table(
        "meeting_ballots",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("motion_id", UUID, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("meeting_id", UUID, nullable=False),
        sa.Column("secrecy", sa.Text, nullable=False),
        sa.Column("choice", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "motion_id", "id", name="pk_meeting_ballots"),
        sa.CheckConstraint("choice IN ('yes', 'no', 'abstain', 'invalid')", name="ck_meeting_ballots_choice"),
        sa.CheckConstraint("substr(id::text, 15, 1) = '4'", name="ck_meeting_ballots_random"),
        sa.CheckConstraint("secrecy = 'secret'", name="ck_meeting_ballots_secret"),
    )
    op.create_table(
        "meeting_paper_readings",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("motion_id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("round", sa.BigInteger, nullable=False),
        sa.Column("content", JSONB),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_meeting_paper_readings"),
        sa.UniqueConstraint("community_id", "motion_id", "round", "member_id", name="uq_meeting_paper_readings_once"),
        sa.CheckConstraint("round > 0", name="ck_meeting_paper_readings_round"),
    )
    op.create_table(
        "meeting_proxies",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("meeting_id", UUID, nullable=False),
        sa.Column("seat_id", UUID, nullable=False),
        sa.Column("holder_seat_id", UUID, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("photo_id", UUID),
        sa.Column("given_by", UUID, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_meeting_proxies"),
        sa.CheckConstraint("(state = 'given') = (ended_at IS NULL)", name="ck_meeting_proxies_ended"),
        sa.CheckConstraint("(way = 'paper') = (photo_id IS NOT NULL)", name="ck_meeting_proxies_paper"),
        sa.CheckConstraint("state IN ('given', 'taken_back', 'came')", name="ck_meeting_proxies_state"),
        sa.CheckConstraint("seat_id <> holder_seat_id", name="ck_meeting_proxies_two"),
        sa.CheckConstraint("way IN ('phone', 'paper')", name="ck_meeting_proxies_way"),
    )
    op.create_index("ix_meeting_motions_item", "meeting_motions", ["community_id", "item_id", "no"])
    op.create_index(
        "ux_meeting_motions_open",
        "meeting_motions",
        ["community_id", "meeting_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_meeting_motion_moves_motion", "meeting_motion_moves", ["community_id", "motion_id", "at", "id"])
    op.create_index(
        "ix_meeting_proxies_holder", "meeting_proxies", ["community_id", "meeting_id", "holder_seat_id", "state"]
    )
    op.create_index(
        "ux_meeting_proxies_live",
        "meeting_proxies",
        ["community_id", "meeting_id", "seat_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'taken_back'"),
    )
    op.create_foreign_key(
        "fk_meeting_motions_first_reader",
        "meeting_motions",
        "members",
        ["community_id", "first_reader_id"],
        ["community_id", "id"],
    )
    op.create_foreign_key(
        "fk_meeting_motions_item",
        "meeting_motions",
        "meeting_agenda",
        ["community_id", "item_id"],
        ["community_id", "id"],
    )
    op.create_foreign_key(
        "fk_meeting_motions_meeting",
        "meeting_motions",
        "meetings",
        ["community_id", "meeting_id"],
        ["community_id", "id"],
    )
    op.create_foreign_key(
        "fk_meeting_motions_second_reader",
        "meeting_motions",
        "members",
        ["community_id", "second_reader_id"],
        ["community_id", "id"],
    )
    op.create_foreign_key(
        "fk_meeting_motion_moves_motion",
        "meeting_motion_moves",
        "meeting_motions",
        ["community_id", "motion_id"],
        ["community_id", "id"],
    )
    op.create_foreign_key(
        "fk_meeting_marks_attendance",
        "meeting_marks",
        "meeting_attendances",
        ["community_id", "meeting_id", "seat_id"],
        ["community_id", "meeting_id", "seat_id"],
    )
    op.create_foreign_key(
        "fk_meeting_marks_by", "meeting_marks", "members", ["community_id", "by_member_id"], ["community_id", "id"]
    )
    op.create_foreign_key(
        "fk_meeting_marks_motion",
        "meeting_marks",
        "meeting_motions",
        ["community_id", "meeting_id", "motion_id", "secrecy"],
        ["community_id", "meeting_id", "id", "secrecy"],
    )
    op.create_foreign_key(
        "fk_meeting_ballots_motion",
        "meeting_ballots",
        "meeting_motions",
        ["community_id", "meeting_id", "motion_id", "secrecy"],
        ["community_id", "meeting_id", "id", "secrecy"],
    )
    op.create_foreign_key(
        "fk_meeting_paper_readings_member",
        "meeting_paper_readings",
        "members",
        ["community_id", "member_id"],
        ["community_id", "id"],
    )
    op.create_foreign_key(
        "fk_meeting_paper_readings_motion",
        "meeting_paper_readings",
        "meeting_motions",
        ["community_id", "motion_id"],
        ["community_id", "id"],
    )
    op.create_foreign_key(
        "fk_meeting_proxies_given_by",
        "meeting_proxies",
        "members",
        ["community_id", "given_by"],
        ["community_id", "id"],
    )
    op.create_foreign_key(
        "fk_meeting_proxies_holder",
        "meeting_proxies",
        "meeting_seats",
        ["community_id", "meeting_id", "holder_seat_id"],
        ["community_id", "meeting_id", "id"],
    )
    op.create_foreign_key(
        "fk_meeting_proxies_seat",
        "meeting_proxies",
        "meeting_seats",
        ["community_id", "meeting_id", "seat_id"],
        ["community_id", "meeting_id", "id"],
    )
    append_only("meeting_motion_moves")


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(TABLES):
        op.drop_table(table)
