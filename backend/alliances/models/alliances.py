"""Tables of alliances: each community has its own row of an alliance and of its boards; none is shared.

The chair's community alone holds members, rounds, items and reports; the others know of them by the boards it sends.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, Index, PrimaryKeyConstraint, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base

STANDS = "('invited', 'joined', 'declined', 'left', 'ended')"
OUTCOMES = "('done', 'partly', 'not_done')"


class Alliance(Base):
    """An alliance as this community stands in it; ``id`` is the same in all of them, ``chair_id`` who convenes it.

    ``next_at`` is when time does something here: the chair's next 10th, or when this community's figures go out.
    """

    __tablename__ = "alliances"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_alliances"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_alliances_community"),
        CheckConstraint(f"stand IN {STANDS}", name="ck_alliances_stand"),
        CheckConstraint("stand_version >= 0", name="ck_alliances_version"),
        CheckConstraint("next_at IS NULL OR stand = 'joined'", name="ck_alliances_next"),
        Index("ix_alliances_next", "next_at", "community_id", postgresql_where="next_at IS NOT NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    name: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    chair_id: Mapped[int]
    chair_name: Mapped[str] = mapped_column(Text)
    stand: Mapped[str] = mapped_column(Text)
    stand_version: Mapped[int]
    next_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class AllianceMember(Base):
    """A community of the alliance, kept by the chair; the chair itself is one. ``version`` counts what it has said."""

    __tablename__ = "alliance_members"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "alliance_id", "other_id", name="pk_alliance_members"),
        ForeignKeyConstraint(
            ["community_id", "alliance_id"],
            ["alliances.community_id", "alliances.id"],
            name="fk_alliance_members_alliance",
        ),
        CheckConstraint(f"stand IN {STANDS}", name="ck_alliance_members_stand"),
    )

    community_id: Mapped[int] = mapped_column(autoincrement=False)
    alliance_id: Mapped[UUID]
    other_id: Mapped[int] = mapped_column(autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    stand: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    at: Mapped[datetime]


class AllianceRound(Base):
    """A month (its first day) of the chair: issued on the 10th, told on the next 10th; a quarter's last is reviewed."""

    __tablename__ = "alliance_rounds"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "alliance_id", "month", name="pk_alliance_rounds"),
        ForeignKeyConstraint(
            ["community_id", "alliance_id"],
            ["alliances.community_id", "alliances.id"],
            name="fk_alliance_rounds_alliance",
        ),
        ForeignKeyConstraint(
            ["community_id", "reviewed_by"], ["members.community_id", "members.id"], name="fk_alliance_rounds_reviewer"
        ),
        CheckConstraint("state IN ('drafting', 'issued', 'told')", name="ck_alliance_rounds_state"),
        CheckConstraint(
            "(state = 'drafting') = (issued_at IS NULL) AND (state = 'told') = (told_at IS NOT NULL)",
            name="ck_alliance_rounds_times",
        ),
        CheckConstraint(
            "num_nulls(review, reviewed_by, reviewed_at) IN (0, 3)"
            " AND (review IS NULL OR state = 'told' AND extract(month FROM month) IN (3, 6, 9, 12))",
            name="ck_alliance_rounds_review",
        ),
    )

    community_id: Mapped[int]
    alliance_id: Mapped[UUID]
    month: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    review: Mapped[str | None] = mapped_column(Text)
    reviewed_by: Mapped[UUID | None]
    reviewed_at: Mapped[datetime | None]


