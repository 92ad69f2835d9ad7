"""Which further merchants take an offer's vouchers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped

from backend.infra.db import Base


class OfferShop(Base):
    """A merchant asked to take an offer's vouchers; it does from when its own contact agrees until it is ended."""

    __tablename__ = "offer_shops"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_offer_shops"),
        ForeignKeyConstraint(
            ["community_id", "offer_id"], ["offers.community_id", "offers.id"], name="fk_offer_shops_offer"
        ),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_offer_shops_unit"
        ),
        CheckConstraint("(agreed_at IS NULL) = (agreed_by IS NULL)", name="ck_offer_shops_agreed"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ck_offer_shops_ended"),
        Index(
            "ux_offer_shops_open",
            "community_id",
            "offer_id",
            "unit_id",
            unique=True,
            postgresql_where="ended_at IS NULL",
        ),
        Index("ix_offer_shops_unit", "community_id", "unit_id", postgresql_where="ended_at IS NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    offer_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    invited_by: Mapped[UUID]
    invited_at: Mapped[datetime]
    agreed_by: Mapped[UUID | None]
    agreed_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
