"""Routes of moderation."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.moderation import service
from backend.moderation.moves import ModerationMove
from backend.moderation.policy import A
from backend.moderation.schemas import ModerationItemSchema, ModerationMoveSchema, ModerationQuery

POLICY = "moderation"

blp = Blueprint(
    "moderation",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>/moderation",
    description="Texts that are checked before others see them",
)


@blp.route("/items")
@asks(A.READ_QUEUE, policy=POLICY)
@blp.arguments(ModerationQuery, location="query")
@blp.response(200, page_schema(ModerationItemSchema))
def list_moderation_items(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through the texts that wait, the oldest first; with a decided ``state`` the newest first."""
    with unit_of_work() as uow:
        return service.list_items(uow, current_actor(), community_id, query["state"], page_request(query))


@blp.route("/items/<uuid:moderation_item_id>")
@asks(A.READ_QUEUE, policy=POLICY)
@blp.response(200, ModerationItemSchema)
def get_moderation_item(community_id: int, moderation_item_id: UUID) -> dict[str, Any]:
    """Show one text with every decision on it."""
    with unit_of_work() as uow:
        return service.get_item(uow, current_actor(), community_id, moderation_item_id)


@blp.route("/items/<uuid:moderation_item_id>/moves", methods=["POST"])
@idempotent
@asks(A.DECIDE_TEXT, policy=POLICY)
@blp.arguments(ModerationMoveSchema)
@blp.response(200, ModerationItemSchema)
def move_moderation_item(
    body: tuple[ModerationMove, str | None], community_id: int, moderation_item_id: UUID
) -> dict[str, Any]:
    """Let others see a text, or refuse it with a reason."""
    with unit_of_work() as uow:
        return service.move_item(uow, current_actor(), community_id, moderation_item_id, *body)