class AllianceItem(Base):
    """One thing of a month's list, to be done by one community: public for all, or for one household or person.

    ``version`` is that of the answer that stands here; the answer's words are the taker's.
    """

    __tablename__ = "alliance_items"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_alliance_items"),
        ForeignKeyConstraint(
            ["community_id", "alliance_id", "month"],
            ["alliance_rounds.community_id", "alliance_rounds.alliance_id", "alliance_rounds.month"],
            name="fk_alliance_items_round",
        ),
        ForeignKeyConstraint(
            ["community_id", "alliance_id", "taker_id"],
            ["alliance_members.community_id", "alliance_members.alliance_id", "alliance_members.other_id"],
            name="fk_alliance_items_taker",
        ),
        ForeignKeyConstraint(
            ["community_id", "created_by"], ["members.community_id", "members.id"], name="fk_alliance_items_created_by"
        ),
        CheckConstraint("scope IN ('public', 'personal')", name="ck_alliance_items_scope"),
        CheckConstraint("amount > 0", name="ck_alliance_items_amount"),
        CheckConstraint(
            f"(outcome IN {OUTCOMES}) IS NOT FALSE AND (outcome IS NULL) = (done_amount IS NULL)"
            " AND (outcome IS NULL) = (answered_at IS NULL) AND (outcome IS NULL) = (version = 0)",
            name="ck_alliance_items_answer",
        ),
        CheckConstraint(
            "(done_amount BETWEEN 0 AND amount) IS NOT FALSE"
            " AND ((outcome = 'done') = (done_amount = amount)) IS NOT FALSE"
            " AND ((outcome = 'not_done') = (done_amount = 0)) IS NOT FALSE",
            name="ck_alliance_items_done",
        ),
        Index("ix_alliance_items_round", "community_id", "alliance_id", "month", "no"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    alliance_id: Mapped[UUID]
    month: Mapped[date] = mapped_column(Date)
    no: Mapped[int] = mapped_column(SmallInteger)
    scope: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    taker_id: Mapped[int]
    amount: Mapped[int]
    measure: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)
    done_amount: Mapped[int | None]
    word: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int]
    answered_at: Mapped[datetime | None]
    created_by: Mapped[UUID]


class AllianceReport(Base):
    """A member community's figures of a month, as it told the chair: counts alone, nobody's name."""

    __tablename__ = "alliance_reports"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "alliance_id", "month", "other_id", name="pk_alliance_reports"),
        ForeignKeyConstraint(
            ["community_id", "alliance_id", "month"],
            ["alliance_rounds.community_id", "alliance_rounds.alliance_id", "alliance_rounds.month"],
            name="fk_alliance_reports_round",
        ),
        ForeignKeyConstraint(
            ["community_id", "alliance_id", "other_id"],
            ["alliance_members.community_id", "alliance_members.alliance_id", "alliance_members.other_id"],
            name="fk_alliance_reports_member",
        ),
    )

    community_id: Mapped[int]
    alliance_id: Mapped[UUID]
    month: Mapped[date] = mapped_column(Date)
    other_id: Mapped[int] = mapped_column(autoincrement=False)
    figures: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class AllianceBoard(Base):
    """A month's board as the chair sent it, its own copy too; the newest ``version`` counts, whatever comes later."""

    __tablename__ = "alliance_boards"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "alliance_id", "month", name="pk_alliance_boards"),
        ForeignKeyConstraint(
            ["community_id", "alliance_id"],
            ["alliances.community_id", "alliances.id"],
            name="fk_alliance_boards_alliance",
        ),
        CheckConstraint("version > 0", name="ck_alliance_boards_version"),
    )

    community_id: Mapped[int]
    alliance_id: Mapped[UUID]
    month: Mapped[date] = mapped_column(Date)
    version: Mapped[int]
    content: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]


class AllianceAnswer(Base):
    """What this community said of an item it took, the newest word. The chair hears it and sends it on the board."""

    __tablename__ = "alliance_answers"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "item_id", name="pk_alliance_answers"),
        ForeignKeyConstraint(
            ["community_id", "alliance_id"],
            ["alliances.community_id", "alliances.id"],
            name="fk_alliance_answers_alliance",
        ),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"], ["members.community_id", "members.id"], name="fk_alliance_answers_member"
        ),
        CheckConstraint(f"outcome IN {OUTCOMES}", name="ck_alliance_answers_outcome"),
        CheckConstraint("done_amount >= 0 AND version > 0", name="ck_alliance_answers_amount"),
        Index("ix_alliance_answers_month", "community_id", "alliance_id", "month"),
    )

    community_id: Mapped[int]
    item_id: Mapped[UUID]
    alliance_id: Mapped[UUID]
    month: Mapped[date] = mapped_column(Date)
    outcome: Mapped[str] = mapped_column(Text)
    done_amount: Mapped[int]
    word: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    by_member_id: Mapped[UUID]
    at: Mapped[datetime]
