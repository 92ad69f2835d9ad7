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
from backend.volunteering.rules.promises import CANCEL_HOURS


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
        CheckConstraint("NOT opened_after OR state = 'ended'", name="ck_shifts_opened_after"),
        CheckConstraint("places > 0", name="ck_shifts_places"),
        CheckConstraint("places_taken BETWEEN 0 AND places", name="ck_shifts_places_taken"),
        CheckConstraint("ends_at > starts_at AND ends_at <= starts_at + interval '24 hours'", name="ck_shifts_times"),
        # 志愿服务条例 Art. 17: insured before anybody is sent into danger.
        CheckConstraint("NOT dangerous OR insurance_number IS NOT NULL", name="ck_shifts_insurance"),
        CheckConstraint("age_min BETWEEN 0 AND 120", name="ck_shifts_age_min"),
        CheckConstraint("cancel_hours BETWEEN 0 AND 168", name="ck_shifts_cancel_hours"),
        Index("ix_shifts_series", "community_id", "series_id", "starts_at", postgresql_where="series_id IS NOT NULL"),
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
    series_id: Mapped[UUID | None]
    cancel_hours: Mapped[int] = mapped_column(default=CANCEL_HOURS)
    code_secret: Mapped[str] = mapped_column(EncryptedText, deferred=True)  # decrypted only where it is used
    state: Mapped[str] = mapped_column(Text)
    opened_after: Mapped[bool] = mapped_column(default=False)  # entered from paper when it was over
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]
    freed_at: Mapped[datetime | None]  # when a place last became free that nobody waited for


_CHECKS = (
    CheckConstraint(
        "(asked_id IS NULL) = (asked_as IS NULL) AND asked_as IN ('self', 'guardian', 'leader')",
        name="ck_sign_ups_asked",
    ),
    CheckConstraint("(asked_as = 'self') = (asked_id = member_id)", name="ck_sign_ups_asked_other"),
    # A held place has an end; nobody is committed without the word that is asked for (志愿服务条例 Art. 25).
    CheckConstraint(
        "(state = 'invited') = (answer_by IS NOT NULL) AND (answer_by IS NULL OR asked_id IS NOT NULL)",
        name="ck_sign_ups_answer_by",
    ),
    CheckConstraint(
        "asked_id IS NULL OR answered_at IS NOT NULL OR state IN ('invited', 'waiting', 'cancelled')",
        name="ck_sign_ups_word",
    ),
    # 志愿服务条例 Art. 16: whoever needs a qualification has one that somebody else has looked at.
    CheckConstraint(
        "qualification_number IS NULL OR qualification_confirmed_at IS NOT NULL OR state"
        " NOT IN ('checked_in', 'checked_out')",
        name="ck_sign_ups_qualified",
    ),
    CheckConstraint(
        "(qualification_confirmed_by IS NULL) = (qualification_confirmed_at IS NULL) AND"
        " (qualification_confirmed_by <> member_id) IS NOT FALSE",
        name="ck_sign_ups_qualified_by",
    ),
    CheckConstraint(
        "cancelled_late_at IS NULL OR (state = 'cancelled' AND cancel_reason IS NOT NULL)", name="ck_sign_ups_late"
    ),
    CheckConstraint(
        "num_nulls(excused_by, excused_at, excuse_reason) IN (0, 3) AND (excused_by <> member_id) IS NOT FALSE",
        name="ck_sign_ups_excused",
    ),
)
_KEYS = (
    ForeignKeyConstraint(
        ["community_id", "shift_id", "role_id"],
        ["shift_roles.community_id", "shift_roles.shift_id", "shift_roles.id"],
        name="fk_sign_ups_role",
    ),
    ForeignKeyConstraint(
        ["community_id", "for_unit_id"], ["units.community_id", "units.id"], name="fk_sign_ups_for_unit"
    ),
    ForeignKeyConstraint(
        ["community_id", "invited_by"], ["members.community_id", "members.id"], name="fk_sign_ups_inviter"
    ),
    ForeignKeyConstraint(
        ["community_id", "asked_id"], ["members.community_id", "members.id"], name="fk_sign_ups_asked"
    ),
    ForeignKeyConstraint(
        ["community_id", "qualification_confirmed_by"],
        ["members.community_id", "members.id"],
        name="fk_sign_ups_qualified_by",
    ),
    ForeignKeyConstraint(
        ["community_id", "excused_by"], ["members.community_id", "members.id"], name="fk_sign_ups_excused_by"
    ),
)


class SignUp(Base):
    """One member on one shift, or waiting for a place on it.

    ``busy`` is the shift's time while the member is on it or waiting, so that moving up can never clash; the
    exclusion constraint keeps two of one member apart whatever runs at once. ``asked_id`` is whose word it needs
    beside: their own when others invited them, a minor's guardian's, the leader's; ``answered_at`` is when it came.
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
            "state IN ('signed_up', 'waiting', 'cancelled', 'checked_in', 'checked_out', 'no_show', 'invited')",
            name="ck_sign_ups_state",
        ),
        *_CHECKS,
        *_KEYS,
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
        Index("ix_sign_ups_answer", "answer_by", "community_id", postgresql_where="state = 'invited'"),
        Index("ix_sign_ups_inviter", "community_id", "invited_by", "id", postgresql_where="invited_by IS NOT NULL"),
        Index("ix_sign_ups_asked", "community_id", "asked_id", "shift_id", postgresql_where="asked_id IS NOT NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    shift_id: Mapped[UUID]
    member_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(Text)
    busy: Mapped[Range[datetime] | None] = mapped_column(TSTZRANGE)
    queued_at: Mapped[datetime]
    risks_accepted_at: Mapped[datetime | None]
    role_id: Mapped[UUID | None]
    for_unit_id: Mapped[UUID | None]
    invited_by: Mapped[UUID | None]
    asked_id: Mapped[UUID | None]
    asked_as: Mapped[str | None] = mapped_column(Text)
    answer_by: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    placed_at: Mapped[datetime | None]
    qualification_number: Mapped[str | None] = mapped_column(EncryptedText)
    qualification_confirmed_by: Mapped[UUID | None]
    qualification_confirmed_at: Mapped[datetime | None]
    cancelled_late_at: Mapped[datetime | None]
    cancel_reason: Mapped[str | None] = mapped_column(EncryptedText)
    excused_by: Mapped[UUID | None]
    excused_at: Mapped[datetime | None]
    excuse_reason: Mapped[str | None] = mapped_column(EncryptedText)
    code_tries: Mapped[int]
    code_tries_since: Mapped[datetime | None]
    created_at: Mapped[datetime]
