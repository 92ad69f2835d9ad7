"""Topics as stops of the trace, to whom may know of them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.deliberation.models import Topic
from backend.deliberation.policy import POLICY, A
from backend.deliberation.service.store import may_see
from backend.deliberation.types import ENDS, STAGE_NAMES, Stage
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists


def topic_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return topics by id; what the actor may not know of is None."""
    if not POLICY.allows(actor, A.READ_TOPICS):
        return {}
    topics = uow.session.scalars(select(Topic).where(Topic.community_id == community_id, Topic.id.in_(ids))).all()
    entries = lists.entries_by_ids(uow, community_id, {topic.entry_id for topic in topics})
    return {
        topic.id: _stop(topic, entries[topic.entry_id].title) if may_see(actor, topic) else None for topic in topics
    }


def _stop(topic: Topic, title: str) -> Stop:
    stage = Stage(topic.stage)
    status = StopStatus.DONE if stage in ENDS else StopStatus.NOW
    next_actor, due_at = topic.next_actor, topic.stage_ends_at
    return Stop(title, STAGE_NAMES[stage], topic.created_at, status, next_actor=next_actor, due_at=due_at)
