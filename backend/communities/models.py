"""Tables of communities; personal fields are encrypted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Dialect,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from backend.communities.names import hash_name
from backend.infra.crypto import EncryptedText
from backend.infra.db import Base


class EncryptedDate(TypeDecorator[date]):
    """A date that is stored encrypted."""

    impl = EncryptedText
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Write ISO 8601."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """Read ISO 8601."""
        return None if value is None else date.fromisoformat(value)


def _name_hash(context: DefaultExecutionContext) -> bytes:
    """Hash the name that is being stored."""
    return hash_name(context.get_current_parameters()["name"])  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy


class Street(Base):
    """A street or town of the national statistical division code (9 digits). Reference data."""

    __tablename__ = "streets"
    __table_args__ = (
        PrimaryKeyConstraint("code", name="pk_streets"),
        CheckConstraint("code BETWEEN 100000000 AND 999999999", name="ck_streets_code"),
    )

    code: Mapped[int] = mapped_column(autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    district: Mapped[str] = mapped_column(Text)
    city: Mapped[str] = mapped_column(Text)


class Community(Base):
    """A neighbourhood; its id is its street's 9 digits and three of our own, for ever."""

    __tablename__ = "communities"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", name="pk_communities"),
        ForeignKeyConstraint(["street_code"], ["streets.code"], name="fk_communities_street"),
        CheckConstraint("community_id / 1000 = street_code", name="ck_communities_code"),
        CheckConstraint("notice_days BETWEEN 3 AND 60", name="ck_communities_notice_days"),
        Index("ix_communities_street", "street_code"),
    )

    community_id: Mapped[int] = mapped_column(autoincrement=False)
    street_code: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    notice_days: Mapped[int]
    founded_at: Mapped[datetime]


class Household(Base):
    """A door in a building; the door is encrypted and found by its hash."""

    __tablename__ = "households"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_households"),
        UniqueConstraint("community_id", "building", "door_hash", name="uq_households_door"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_households_community"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    building: Mapped[str] = mapped_column(Text)
    door_hash: Mapped[bytes] = mapped_column(LargeBinary)
    door: Mapped[str] = mapped_column(EncryptedText)
    created_at: Mapped[datetime]


class Member(Base):
    """A person's membership of one community."""

    __tablename__ = "members"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_members"),
        UniqueConstraint("community_id", "person_id", name="uq_members_person"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_members_community"),
        ForeignKeyConstraint(
            ["community_id", "household_id"],
            ["households.community_id", "households.id"],
            name="fk_members_household",
        ),
        ForeignKeyConstraint(
            ["community_id", "guardian_member_id"],
            ["members.community_id", "members.id"],
            name="fk_members_guardian",
        ),
        CheckConstraint(
            "state IN ('awaiting_guardian', 'applied', 'verified', 'rejected', 'left')",
            name="ck_members_state",
        ),
        CheckConstraint("tie IN ('home', 'work')", name="ck_members_tie"),
        CheckConstraint("guardian_member_id <> id", name="ck_members_guardian_other"),
        Index("ix_members_state", "community_id", "state", "id"),
        Index("ix_members_name", "community_id", "name_hash", "id"),
        Index("ix_members_household", "community_id", "household_id", "id"),
        Index(
            "ix_members_guardian",
            "community_id",
            "guardian_member_id",
            postgresql_where="guardian_member_id IS NOT NULL",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    person_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(EncryptedText)
    # None in rows older than the column, until the job has been there.
    name_hash: Mapped[bytes | None] = mapped_column(LargeBinary, default=_name_hash)
    birth_date: Mapped[date] = mapped_column(EncryptedDate)
    state: Mapped[str] = mapped_column(Text)
    tie: Mapped[str] = mapped_column(Text)
    household_id: Mapped[UUID | None]
    guardian_member_id: Mapped[UUID | None]
    party_member: Mapped[bool]
    roles: Mapped[list[str]]
    privacy_version: Mapped[str] = mapped_column(Text)
    consented_at: Mapped[datetime]
    guardian_consented_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[UUID | None]
    created_at: Mapped[datetime]


class MemberEvent(Base):
    """What was decided on a membership, by whom. Append-only."""

    __tablename__ = "member_events"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_member_events"),
        ForeignKeyConstraint(
            ["community_id", "member_id"],
            ["members.community_id", "members.id"],
            name="fk_member_events_member",
        ),
        Index("ix_member_events_member", "community_id", "member_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    member_id: Mapped[UUID]
    what: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class NameConsent(Base):
    """Whether a member's name stands on the public notice: their newest word counts. Append-only.

    ``version`` is the text's that was shown; without any word the name is masked.
    """

    __tablename__ = "name_consents"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_name_consents"),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_name_consents_member"
        ),
        Index("ix_name_consents_member", "community_id", "member_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    member_id: Mapped[UUID]
    shows_name: Mapped[bool]
    version: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class Unit(Base):
    """An organisation that takes part; a merchant is a unit that redeems points."""

    __tablename__ = "units"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_units"),
        UniqueConstraint("community_id", "name", name="uq_units_name"),
        UniqueConstraint("community_id", "credit_code", name="uq_units_credit_code"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_units_community"),
        CheckConstraint(
            "kind IN ('agency', 'company', 'school', 'institution', 'social_group', 'merchant')",
            name="ck_units_kind",
        ),
        Index("ix_units_kind", "community_id", "kind", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    credit_code: Mapped[str | None] = mapped_column(Text)
    industry: Mapped[str] = mapped_column(Text)
    party_lead: Mapped[bool]
    created_at: Mapped[datetime]


class Employment(Base):
    """A member's tie to a unit, confirmed by the unit's contact."""

    __tablename__ = "employments"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_employments"),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_employments_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"],
            ["members.community_id", "members.id"],
            name="fk_employments_member",
        ),
        CheckConstraint("role IN ('contact', 'employee', 'clerk')", name="ck_employments_role"),
        CheckConstraint("state IN ('applied', 'confirmed', 'declined', 'ended')", name="ck_employments_state"),
        Index(
            "uq_employments_live",
            "community_id",
            "unit_id",
            "member_id",
            unique=True,
            postgresql_where="state IN ('applied', 'confirmed')",
        ),
        Index("ix_employments_member", "community_id", "member_id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    unit_id: Mapped[UUID]
    member_id: Mapped[UUID]
    role: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class PersonCommunity(Base):
    """Directory row by which sign-in finds a person's communities; one home at most."""

    __tablename__ = "person_communities"
    __table_args__ = (
        PrimaryKeyConstraint("person_id", "community_id", name="pk_person_communities"),
        CheckConstraint("tie IN ('home', 'work')", name="ck_person_communities_tie"),
        Index("uq_person_communities_home", "person_id", unique=True, postgresql_where="tie = 'home'"),
    )

    person_id: Mapped[UUID]
    community_id: Mapped[int] = mapped_column(autoincrement=False)
    member_id: Mapped[UUID]
    tie: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
