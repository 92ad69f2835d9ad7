"""Tables of profiles: what somebody said of themself, every word of it, and the index that candidates are found by."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY, INT4MULTIRANGE
from sqlalchemy.dialects.postgresql.ranges import MultiRange
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base

# Minutes of a week from Monday 00:00, local time.
WEEK_MINUTES = 10_080


class Profile(Base):
    """What a member or a unit said they can do, or whether a resource of list 7 is left out (``is_on`` false).

    Nobody has one who did not state it (个人信息保护法 Art. 24); a resource without one is matched, for it is open to
    all. ``minutes`` are the times of the week that suit. ``qualifications`` are names alone: whoever signs up shows
    the certificate then. ``people`` is how many of a unit come at once.
    """

    __tablename__ = "match_profiles"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_match_profiles"),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_match_profiles_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_match_profiles_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "resource_id"], ["entries.community_id", "entries.id"], name="fk_match_profiles_resource"
        ),
        ForeignKeyConstraint(
            ["community_id", "stated_by"], ["members.community_id", "members.id"], name="fk_match_profiles_stated_by"
        ),
        CheckConstraint("num_nonnulls(member_id, unit_id, resource_id) = 1", name="ck_match_profiles_one_owner"),
        # Nobody is put into matching by another's word.
        CheckConstraint("member_id IS NULL OR member_id = stated_by", name="ck_match_profiles_own_word"),
        CheckConstraint("reach IN ('building', 'community')", name="ck_match_profiles_reach"),
        CheckConstraint(
            "hours_a_week BETWEEN 1 AND 168 AND things_a_week BETWEEN 1 AND 50 AND people BETWEEN 1 AND 1000",
            name="ck_match_profiles_amounts",
        ),
        CheckConstraint("member_id IS NULL OR people = 1", name="ck_match_profiles_one_person"),
        CheckConstraint(f"minutes <@ int4multirange(int4range(0, {WEEK_MINUTES}))", name="ck_match_profiles_minutes"),
        CheckConstraint(
            "cardinality(skills) <= 20 AND cardinality(categories) <= 50 AND cardinality(qualifications) <= 20",
            name="ck_match_profiles_lists",
        ),
        CheckConstraint("version > 0", name="ck_match_profiles_version"),
        Index(
            "ux_match_profiles_member",
            "community_id",
            "member_id",
            unique=True,
            postgresql_where="member_id IS NOT NULL",
        ),
        Index("ux_match_profiles_unit", "community_id", "unit_id", unique=True, postgresql_where="unit_id IS NOT NULL"),
        Index(
            "ux_match_profiles_resource",
            "community_id",
            "resource_id",
            unique=True,
            postgresql_where="resource_id IS NOT NULL",
        ),
        Index("ix_match_profiles_on", "community_id", "is_on", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    member_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]
    resource_id: Mapped[UUID | None]
    is_on: Mapped[bool]
    skills: Mapped[list[str]] = mapped_column(ARRAY(Text))
    categories: Mapped[list[str]] = mapped_column(ARRAY(Text))
    qualifications: Mapped[list[str]] = mapped_column(ARRAY(Text))
    minutes: Mapped[MultiRange[int]] = mapped_column(INT4MULTIRANGE)
    hours_a_week: Mapped[int]
    things_a_week: Mapped[int]
    people: Mapped[int]
    reach: Mapped[str] = mapped_column(Text)
    consent_version: Mapped[str] = mapped_column(Text)
    stated_by: Mapped[UUID]
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ProfileWord(Base):
    """One word on being matched: on or off, under which text, and what was stated with it. Append-only."""

    __tablename__ = "match_profile_words"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_match_profile_words"),
        ForeignKeyConstraint(
            ["community_id", "profile_id"],
            ["match_profiles.community_id", "match_profiles.id"],
            name="fk_match_profile_words_profile",
        ),
        Index("ux_match_profile_words_version", "community_id", "profile_id", "version", unique=True),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    profile_id: Mapped[UUID]
    version: Mapped[int]
    is_on: Mapped[bool]
    consent_version: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]]
    by_id: Mapped[UUID]
    at: Mapped[datetime]


class Offer(Base):
    """An offer as the newest run saw it: the index by which candidates are found. It holds nobody who is off.

    ``id`` is the member's, the unit's or the resource's. ``help`` is what it can be: work, or one of the six kinds of
    list 7. ``spread`` are bits of the id: they order equals differently for each need.
    """

    __tablename__ = "match_offers"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_match_offers"),
        CheckConstraint("kind IN ('member', 'unit', 'resource')", name="ck_match_offers_kind"),
        CheckConstraint(
            "help IN ('work', 'time', 'goods', 'skill', 'space', 'fund', 'data')", name="ck_match_offers_help"
        ),
        Index("ix_match_offers_minutes", "community_id", "help", "minutes", postgresql_using="gist"),
        Index("ix_match_offers_categories", "community_id", "categories", postgresql_using="gin"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    help: Mapped[str] = mapped_column(Text)
    categories: Mapped[list[str]] = mapped_column(ARRAY(Text))
    skills: Mapped[list[str]] = mapped_column(ARRAY(Text))
    minutes: Mapped[MultiRange[int]] = mapped_column(INT4MULTIRANGE)
    building: Mapped[str | None] = mapped_column(Text)
    reach: Mapped[str] = mapped_column(Text)
    spread: Mapped[int]
