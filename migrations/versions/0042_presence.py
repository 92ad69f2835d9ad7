"""What was seen of a shift's codes, and what tells phones and networks apart for as long as an audit may ask."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import append_only

revision = "0042_presence"
down_revision = "0043_flags_and_paper"

UUID, TIME = sa.Uuid(), sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables; a sighting stays, the marks beside it are deleted in time."""
    op.create_table(
        "code_sightings",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("shift_id", UUID, nullable=False),
        sa.Column("sign_up_id", UUID, nullable=False),
        sa.Column("record_id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("step", sa.BigInteger, nullable=False),
        sa.Column("arrival", sa.Text, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("arrived_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_code_sightings"),
        sa.UniqueConstraint("community_id", "sign_up_id", "way", name="uq_code_sightings_way"),
        sa.CheckConstraint("way IN ('in', 'out')", name="ck_code_sightings_way"),
        sa.CheckConstraint("arrival IN ('live', 'late')", name="ck_code_sightings_arrival"),
        sa.CheckConstraint(
            "seen_at <= arrived_at AND arrived_at <= seen_at + interval '24 hours'"
            " AND (arrival = 'late' OR seen_at = arrived_at)",
            name="ck_code_sightings_times",
        ),
    )
    op.create_table(
        "phone_marks",
        sa.Column("community_id", sa.BigInteger, nullable=False),
        sa.Column("id", UUID, nullable=False),
        sa.Column("shift_id", UUID, nullable=False),
        sa.Column("member_id", UUID, nullable=False),
        sa.Column("record_id", UUID),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("step", sa.BigInteger, nullable=False),
        sa.Column("fence", sa.Text, nullable=False),
        sa.Column("device_key", sa.LargeBinary, nullable=False),
        sa.Column("network_key", sa.LargeBinary, nullable=False),
        sa.Column("served_on", sa.Date, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("judged_at", TIME),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_phone_marks"),
        sa.CheckConstraint("way IN ('in', 'out', 'shown')", name="ck_phone_marks_way"),
        sa.CheckConstraint("(way = 'shown') = (record_id IS NULL)", name="ck_phone_marks_record"),
        sa.CheckConstraint("fence IN ('inside', 'outside', 'not_given')", name="ck_phone_marks_fence"),
        sa.CheckConstraint(
            "octet_length(device_key) IN (0, 32) AND octet_length(network_key) IN (0, 32)", name="ck_phone_marks_keys"
        ),
    )
    for table, column, to in (
        ("code_sightings", "sign_up_id", "sign_ups"),
        ("code_sightings", "record_id", "service_records"),
    ):
        name = f"fk_{table}_{column.removesuffix('_id')}"
        op.create_foreign_key(name, table, to, ["community_id", column], ["community_id", "id"])
    op.create_index("ix_code_sightings_shift", "code_sightings", ["community_id", "shift_id", "id"])
    op.create_index("ix_phone_marks_shift", "phone_marks", ["community_id", "shift_id"])
    op.create_index("ix_phone_marks_device", "phone_marks", ["community_id", "device_key", "served_on"])
    op.create_index("ix_phone_marks_old", "phone_marks", ["made_at", "community_id"])
    op.create_index(
        "ix_phone_marks_new",
        "phone_marks",
        ["made_at", "community_id", "id"],
        postgresql_where=sa.text("judged_at IS NULL"),
    )
    # A leader's phone asks for the code twice a minute; it is noted once.
    op.create_index(
        "ux_phone_marks_shown",
        "phone_marks",
        ["community_id", "shift_id", "member_id", "device_key", "network_key"],
        unique=True,
        postgresql_where=sa.text("way = 'shown'"),
    )
    append_only("code_sightings")


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("phone_marks")
    op.drop_table("code_sightings")
