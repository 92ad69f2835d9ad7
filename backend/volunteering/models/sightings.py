"""Tables of the codes that were seen, and of the marks that tell phones and networks apart for a while."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class CodeSighting(Base):
    """A code that opened: whose, which, when it was seen and when that arrived. Append-only, one for each way."""

    __tablename__ = "code_sightings"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_code_sightings"),
        UniqueConstraint("community_id", "sign_up_id", "way", name="uq_code_sightings_way"),
        ForeignKeyConstraint(
            ["community_id", "sign_up_id"], ["sign_ups.community_id", "sign_ups.id"], name="fk_code_sightings_sign_up"
        ),
        ForeignKeyConstraint(
            ["community_id", "record_id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_code_sightings_record",
        ),
        CheckConstraint("way IN ('in', 'out')", name="ck_code_sightings_way"),
        ForeignKeyConstraint(
            ["community_id", "held_by"], ["members.community_id", "members.id"], name="fk_code_sightings_holder"
        ),
        CheckConstraint("arrival IN ('live', 'late')", name="ck_code_sightings_arrival"),
        CheckConstraint("held_by <> member_id", name="ck_code_sightings_holder"),
        CheckConstraint(
            "seen_at <= arrived_at AND arrived_at <= seen_at + interval '24 hours'"
            " AND (arrival = 'late' OR seen_at = arrived_at)",
            name="ck_code_sightings_times",
        ),
        Index("ix_code_sightings_shift", "community_id", "shift_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    shift_id: Mapped[UUID]
    sign_up_id: Mapped[UUID]
    record_id: Mapped[UUID]
    member_id: Mapped[UUID]
    way: Mapped[str] = mapped_column(Text)
    step: Mapped[int]
    arrival: Mapped[str] = mapped_column(Text)
    seen_at: Mapped[datetime]
    arrived_at: Mapped[datetime]
    held_by: Mapped[UUID | None]  # the guardian whose phone it was; None: the member's own


class CodeFetch(Base):
    """Codes of the time ahead that a leader's phone took along to show without a network. Append-only."""

    __tablename__ = "code_fetches"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_code_fetches"),
        ForeignKeyConstraint(
            ["community_id", "shift_id"], ["shifts.community_id", "shifts.id"], name="fk_code_fetches_shift"
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_code_fetches_member"
        ),
        CheckConstraint("last_step >= first_step AND last_step < first_step + 480", name="ck_code_fetches_steps"),
        Index("ix_code_fetches_shift", "community_id", "shift_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    shift_id: Mapped[UUID]
    member_id: Mapped[UUID]
    first_step: Mapped[int]
    last_step: Mapped[int]
    fetched_at: Mapped[datetime]


class PhoneMark(Base):
    """What tells one phone and one network from another, as keyed hashes; empty where it was not given.

    Kept for ``KEPT`` (service/sharing.py) and deleted; no foreign key, so that nothing waits for its deletion.
    """

    __tablename__ = "phone_marks"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_phone_marks"),
        CheckConstraint("way IN ('in', 'out', 'shown')", name="ck_phone_marks_way"),
        CheckConstraint("(way = 'shown') = (record_id IS NULL)", name="ck_phone_marks_record"),
        CheckConstraint("fence IN ('inside', 'outside', 'not_given')", name="ck_phone_marks_fence"),
        CheckConstraint(
            "octet_length(device_key) IN (0, 32) AND octet_length(network_key) IN (0, 32)", name="ck_phone_marks_keys"
        ),
        Index("ix_phone_marks_shift", "community_id", "shift_id"),
        Index("ix_phone_marks_device", "community_id", "device_key", "served_on"),
        Index("ix_phone_marks_old", "made_at", "community_id"),
        Index("ix_phone_marks_new", "made_at", "community_id", "id", postgresql_where="judged_at IS NULL"),
        Index(
            "ux_phone_marks_shown",
            "community_id",
            "shift_id",
            "member_id",
            "device_key",
            "network_key",
            unique=True,
            postgresql_where="way = 'shown'",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    shift_id: Mapped[UUID]
    member_id: Mapped[UUID]
    record_id: Mapped[UUID | None]
    way: Mapped[str] = mapped_column(Text)
    step: Mapped[int]
    fence: Mapped[str] = mapped_column(Text)
    device_key: Mapped[bytes]
    network_key: Mapped[bytes]
    served_on: Mapped[date] = mapped_column(Date)
    made_at: Mapped[datetime]
    judged_at: Mapped[datetime | None]
    held_by: Mapped[UUID | None]
