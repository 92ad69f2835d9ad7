"""Topics for tests, made through the service as people make them."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.deliberation import service
from backend.deliberation.moves import TopicMove
from backend.deliberation.types import Decision, MeetingKind, NewTopic, Source, SourceType, Step
from backend.infra.uow import UnitOfWork
from tests.factories.communities import Someone
from tests.factories.lists import CATEGORY

# A month after the tests' Monday morning, and the day on which it is looked at again.
DUE_ON, REVIEW_ON = date(2026, 12, 23), date(2027, 3, 23)


def open_topic(uow: UnitOfWork, by: Someone, *, source_entry_id: UUID | None = None, **changes: Any) -> UUID:
    """Open a topic and return its id."""
    fields: dict[str, Any] = {
        "title": "充电桩装在哪里",
        "text": "飞线充电不安全，装在哪里、费用怎么出，请大家说说。",
        "category": CATEGORY,
        "meeting_kind": MeetingKind.COUNCIL,
        "source": None if source_entry_id is None else Source(SourceType.ENTRY, source_entry_id),
        **changes,
    }
    topic_id: UUID = service.open_topic(uow, by.actor, by.community_id, NewTopic(**fields))["id"]
    return topic_id


def suggest_topic(uow: UnitOfWork, by: Someone, entry_id: UUID) -> UUID:
    """Suggest a topic from an entry and return its id."""
    topic = service.suggest_topic(uow, by.actor, by.community_id, entry_id, "好几栋楼都有这个问题")
    topic_id: UUID = topic["id"]
    return topic_id


def move_topic(uow: UnitOfWork, by: Someone, topic_id: UUID, move: TopicMove, **step: Any) -> dict[str, Any]:
    """Make a move on a topic."""
    return service.move_topic(uow, by.actor, by.community_id, topic_id, move, Step(**step))


def decision(owner: Someone, **changes: Any) -> Decision:
    """Return a decision that a member answers for."""
    fields: dict[str, Any] = {
        "text": "在东门车棚装十个充电桩",
        "reasons": "离楼栋最近，消防同意",
        "due_on": DUE_ON,
        "review_on": REVIEW_ON,
        "owner_member_id": owner.member_id,
        **changes,
    }
    return Decision(**fields)


def decide(uow: UnitOfWork, by: Someone, topic_id: UUID, **changes: Any) -> dict[str, Any]:
    """Lead a topic that gathers opinions to its decision."""
    move_topic(uow, by, topic_id, TopicMove.TALK)
    return move_topic(uow, by, topic_id, TopicMove.DECIDE, decision=decision(by, **changes))
