"""The topic as opinions know it: open or closed, its key while open, how far its votes have come."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedBytes
from backend.infra.db import Base


class OpinionTopic(Base):
    """Opinions on one topic.

    ``key`` (32 random bytes, stored encrypted) makes the pseudonyms of voters. It is there while opinions are open and
    not a moment longer: without it nobody can tie a vote to a member or change one.
    ``votes_version`` goes up with every vote and every statement that opens or leaves. ``map_due_at`` is when the map
    is to be drawn anew, NULL once it was drawn for the version it stands at.
    """

    __tablename__ = "opinion_topics"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "topic_id", name="pk_opinion_topics"),
        ForeignKeyConstraint(
            ["community_id", "topic_id"], ["topics.community_id", "topics.id"], name="fk_opinion_topics_topic"
        ),
        CheckConstraint("state IN ('open', 'closed')", name="ck_opinion_topics_state"),
        CheckConstraint("(state = 'open') = (key IS NOT NULL)", name="ck_opinion_topics_key"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="ck_opinion_topics_closed"),
        CheckConstraint("votes_version >= 0", name="ck_opinion_topics_version"),
        Index("ix_opinion_topics_map_due", "map_due_at", "community_id", postgresql_where="map_due_at IS NOT NULL"),
        Index("ix_opinion_topics_close_due", "closes_at", "community_id", postgresql_where="state = 'open'"),
    )

    community_id: Mapped[int]
    topic_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(Text)
    key: Mapped[bytes | None] = mapped_column(EncryptedBytes)
    # The end of the stage's clock: opinions close by themselves then.
    closes_at: Mapped[datetime]
    # The desk keeps opinions open while the topic is talked about.
    while_talking: Mapped[bool]
    votes_version: Mapped[int] = mapped_column(BigInteger)
    map_due_at: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
