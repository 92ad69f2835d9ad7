"""Routes of the inbox and of subscriptions."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request
from backend.infra.uow import unit_of_work
from backend.notifications import service
from backend.notifications.policy import A
from backend.notifications.schemas import (
    AnswersSchema,
    InboxSchema,
    MarkReadSchema,
    SubscriptionsSchema,
    UnreadSchema,
)
from backend.notifications.types import Answer

POLICY = "notifications"

blp = Blueprint(
    "notifications",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Inbox and subscribe messages",
)


@blp.route("/inbox")
@asks(A.READ_INBOX, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, InboxSchema)
def list_inbox(query: dict[str, Any], community_id: int) -> dict[str, Any]:
    """List one's own messages, newest first."""
    with unit_of_work() as uow:
        page, unread = service.list_inbox(uow, current_actor(), community_id, page_request(query))
        return {"items": page.items, "next_cursor": page.next_cursor, "unread_count": unread}


@blp.route("/inbox/read", methods=["POST"])
@idempotent
@asks(A.MARK_READ, policy=POLICY)
@blp.arguments(MarkReadSchema)
@blp.response(200, UnreadSchema)
def mark_read(body: dict[str, UUID], community_id: int) -> dict[str, int]:
    """Mark messages as read, up to and with one."""
    with unit_of_work() as uow:
        return {"unread_count": service.mark_read(uow, current_actor(), community_id, body["up_to"])}


@blp.route("/subscriptions")
@asks(A.READ_SUBSCRIPTIONS, policy=POLICY)
@blp.response(200, SubscriptionsSchema)
def list_subscriptions(community_id: int) -> dict[str, Any]:
    """List how many subscribe messages one still agrees to."""
    with unit_of_work() as uow:
        return {"items": service.list_subscriptions(uow, current_actor(), community_id)}


@blp.route("/subscriptions", methods=["POST"])
@idempotent
@asks(A.SUBSCRIBE, policy=POLICY)
@blp.arguments(AnswersSchema)
@blp.response(200, SubscriptionsSchema)
def record_answers(body: dict[str, dict[str, Answer]], community_id: int) -> dict[str, Any]:
    """Count the answers to WeChat's dialog."""
    with unit_of_work() as uow:
        return {"items": service.record_answers(uow, current_actor(), community_id, body["answers"])}
