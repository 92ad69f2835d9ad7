"""Routes of alliances, their boards and items."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.alliances import service
from backend.alliances.moves import StandMove
from backend.alliances.policy import A
from backend.alliances.schemas.alliances import (
    AllianceAnswerSchema,
    AllianceItemRemovalSchema,
    AllianceMoveSchema,
    AllianceReviewSchema,
    AllianceSchema,
    AlliancesSchema,
    BoardQuery,
    InvitationSchema,
    NewAllianceItemSchema,
    NewAllianceSchema,
)
from backend.alliances.types import Answer, NewAlliance, NewItem
from backend.infra.http import Blueprint, asks, current_actor, idempotent
from backend.infra.uow import unit_of_work

POLICY = "alliances"

blp = Blueprint(
    "alliances",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>/alliances",
    description="Alliances of a street's communities",
)


@blp.route("")
@asks(A.READ_ALLIANCES, policy=POLICY)
@blp.response(200, AlliancesSchema)
def list_alliances(community_id: int) -> dict[str, Any]:
    """List the alliances the community is or was in."""
    with unit_of_work() as uow:
        return service.list_alliances(uow, current_actor(), community_id)


@blp.route("", methods=["POST"])
@idempotent
@asks(A.SPEAK_FOR_COMMUNITY, policy=POLICY)
@blp.arguments(NewAllianceSchema)
@blp.response(201, AllianceSchema)
def found_alliance(body: NewAlliance, community_id: int) -> dict[str, Any]:
    """Found an alliance and invite communities of the street (lead)."""
    with unit_of_work() as uow:
        return service.found_alliance(uow, current_actor(), community_id, body)


@blp.route("/<uuid:alliance_id>")
@asks(A.READ_ALLIANCES, policy=POLICY)
@blp.arguments(BoardQuery, location="query")
@blp.response(200, AllianceSchema)
def get_alliance(query: dict[str, date | None], community_id: int, alliance_id: UUID) -> dict[str, Any]:
    """Show an alliance with the board of a month."""
    with unit_of_work() as uow:
        return service.show_alliance(uow, current_actor(), community_id, alliance_id, query["month"])


@blp.route("/<uuid:alliance_id>/moves", methods=["POST"])
@idempotent
@asks(A.SPEAK_FOR_COMMUNITY, policy=POLICY)
@blp.arguments(AllianceMoveSchema)
@blp.response(200, AllianceSchema)
def move_alliance(body: dict[str, StandMove], community_id: int, alliance_id: UUID) -> dict[str, Any]:
    """Join, decline, leave, or as the chair end an alliance (lead)."""
    with unit_of_work() as uow:
        return service.move_alliance(uow, current_actor(), community_id, alliance_id, body["move"])


@blp.route("/<uuid:alliance_id>/invitations", methods=["POST"])
@idempotent
@asks(A.SPEAK_FOR_COMMUNITY, policy=POLICY)
@blp.arguments(InvitationSchema)
@blp.response(200, AllianceSchema)
def invite(body: dict[str, int], community_id: int, alliance_id: UUID) -> dict[str, Any]:
    """Invite one more community (the chair's lead)."""
    with unit_of_work() as uow:
        return service.invite(uow, current_actor(), community_id, alliance_id, body["other_id"])


@blp.route("/<uuid:alliance_id>/items", methods=["POST"])
@idempotent
@asks(A.WRITE_ITEMS, policy=POLICY)
@blp.arguments(NewAllianceItemSchema)
@blp.response(201, AllianceSchema)
def add_item(body: NewItem, community_id: int, alliance_id: UUID) -> dict[str, Any]:
    """Put an item on the list that goes out on the next 10th (the chair's desk)."""
    with unit_of_work() as uow:
        return service.add_item(uow, current_actor(), community_id, alliance_id, body)


@blp.route("/<uuid:alliance_id>/items/<uuid:item_id>/removal", methods=["POST"])
@idempotent
@asks(A.WRITE_ITEMS, policy=POLICY)
@blp.arguments(AllianceItemRemovalSchema)
@blp.response(200, AllianceSchema)
def remove_item(body: dict[str, Any], community_id: int, alliance_id: UUID, item_id: UUID) -> dict[str, Any]:
    """Take an item off the list before it goes out (the chair's desk)."""
    with unit_of_work() as uow:
        return service.remove_item(uow, current_actor(), community_id, alliance_id, item_id)


@blp.route("/<uuid:alliance_id>/items/<uuid:item_id>/answer", methods=["POST"])
@idempotent
@asks(A.ANSWER_ITEM, policy=POLICY)
@blp.arguments(AllianceAnswerSchema)
@blp.response(200, AllianceSchema)
def answer_item(body: Answer, community_id: int, alliance_id: UUID, item_id: UUID) -> dict[str, Any]:
    """Say what became of an item that the community took (its desk)."""
    with unit_of_work() as uow:
        return service.answer_item(uow, current_actor(), community_id, alliance_id, item_id, body)


@blp.route("/<uuid:alliance_id>/reviews", methods=["POST"])
@idempotent
@asks(A.SPEAK_FOR_COMMUNITY, policy=POLICY)
@blp.arguments(AllianceReviewSchema)
@blp.response(200, AllianceSchema)
def review_quarter(body: dict[str, Any], community_id: int, alliance_id: UUID) -> dict[str, Any]:
    """Write the review of the quarter that ends with a month (the chair's lead)."""
    with unit_of_work() as uow:
        return service.review_quarter(uow, current_actor(), community_id, alliance_id, **body)
