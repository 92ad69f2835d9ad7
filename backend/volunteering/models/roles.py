"""Table of the roles of a shift: each has places of its own, counted on its own row."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class ShiftRole(Base):
    """What some of a shift's people do. The places of all roles are the shift's; whoever signs up takes one role."""

    __tablename__ = "shift_roles"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_shift_roles"),
        UniqueConstraint("community_id", "shift_id", "id", name="uq_shift_roles_shift"),
        ForeignKeyConstraint(
            ["community_id", "shift_id"], ["shifts.community_id", "shifts.id"], name="fk_shift_roles_shift"
        ),
        CheckConstraint("places > 0", name="ck_shift_roles_places"),
        CheckConstraint("places_taken BETWEEN 0 AND places", name="ck_shift_roles_places_taken"),
        CheckConstraint("age_min BETWEEN 0 AND 120", name="ck_shift_roles_age_min"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    shift_id: Mapped[UUID]
    position: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    places: Mapped[int]
    places_taken: Mapped[int]
    skill: Mapped[str | None] = mapped_column(Text)
    age_min: Mapped[int | None]
    qualification: Mapped[str | None] = mapped_column(Text)
