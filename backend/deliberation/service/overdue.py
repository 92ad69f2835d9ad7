"""Stages whose time is over: the desk is told once, the topic itself waits for a person."""

from collections.abc import Sequence

from sqlalchemy import select

from backend.deliberation import events
from backend.deliberation.models import Topic
from backend.infra import outbox
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists

TOPICS_A_BATCH = 200


def communities_with_overdue_stages(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where a stage's time is over and nobody was told (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(Topic.community_id).where(Topic.overdue_told_at.is_(None), Topic.stage_ends_at <= uow.now).distinct()
    ).all()


def tell_overdue_stages(uow: UnitOfWork, community_id: int) -> int:
    """Tell the desk of one batch; return how many topics it was."""
    topics = uow.session.scalars(
        select(Topic)
        .where(Topic.community_id == community_id, Topic.overdue_told_at.is_(None), Topic.stage_ends_at <= uow.now)
        .order_by(Topic.stage_ends_at, Topic.id)
        .limit(TOPICS_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    entries = lists.entries_by_ids(uow, community_id, [topic.entry_id for topic in topics])
    for topic in topics:
        topic.overdue_told_at = uow.now
    uow.session.flush()
    told = [(None, events.desk_payload(topic, entries[topic.entry_id].title), uow.now) for topic in topics]
    outbox.record_many(uow, community_id, events.OVERDUE, told)
    return len(topics)
