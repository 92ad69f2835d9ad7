"""Tables of actors: who may be shown to all, what members suggested, what the desk decided on units."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedText
from backend.infra.db import Base


class FiguresConsent(Base):
    """A unit lets everybody see its four criteria; taking it back deletes the row."""

    __tablename__ = "actor_figures_consents"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "unit_id", name="pk_actor_figures_consents"),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_actor_figures_consents_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "given_by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_actor_figures_consents_member",
        ),
    )

    community_id: Mapped[int]
    unit_id: Mapped[UUID]
    given_by_member_id: Mapped[UUID]
    given_at: Mapped[datetime]


class Referral(Base):
    """A member's word about somebody who is on no list yet."""

    __tablename__ = "actor_referrals"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_actor_referrals"),
        ForeignKeyConstraint(
            ["community_id", "referred_by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_actor_referrals_member",
        ),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_actor_referrals_entry"
        ),
        CheckConstraint("state IN ('open', 'listed', 'dismissed')", name="ck_actor_referrals_state"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="ck_actor_referrals_decided"),
        CheckConstraint("(state = 'listed') = (entry_id IS NOT NULL)", name="ck_actor_referrals_listed"),
        # One word at a time of one member on one name.
        Index(
            "uq_actor_referrals_open",
            "community_id",
            "referred_by_member_id",
            "name",
            unique=True,
            postgresql_where="state = 'open'",
        ),
        Index("ix_actor_referrals_state", "community_id", "state", "id"),
        Index("ix_actor_referrals_member", "community_id", "referred_by_member_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    name: Mapped[str] = mapped_column(Text)
    actor_kind: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(EncryptedText)
    state: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    entry_id: Mapped[UUID | None]
    referred_by_member_id: Mapped[UUID]
    decided_by_member_id: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class UnitDismissal(Base):
    """The desk does not want the unit suggested again; taking it back deletes the row."""

    __tablename__ = "actor_unit_dismissals"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "unit_id", name="pk_actor_unit_dismissals"),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_actor_unit_dismissals_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "dismissed_by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_actor_unit_dismissals_member",
        ),
    )

    community_id: Mapped[int]
    unit_id: Mapped[UUID]
    note: Mapped[str | None] = mapped_column(Text)
    dismissed_by_member_id: Mapped[UUID]
    dismissed_at: Mapped[datetime]
