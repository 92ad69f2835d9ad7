"""Routes of pairs, their days, and transfers between communities."""

from typing import Any
from uuid import UUID

from backend.clearing import service
from backend.clearing.moves import PairMove
from backend.clearing.policy import A
from backend.clearing.schemas import (
    ClearingTransferSchema,
    DaySchema,
    NewClearingTransferSchema,
    NewTermsSchema,
    PairMoveSchema,
    PairSchema,
    PairsSchema,
)
from backend.clearing.types import NewTerms, NewTransfer
from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "clearing"

blp = Blueprint(
    "clearing",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>/clearing",
    description="Points between communities",
)


@blp.route("/pairs")
@asks(A.READ_PAIRS, policy=POLICY)
@blp.response(200, PairsSchema)
def list_clearing_pairs(community_id: int) -> dict[str, Any]:
    """List the communities points can be sent to, and what is owed."""
    with unit_of_work() as uow:
        return {"items": service.list_pairs(uow, current_actor(), community_id)}


@blp.route("/pairs", methods=["POST"])
@idempotent
@asks(A.SET_TERMS, policy=POLICY)
@blp.arguments(NewTermsSchema)
@blp.response(200, PairSchema)
def agree_clearing_terms(body: NewTerms, community_id: int) -> dict[str, Any]:
    """Propose a pair, accept a proposal, or change one's own ceiling (lead)."""
    with unit_of_work() as uow:
        return service.agree(uow, current_actor(), community_id, body)


@blp.route("/pairs/<int:other_id>/moves", methods=["POST"])
@idempotent
@asks(A.SET_TERMS, policy=POLICY)
@blp.arguments(PairMoveSchema)
@blp.response(200, PairSchema)
def move_clearing_pair(body: dict[str, PairMove], community_id: int, other_id: int) -> dict[str, Any]:
    """Pause, resume or end a pair (lead)."""
    with unit_of_work() as uow:
        return service.move_pair(uow, current_actor(), community_id, other_id, body["move"])


@blp.route("/pairs/<int:other_id>/days")
@asks(A.READ_PAIRS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(DaySchema))
def list_clearing_days(query: dict[str, Any], community_id: int, other_id: int) -> Page[dict[str, Any]]:
    """List a pair's closed days."""
    with unit_of_work() as uow:
        return service.list_days(uow, current_actor(), community_id, other_id, page_request(query))


@blp.route("/transfers", methods=["POST"])
@idempotent
@asks(A.SEND, policy=POLICY)
@blp.arguments(NewClearingTransferSchema)
@blp.response(201, ClearingTransferSchema)
def send_points(body: NewTransfer, community_id: int) -> dict[str, Any]:
    """Send points of one's own to one's own account in another community."""
    with unit_of_work() as uow:
        return service.send_points(uow, current_actor(), community_id, body)


@blp.route("/transfers/mine")
@asks(A.READ_OWN_TRANSFERS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(ClearingTransferSchema))
def list_own_clearing_transfers(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List what one sent from here and got here."""
    with unit_of_work() as uow:
        return service.list_own_transfers(uow, current_actor(), community_id, page_request(query))


@blp.route("/transfers/<uuid:clearing_id>")
@asks(A.READ_TRANSFER, policy=POLICY)
@blp.etag
@blp.response(200, ClearingTransferSchema)
def get_clearing_transfer(community_id: int, clearing_id: UUID) -> dict[str, Any]:
    """Show how far a transfer has come; polled with If-None-Match."""
    with unit_of_work() as uow:
        return service.get_transfer(uow, current_actor(), community_id, clearing_id)
