"""Tables of volunteering. A place is held by a row and a count, a clash by an exclusion constraint, hands by CHECKs."""

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


class ServiceRecord(Base):
    """One member's hours on one shift on their way into the statutory record.

    Who had a part stands in its own column, so that the database itself refuses one pair of hands in two parts.
    """

    __tablename__ = "service_records"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_service_records"),
        UniqueConstraint("community_id", "number", name="uq_service_records_number"),
        UniqueConstraint("community_id", "sign_up_id", name="uq_service_records_sign_up"),
        ForeignKeyConstraint(
            ["community_id", "shift_id"],
            ["shifts.community_id", "shifts.id"],
            name="fk_service_records_shift",
        ),
        ForeignKeyConstraint(
            ["community_id", "sign_up_id"],
            ["sign_ups.community_id", "sign_ups.id"],
            name="fk_service_records_sign_up",
        ),
        ForeignKeyConstraint(
            ["community_id", "performed_by"],
            ["members.community_id", "members.id"],
            name="fk_service_records_performer",
        ),
        ForeignKeyConstraint(
            ["community_id", "recorded_by"],
            ["members.community_id", "members.id"],
            name="fk_service_records_recorder",
        ),
        ForeignKeyConstraint(
            ["community_id", "witnessed_by"],
            ["members.community_id", "members.id"],
            name="fk_service_records_witness",
        ),
        ForeignKeyConstraint(
            ["community_id", "confirmed_by"],
            ["members.community_id", "members.id"],
            name="fk_service_records_confirmer",
        ),
        ForeignKeyConstraint(
            ["community_id", "disputed_by"],
            ["members.community_id", "members.id"],
            name="fk_service_records_disputer",
        ),
        CheckConstraint(
            "state IN ('checked_in', 'checked_out', 'witnessed', 'confirmed', 'on_notice', 'entered', 'held',"
            " 'disputed', 'rejected')",
            name="ck_service_records_state",
        ),
        CheckConstraint("source IN ('code') AND recorded_by IS NULL", name="ck_service_records_source"),
        CheckConstraint("fence IN ('inside', 'outside', 'not_given')", name="ck_service_records_fence"),
        CheckConstraint(
            "witness_kind IN ('beneficiary', 'peer', 'staff_call')", name="ck_service_records_witness_kind"
        ),
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="ck_service_records_minutes"),
        # Nobody is two of: performer, recorder, witness, confirmer (rules/separation.py).
        CheckConstraint("recorded_by <> performed_by", name="ck_service_records_recorder"),
        CheckConstraint("witnessed_by <> performed_by", name="ck_service_records_witness"),
        CheckConstraint("confirmed_by <> performed_by", name="ck_service_records_confirmer"),
        CheckConstraint("confirmed_by <> witnessed_by", name="ck_service_records_two_hands"),
        CheckConstraint("confirmed_by <> recorded_by", name="ck_service_records_not_recorder"),
        # No state is reached without what it stands for, not even by a bare UPDATE.
        CheckConstraint(
            "state IN ('checked_in', 'rejected') OR (checked_out_at IS NOT NULL AND minutes IS NOT NULL)",
            name="ck_service_records_has_minutes",
        ),
        CheckConstraint(
            "state IN ('checked_in', 'checked_out', 'rejected') OR witnessed_by IS NOT NULL",
            name="ck_service_records_has_witness",
        ),
        CheckConstraint(
            "state IN ('checked_in', 'checked_out', 'witnessed', 'rejected')"
            " OR (confirmed_by IS NOT NULL AND minutes > 0)",
            name="ck_service_records_has_confirmer",
        ),
        CheckConstraint(
            "state NOT IN ('on_notice', 'disputed', 'entered') OR notice_until IS NOT NULL",
            name="ck_service_records_has_notice",
        ),
        CheckConstraint("(state = 'entered') = (entered_at IS NOT NULL)", name="ck_service_records_entered"),
        Index("ix_service_records_member", "community_id", "performed_by", "id"),
        Index("ix_service_records_shift", "community_id", "shift_id", "state"),
        Index("ix_service_records_state", "community_id", "state", "id"),
        Index(
            "ix_service_records_notice",
            "community_id",
            "notice_until",
            "id",
            postgresql_where="state = 'on_notice'",
        ),
        Index("ix_service_records_due", "notice_until", "community_id", postgresql_where="state = 'on_notice'"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    shift_id: Mapped[UUID]
    sign_up_id: Mapped[UUID]
    performed_by: Mapped[UUID]
    source: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(Text)
    served_on: Mapped[date] = mapped_column(Date)
    checked_in_at: Mapped[datetime]
    checked_out_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    fence: Mapped[str] = mapped_column(Text)
    flags: Mapped[list[str]]
    witnessed_by: Mapped[UUID | None]
    witness_kind: Mapped[str | None] = mapped_column(Text)
    confirmed_by: Mapped[UUID | None]
    disputed_by: Mapped[UUID | None]
    notice_until: Mapped[datetime | None]
    entered_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class MoveRow(Base):
    """One move of a shift, a sign-up or a record. Append-only; ``by_member_id`` is None for what time brought."""

    __tablename__ = "volunteering_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_volunteering_moves"),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_volunteering_moves_member",
        ),
        CheckConstraint("subject IN ('shift', 'sign_up', 'record')", name="ck_volunteering_moves_subject"),
        Index("ix_volunteering_moves_subject", "community_id", "subject_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    subject: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID | None]
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]


