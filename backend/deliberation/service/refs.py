"""Topics by id, for the features that work with them: what it is called and how far it is."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.deliberation.models import Topic
from backend.deliberation.service.store import get_topic_row, may_see
from backend.deliberation.types import ENDS, SourceType, Stage, TopicStage
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists


@dataclass(frozen=True, slots=True)
class TopicRef:
    """A topic's title and stage; ``is_live`` until it has ended."""

    id: UUID
    title: str
    category: str
    stage: Stage

    @property
    def is_live(self) -> bool:
        """Tell whether it is still talked about or carried out."""
        return self.stage not in ENDS


def topics_by_ids(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, TopicRef]:
    """Return the topics of these ids that the actor may know of; the others are left out. Two statements."""
    if not ids:
        return {}
    topics = uow.session.scalars(select(Topic).where(Topic.community_id == community_id, Topic.id.in_(set(ids)))).all()
    seen = [topic for topic in topics if may_see(actor, topic)]
    entries = lists.entries_by_ids(uow, community_id, {topic.entry_id for topic in seen})
    return {
        topic.id: TopicRef(
            topic.id, entries[topic.entry_id].title, entries[topic.entry_id].category, Stage(topic.stage)
        )
        for topic in seen
    }


def require_topic(
    uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID, *, lock: bool = False
) -> TopicStage:
    """Return where a topic stands; with ``lock`` no move is made until the unit of work ends.

    Raises NotFoundError also for what the actor may not know of.
    """
    topic = get_topic_row(uow, community_id, topic_id, lock=lock)
    if not may_see(actor, topic):
        raise NotFoundError()
    return TopicStage(topic.id, Stage(topic.stage), topic.stage_ends_at)


def topic_titles(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what topics are called, whoever asks: for what is told to those who take part in them."""
    rows = uow.session.execute(
        select(Topic.id, Topic.entry_id).where(Topic.community_id == community_id, Topic.id.in_(set(ids)))
    ).all()
    entries = lists.entries_by_ids(uow, community_id, {entry_id for _, entry_id in rows})
    return {id_: entries[entry_id].title for id_, entry_id in rows}


def source_entries(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> list[UUID]:
    """Return the entries that topics of these ids were raised from."""
    return list(
        uow.session.scalars(
            select(Topic.source_id).where(
                Topic.community_id == community_id,
                Topic.id.in_(ids),
                Topic.source_type == SourceType.ENTRY,
                Topic.source_id.is_not(None),
            )
        )
    )
