"""The table of what is to be done by the minutes."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Action(Base):
    """Something to be done by a point's decision; once the minutes are published it is a list entry (``entry_id``)."""

    __tablename__ = "meeting_actions"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_meeting_actions"),
        UniqueConstraint("community_id", "item_id", "no", name="uq_meeting_actions_no"),
        ForeignKeyConstraint(
            ["community_id", "item_id"],
            ["meeting_agenda.community_id", "meeting_agenda.id"],
            name="fk_meeting_actions_item",
        ),
        ForeignKeyConstraint(
            ["community_id", "owner_unit_id"], ["units.community_id", "units.id"], name="fk_meeting_actions_owner_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "owner_member_id"],
            ["members.community_id", "members.id"],
            name="fk_meeting_actions_owner_member",
        ),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_meeting_actions_entry"
        ),
        CheckConstraint("no > 0", name="ck_meeting_actions_no"),
        CheckConstraint("num_nonnulls(owner_unit_id, owner_member_id) = 1", name="ck_meeting_actions_one_owner"),
        CheckConstraint("review_on >= due_on", name="ck_meeting_actions_review"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    item_id: Mapped[UUID]
    no: Mapped[int]
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]]
    owner_unit_id: Mapped[UUID | None]
    owner_member_id: Mapped[UUID | None]
    due_on: Mapped[date]
    review_on: Mapped[date]
    entry_id: Mapped[UUID | None]
