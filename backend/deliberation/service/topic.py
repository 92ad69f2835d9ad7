"""Reading topics: a page of them, one with its line of stops, a member's own."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.deliberation.models import Topic
from backend.deliberation.policy import POLICY, A
from backend.deliberation.service.store import get_topic_row, may_see
from backend.deliberation.service.view import view_topic, view_topics
from backend.deliberation.types import ENDS, TopicFilter
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork


def list_topics(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: TopicFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return topics that the actor may see, newest first."""
    POLICY.permit(actor, A.READ_TOPICS)
    chosen = select(Topic).where(Topic.community_id == community_id, *_visible(actor))
    if wanted.stage is not None:
        chosen = chosen.where(Topic.stage == wanted.stage.value)
    if wanted.live:
        chosen = chosen.where(Topic.stage.not_in([stage.value for stage in ENDS]))
    if wanted.mine:
        chosen = chosen.where(Topic.opened_by_member_id == actor.member_id)
    found = fetch_page(uow.session, chosen, page, keys=[Topic.created_at, Topic.id])
    return Page(view_topics(uow, actor, found.items), found.next_cursor)


def _visible(actor: Actor) -> list[ColumnElement[bool]]:
    """Return the condition of ``store.may_see`` in SQL."""
    if POLICY.allows(actor, A.READ_ALL_TOPICS):
        return []
    return [or_(Topic.opened_at.is_not(None), Topic.opened_by_member_id == actor.member_id)]


def get_topic(uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID) -> dict[str, Any]:
    """Return one topic; raises NotFoundError also for what the actor may not know of."""
    POLICY.permit(actor, A.READ_TOPICS)
    topic = get_topic_row(uow, community_id, topic_id)
    if not may_see(actor, topic):
        raise NotFoundError()
    return view_topic(uow, actor, topic)
