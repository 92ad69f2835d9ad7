"""Tables of resident groups (居民小组) and of how many live here."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Group(Base):
    """A resident group, led by its 小组长 (城市居民委员会组织法 Art. 14). What was dissolved stays as a row."""

    __tablename__ = "resident_groups"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_resident_groups"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_resident_groups_community"),
        ForeignKeyConstraint(
            ["community_id", "leader_id"], ["members.community_id", "members.id"], name="fk_resident_groups_leader"
        ),
        Index("ux_resident_groups_name", "community_id", "name", unique=True, postgresql_where="dissolved_at IS NULL"),
        # Nobody leads two groups: a group's word in a demand is one person's.
        Index(
            "ux_resident_groups_leader",
            "community_id",
            "leader_id",
            unique=True,
            postgresql_where="leader_id IS NOT NULL AND dissolved_at IS NULL",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    name: Mapped[str] = mapped_column(Text)
    leader_id: Mapped[UUID | None]
    elected_on: Mapped[date | None]
    dissolved_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class GroupBuilding(Base):
    """A building, as households write it, belongs to one group."""

    __tablename__ = "resident_group_buildings"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "building", name="pk_resident_group_buildings"),
        ForeignKeyConstraint(
            ["community_id", "group_id"],
            ["resident_groups.community_id", "resident_groups.id"],
            name="fk_resident_group_buildings_group",
        ),
        Index("ix_resident_group_buildings_group", "community_id", "group_id"),
    )

    community_id: Mapped[int]
    building: Mapped[str] = mapped_column(Text)
    group_id: Mapped[UUID]


class Representative(Base):
    """Who was elected for a group now; whoever was before stands on the rolls of that time. Nobody is for two."""

    __tablename__ = "resident_representatives"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "member_id", name="pk_resident_representatives"),
        ForeignKeyConstraint(
            ["community_id", "member_id"],
            ["members.community_id", "members.id"],
            name="fk_resident_representatives_member",
        ),
        ForeignKeyConstraint(
            ["community_id", "group_id"],
            ["resident_groups.community_id", "resident_groups.id"],
            name="fk_resident_representatives_group",
        ),
        Index("ix_resident_representatives_group", "community_id", "group_id"),
    )

    community_id: Mapped[int]
    member_id: Mapped[UUID]
    group_id: Mapped[UUID]


class Register(Base):
    """How many adults and households live here by the committee's register; who is not on a phone counts too."""

    __tablename__ = "resident_registers"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", name="pk_resident_registers"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_resident_registers_community"),
        ForeignKeyConstraint(
            ["community_id", "set_by"], ["members.community_id", "members.id"], name="fk_resident_registers_set_by"
        ),
        CheckConstraint("adults > 0 AND households > 0", name="ck_resident_registers_counts"),
    )

    community_id: Mapped[int] = mapped_column(autoincrement=False)
    adults: Mapped[int]
    households: Mapped[int]
    as_of: Mapped[date]
    source: Mapped[str] = mapped_column(Text)
    set_by: Mapped[UUID]
    set_at: Mapped[datetime]
