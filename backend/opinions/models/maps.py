"""The opinion map of a topic as it was last drawn. It names nobody and nobody's votes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped

from backend.infra.db import Base


class OpinionMapRow(Base):
    """A topic's map; ``version`` grows with each drawing, 0 is not drawn yet.

    ``shown`` is what everybody may see: groups, spots, what is agreed, as JSON. ``plane`` is what places one's own
    votes on it: statements, axes, the groups' middles. Neither holds a voter: who asks for their place brings votes.
    """

    __tablename__ = "opinion_maps"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "topic_id", name="pk_opinion_maps"),
        ForeignKeyConstraint(
            ["community_id", "topic_id"], ["topics.community_id", "topics.id"], name="fk_opinion_maps_topic"
        ),
        CheckConstraint("participants BETWEEN 0 AND voters", name="ck_opinion_maps_participants"),
        CheckConstraint("(version = 0) = (drawn_at IS NULL)", name="ck_opinion_maps_drawn"),
    )

    community_id: Mapped[int]
    topic_id: Mapped[UUID]
    version: Mapped[int]
    votes_version: Mapped[int]
    voters: Mapped[int]
    participants: Mapped[int]
    shown: Mapped[dict[str, Any]]
    plane: Mapped[dict[str, Any]]
    drawn_at: Mapped[datetime | None]