class EnteredRecord(Base):
    """The statutory service record, for ever as it was entered. ``id`` is its record's. Append-only."""

    __tablename__ = "entered_records"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_entered_records"),
        ForeignKeyConstraint(
            ["community_id", "id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_entered_records_record",
        ),
        ForeignKeyConstraint(
            ["community_id", "performed_by"],
            ["members.community_id", "members.id"],
            name="fk_entered_records_performer",
        ),
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="ck_entered_records_minutes"),
        CheckConstraint(
            "confirmed_by <> performed_by AND witnessed_by <> performed_by AND confirmed_by <> witnessed_by",
            name="ck_entered_records_hands",
        ),
        Index("ix_entered_records_member", "community_id", "performed_by", "entered_at", "id"),
        Index("ix_entered_records_entry", "community_id", "entry_id", "entered_at"),
        Index("ix_entered_records_moment", "community_id", "entered_at", "id"),
        Index("ix_entered_records_day", "community_id", "served_on", "performed_by"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    performed_by: Mapped[UUID]
    shift_id: Mapped[UUID]
    entry_id: Mapped[UUID | None]
    category: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    served_on: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int]
    witnessed_by: Mapped[UUID]
    confirmed_by: Mapped[UUID]
    entered_at: Mapped[datetime]


class SettlementTask(Base):
    """An entered record whose earnings are not all booked yet; the row goes when they are. ``id`` is its record's."""

    __tablename__ = "settlement_tasks"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_settlement_tasks"),
        ForeignKeyConstraint(
            ["community_id", "id"],
            ["entered_records.community_id", "entered_records.id"],
            name="fk_settlement_tasks_record",
        ),
        CheckConstraint("attempts >= 0", name="ck_settlement_tasks_attempts"),
        Index("ix_settlement_tasks_due", "due_at", "community_id"),
        Index("ix_settlement_tasks_oldest", "community_id", "served_on", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    served_on: Mapped[date] = mapped_column(Date)
    due_at: Mapped[datetime]
    attempts: Mapped[int]


class Reckoning(Base):
    """What one record earns, reckoned once, at the first attempt to settle it. Append-only; ``id`` is its record's.

    ``number`` is the order, in which caps were used up; ``pack`` is the rule pack of the day of service. Whoever waits
    for backing is booked later what was reckoned then, and anybody can reckon it all again.
    """

    __tablename__ = "reckonings"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_reckonings"),
        ForeignKeyConstraint(
            ["community_id", "id"],
            ["entered_records.community_id", "entered_records.id"],
            name="fk_reckonings_record",
        ),
        CheckConstraint(
            "time_credits >= 0 AND points >= 0 AND pool_time >= 0 AND pool_points >= 0", name="ck_reckonings_amounts"
        ),
        Index("ux_reckonings_number", "community_id", "number", unique=True),
        Index("ix_reckonings_member", "community_id", "member_id", "served_on"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    member_id: Mapped[UUID]
    served_on: Mapped[date] = mapped_column(Date)
    time_credits: Mapped[int]
    points: Mapped[int]
    pool_time: Mapped[int]
    pool_points: Mapped[int]
    pack: Mapped[str | None] = mapped_column(Text)
    reckoned_at: Mapped[datetime]


class SettlementTurn(Base):
    """One row a community: who locks it settles there. Backing is one account, so a second would only wait for it."""

    __tablename__ = "settlement_turns"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", name="pk_settlement_turns"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_settlement_turns_community"),
    )

    community_id: Mapped[int]
