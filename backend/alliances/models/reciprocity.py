"""Tables of reciprocity: quarterly statements of units, and who lets itself be ranked. What was given is elsewhere."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class ReciprocityQuarter(Base):
    """A quarter whose statements have been made, for every unit with something to tell. Append-only."""

    __tablename__ = "reciprocity_quarters"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "quarter", name="pk_reciprocity_quarters"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_reciprocity_quarters_community"),
    )

    community_id: Mapped[int]
    quarter: Mapped[date] = mapped_column(Date)
    made_at: Mapped[datetime]


class ReciprocityStatement(Base):
    """What a unit gave and got in a quarter (its first day), for ever as it was told.

    ``content`` is canonical JSON without a word on any person, ``seal`` its SHA-256. Append-only.
    """

    __tablename__ = "reciprocity_statements"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_reciprocity_statements"),
        UniqueConstraint("community_id", "number", name="uq_reciprocity_statements_number"),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_reciprocity_statements_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "quarter"],
            ["reciprocity_quarters.community_id", "reciprocity_quarters.quarter"],
            name="fk_reciprocity_statements_quarter",
        ),
        CheckConstraint("seal ~ '^[0-9a-f]{64}$'", name="ck_reciprocity_statements_seal"),
        CheckConstraint("due >= 0 AND kept BETWEEN 0 AND due", name="ck_reciprocity_statements_terms"),
        Index("ux_reciprocity_statements_unit", "community_id", "unit_id", "quarter", unique=True),
        Index("ix_reciprocity_statements_quarter", "community_id", "quarter", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[str] = mapped_column(Text)
    unit_id: Mapped[UUID]
    quarter: Mapped[date] = mapped_column(Date)
    due: Mapped[int]
    kept: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    seal: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]


class RankingConsent(Base):
    """Whether a unit lets itself be shown in rankings, as its contact said; the newest line counts. Append-only."""

    __tablename__ = "ranking_consents"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_ranking_consents"),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_ranking_consents_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"], ["members.community_id", "members.id"], name="fk_ranking_consents_member"
        ),
        Index("ix_ranking_consents_unit", "community_id", "unit_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    unit_id: Mapped[UUID]
    shows: Mapped[bool]
    by_member_id: Mapped[UUID]
    at: Mapped[datetime]
