"""A topic's stage as a version that only grows, for pages that watch it: stages themselves come back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from backend.deliberation.models import TopicMoveRow
from backend.deliberation.types import Stage
from backend.infra.uow import UnitOfWork

_STAGES = tuple(Stage)
_WIDTH = 16


def stage_version(stage: Stage, moved_at: datetime) -> int:
    """Return a number that a later move makes larger, and in which the stage is: milliseconds x 16 + its place."""
    return round(moved_at.timestamp() * 1000) * _WIDTH + _STAGES.index(stage)


def stage_of(version: int) -> Stage:
    """Return the stage that is in a version."""
    return _STAGES[version % _WIDTH]


def last_stage_version(uow: UnitOfWork, community_id: int, topic_id: UUID) -> int:
    """Return the version that a topic's last move left."""
    moved = uow.session.execute(
        select(TopicMoveRow.to_stage, TopicMoveRow.at)
        .where(TopicMoveRow.community_id == community_id, TopicMoveRow.topic_id == topic_id)
        .order_by(TopicMoveRow.at.desc(), TopicMoveRow.id.desc())
        .limit(1)
    ).one()
    return stage_version(Stage(moved.to_stage), moved.at)
