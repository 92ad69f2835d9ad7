"""Tables of teams: the team, its seats, and the shifts that are its work."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Team(Base):
    """A team that carries out an entry, or a unit's claim on it. Who leads it is a seat.

    ``heir_id`` is who was asked to lead and has not answered; ``report`` is what was done, or why it was called off.
    """

    __tablename__ = "teams"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_teams"),
        UniqueConstraint("community_id", "number", name="uq_teams_number"),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_teams_entry"
        ),
        ForeignKeyConstraint(["community_id", "claim_id"], ["claims.community_id", "claims.id"], name="fk_teams_claim"),
        ForeignKeyConstraint(["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_teams_unit"),
        ForeignKeyConstraint(["community_id", "heir_id"], ["members.community_id", "members.id"], name="fk_teams_heir"),
        ForeignKeyConstraint(
            ["community_id", "heir_named_by"], ["members.community_id", "members.id"], name="fk_teams_heir_named_by"
        ),
        ForeignKeyConstraint(
            ["community_id", "created_by"], ["members.community_id", "members.id"], name="fk_teams_created_by"
        ),
        CheckConstraint("state IN ('forming', 'active', 'closed', 'called_off')", name="ck_teams_state"),
        CheckConstraint("(claim_id IS NOT NULL) OR (unit_id IS NULL)", name="ck_teams_unit"),
        CheckConstraint(
            "(heir_id IS NULL) = (heir_named_by IS NULL) AND (heir_id IS NULL OR state IN ('forming', 'active'))",
            name="ck_teams_heir",
        ),
        # A team ends with a report or a reason, never in silence.
        CheckConstraint(
            "(ended_at IS NOT NULL) = (state IN ('closed', 'called_off'))"
            " AND (ended_at IS NOT NULL) = (report IS NOT NULL)",
            name="ck_teams_ended",
        ),
        Index(
            "ux_teams_claim",
            "community_id",
            "claim_id",
            unique=True,
            postgresql_where="claim_id IS NOT NULL AND state <> 'called_off'",
        ),
        Index("ix_teams_all", "community_id", "created_at", "id"),
        Index("ix_teams_state", "community_id", "state", "created_at", "id"),
        Index("ix_teams_entry", "community_id", "entry_id", "created_at", "id"),
        Index("ix_teams_unit", "community_id", "unit_id", "created_at", "id", postgresql_where="unit_id IS NOT NULL"),
        Index("ix_teams_heir", "community_id", "heir_id", "id", postgresql_where="heir_id IS NOT NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    goal: Mapped[str] = mapped_column(Text)
    entry_id: Mapped[UUID]
    claim_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(Text)
    takes_applications: Mapped[bool]
    heir_id: Mapped[UUID | None]
    heir_named_by: Mapped[UUID | None]
    report: Mapped[str | None] = mapped_column(Text)
    photos: Mapped[list[str]]
    ended_at: Mapped[datetime | None]
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Seat(Base):
    """One member on one team, asked or asking. Who comes again has a new row.

    ``vanguard`` is a party member's own wish; no view but their own and no export shows it (个人信息保护法 Art. 28:
    it tells of a specific identity).
    """

    __tablename__ = "team_seats"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_team_seats"),
        ForeignKeyConstraint(
            ["community_id", "team_id"], ["teams.community_id", "teams.id"], name="fk_team_seats_team"
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_team_seats_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "invited_by"], ["members.community_id", "members.id"], name="fk_team_seats_invited_by"
        ),
        CheckConstraint(
            "state IN ('invited', 'applied', 'active', 'declined', 'withdrawn', 'left', 'removed', 'lapsed')",
            name="ck_team_seats_state",
        ),
        CheckConstraint("role IN ('leader', 'deputy', 'member')", name="ck_team_seats_role"),
        CheckConstraint("role = 'member' OR state IN ('active', 'left', 'removed')", name="ck_team_seats_role_active"),
        CheckConstraint("NOT vanguard OR state = 'active'", name="ck_team_seats_vanguard"),
        # Nobody is on a team without their own word.
        CheckConstraint(
            "answered_at IS NOT NULL OR state NOT IN ('active', 'left', 'removed')", name="ck_team_seats_word"
        ),
        Index(
            "ux_team_seats_live",
            "community_id",
            "team_id",
            "member_id",
            unique=True,
            postgresql_where="state IN ('invited', 'applied', 'active')",
        ),
        Index(
            "ux_team_seats_leader",
            "community_id",
            "team_id",
            unique=True,
            postgresql_where="role = 'leader' AND state = 'active'",
        ),
        Index("ix_team_seats_team", "community_id", "team_id", "state"),
        Index("ix_team_seats_member", "community_id", "member_id", "state"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    team_id: Mapped[UUID]
    member_id: Mapped[UUID]
    role: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    vanguard: Mapped[bool]
    invited_by: Mapped[UUID | None]
    note: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class TeamShift(Base):
    """A shift that is a team's work; of one team alone, so that no hour counts twice. Append-only."""

    __tablename__ = "team_shifts"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "shift_id", name="pk_team_shifts"),
        ForeignKeyConstraint(
            ["community_id", "shift_id"], ["shifts.community_id", "shifts.id"], name="fk_team_shifts_shift"
        ),
        ForeignKeyConstraint(
            ["community_id", "team_id"], ["teams.community_id", "teams.id"], name="fk_team_shifts_team"
        ),
        Index("ix_team_shifts_team", "community_id", "team_id", "shift_id"),
    )

    community_id: Mapped[int]
    shift_id: Mapped[UUID]
    team_id: Mapped[UUID]
    added_by: Mapped[UUID]
    added_at: Mapped[datetime]
