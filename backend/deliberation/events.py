"""Topics of the outbox that deliberation tells others of, with their payloads."""

from typing import Any

from backend.deliberation.models import Topic
from backend.deliberation.types import STAGE_NAMES, Stage
from backend.infra import outbox
from backend.infra.uow import UnitOfWork

SUGGESTED = "deliberation.topic_suggested"
MOVED = "deliberation.topic_moved"
OVERDUE = "deliberation.stage_overdue"
REVIEW_DUE = "deliberation.review_due"


def tell_suggested(uow: UnitOfWork, topic: Topic, title: str) -> None:
    """Tell the desk of what a member wants to be talked about."""
    outbox.record(uow, topic.community_id, SUGGESTED, _payload(topic, title, None))


def tell_moved(uow: UnitOfWork, topic: Topic, title: str, note: str | None) -> None:
    """Tell whoever raised the topic how far it has come."""
    outbox.record(uow, topic.community_id, MOVED, _payload(topic, title, note))


def desk_payload(topic: Topic, title: str) -> dict[str, Any]:
    """Return what the desk is told of a stage whose time is over, or of a review whose day has come."""
    return _payload(topic, title, None)


def _payload(topic: Topic, title: str, note: str | None) -> dict[str, Any]:
    return {
        "topic_id": str(topic.id),
        "member_id": str(topic.opened_by_member_id),
        "title": title,
        "stage": topic.stage,
        "stage_name": STAGE_NAMES[Stage(topic.stage)],
        "next_actor": topic.next_actor,
        "note": note,
    }
