"""Tables of shifts and sign-ups. A place is held by a row and a count, a clash by an exclusion constraint."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Text,
)
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedText
from backend.infra.db import Base


class Shift(Base):
    """One appointed time of an entry's work. Title, category, risks and insurance are kept as they were promised.

    ``claim_id`` has no foreign key: claims lie in a higher feature, which vouches for them through a port.
    An exchange's is private and stands on no list: it has no entry, no unit and one place.
    """

    __tablename__ = "shifts"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_shifts"),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_shifts_entry"
        ),
        ForeignKeyConstraint(["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_shifts_unit"),
        ForeignKeyConstraint(
            ["community_id", "leader_id"], ["members.community_id", "members.id"], name="fk_shifts_leader"
        ),
        ForeignKeyConstraint(
            ["community_id", "beneficiary_id"],
            ["members.community_id", "members.id"],
            name="fk_shifts_beneficiary",
        ),
        ForeignKeyConstraint(
            ["community_id", "created_by"],
            ["members.community_id", "members.id"],
            name="fk_shifts_created_by",
        ),
        ForeignKeyConstraint(["category"], ["categories.code"], name="fk_shifts_category"),
        CheckConstraint("state IN ('open', 'cancelled', 'ended')", name="ck_shifts_state"),
        CheckConstraint("purpose IN ('activity', 'exchange')", name="ck_shifts_purpose"),
        CheckConstraint("(purpose = 'exchange') = (entry_id IS NULL)", name="ck_shifts_entry"),
        CheckConstraint(
            "purpose <> 'exchange'"
            " OR (unit_id IS NULL AND claim_id IS NULL AND beneficiary_id IS NOT NULL AND places = 1)",
            name="ck_shifts_private",
        ),
        CheckConstraint("places > 0", name="ck_shifts_places"),
        CheckConstraint("places_taken BETWEEN 0 AND places", name="ck_shifts_places_taken"),
        CheckConstraint("ends_at > starts_at AND ends_at <= starts_at + interval '24 hours'", name="ck_shifts_times"),
        # 志愿服务条例 Art. 17: insured before anybody is sent into danger.
        CheckConstraint("NOT dangerous OR insurance_number IS NOT NULL", name="ck_shifts_insurance"),
        CheckConstraint("age_min BETWEEN 0 AND 120", name="ck_shifts_age_min"),
        Index("ix_shifts_start", "community_id", "starts_at", "id"),
        Index("ix_shifts_entry", "community_id", "entry_id", "starts_at"),
        Index("ix_shifts_unit", "community_id", "unit_id", postgresql_where="unit_id IS NOT NULL"),
        Index("ix_shifts_leader", "community_id", "leader_id", "starts_at"),
        Index(
            "ix_shifts_beneficiary",
            "community_id",
            "beneficiary_id",
            postgresql_where="beneficiary_id IS NOT NULL",
        ),
        Index("ix_shifts_to_close", "ends_at", "community_id", postgresql_where="state = 'open'"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    purpose: Mapped[str] = mapped_column(Text)
    entry_id: Mapped[UUID | None]
    claim_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]
    leader_id: Mapped[UUID]
    beneficiary_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    places: Mapped[int]
    places_taken: Mapped[int]
    age_min: Mapped[int | None]
    risks: Mapped[list[str]]
    dangerous: Mapped[bool]
    insurance_number: Mapped[str | None] = mapped_column(Text)
    code_secret: Mapped[str] = mapped_column(EncryptedText, deferred=True)  # decrypted only where it is used
    state: Mapped[str] = mapped_column(Text)
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]


class SignUp(Base):
    """One member on one shift, or waiting for a place on it.

    ``busy`` is the shift's time while the member is on it or waiting, so that moving up can never clash; the
    exclusion constraint keeps two of one member apart whatever runs at once.
    """

    __tablename__ = "sign_ups"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_sign_ups"),
        ForeignKeyConstraint(
            ["community_id", "shift_id"], ["shifts.community_id", "shifts.id"], name="fk_sign_ups_shift"
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_sign_ups_member"
        ),
        CheckConstraint(
            "state IN ('signed_up', 'waiting', 'cancelled', 'checked_in', 'checked_out', 'no_show')",
            name="ck_sign_ups_state",
        ),
        CheckConstraint("(state = 'cancelled') = (busy IS NULL)", name="ck_sign_ups_busy"),
        CheckConstraint("code_tries >= 0", name="ck_sign_ups_code_tries"),
        ExcludeConstraint(
            ("community_id", "="),
            ("member_id", "="),
            ("busy", "&&"),
            name="ex_sign_ups_busy",
            using="gist",
        ),
        Index("ix_sign_ups_queue", "community_id", "shift_id", "state", "queued_at", "id"),
        Index("ix_sign_ups_member", "community_id", "member_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    shift_id: Mapped[UUID]
    member_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(Text)
    busy: Mapped[Range[datetime] | None] = mapped_column(TSTZRANGE)
    queued_at: Mapped[datetime]
    risks_accepted_at: Mapped[datetime | None]
    code_tries: Mapped[int]
    code_tries_since: Mapped[datetime | None]
    created_at: Mapped[datetime]
