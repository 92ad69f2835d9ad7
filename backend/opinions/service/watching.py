"""What the page of a topic polls: the versions of its votes, its map and its stage."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.deliberation import service as deliberation
from backend.deliberation.types import Stage
from backend.infra import live
from backend.infra.uow import UnitOfWork
from backend.opinions.models import OpinionMapRow, OpinionTopic
from backend.opinions.policy import POLICY, A

PARTS = frozenset({"votes", "map", "stage"})


def watch_topic(
    actor: Actor, community_id: int, topic_id: UUID, read: Callable[[], tuple[Mapping[str, int], bool]]
) -> dict[str, Any]:
    """Return the versions at the cost of one read of Redis; ``read`` is ``topic_versions`` where it knows nothing."""
    POLICY.permit(actor, A.WATCH_TOPIC)
    found = live.watch(community_id, ("topic", topic_id), PARTS, read)
    return {"votes": found["votes"], "map": found["map"], "stage": deliberation.stage_of(found["stage"])}


def topic_versions(uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID) -> tuple[dict[str, int], bool]:
    """Read the versions from their rows, and tell whether the topic is everybody's to know of: it has been opened.

    Raises NotFoundError for a topic that the actor may not know of.
    """
    POLICY.permit(actor, A.WATCH_TOPIC)
    topic = deliberation.require_topic(uow, actor, community_id, topic_id)
    row = uow.session.execute(
        select(OpinionTopic.votes_version, OpinionMapRow.version)
        .outerjoin(
            OpinionMapRow,
            (OpinionMapRow.community_id == OpinionTopic.community_id)
            & (OpinionMapRow.topic_id == OpinionTopic.topic_id),
        )
        .where(OpinionTopic.community_id == community_id, OpinionTopic.topic_id == topic_id)
    ).first()
    votes, drawn = (0, 0) if row is None else (row[0], row[1] or 0)
    stage = deliberation.last_stage_version(uow, community_id, topic_id)
    versions = {"votes": votes, "map": drawn, "stage": stage}
    # What was dropped may never have been opened.
    return versions, topic.stage not in (Stage.SUGGESTED, Stage.DROPPED)
