"""Routes of relations and gifts."""

from typing import Any
from uuid import UUID

from backend.giving import service
from backend.giving.moves import TieMove
from backend.giving.policy import A
from backend.giving.schemas.kin import (
    GiftSchema,
    GiftTermsSchema,
    NewGiftSchema,
    NewTieSchema,
    TieMoveSchema,
    TieSchema,
)
from backend.giving.types import NewGift, NewTie
from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "giving"

blp = Blueprint("kin", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Kin and gifts")


@blp.route("/kin-ties", methods=["POST"])
@idempotent
@asks(A.KEEP_TIES, policy=POLICY)
@blp.arguments(NewTieSchema)
@blp.response(201, TieSchema)
def propose_tie(body: NewTie, community_id: int) -> dict[str, Any]:
    """State what another member is to oneself; they consent or not."""
    with unit_of_work() as uow:
        return service.propose_tie(uow, current_actor(), community_id, body)


@blp.route("/kin-ties")
@asks(A.KEEP_TIES, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(TieSchema))
def list_ties(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List one's own open relations."""
    with unit_of_work() as uow:
        return service.list_ties(uow, current_actor(), community_id, page_request(query))


@blp.route("/kin-ties/<uuid:tie_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_TIE, policy=POLICY)
@blp.arguments(TieMoveSchema)
@blp.response(200, TieSchema)
def move_tie(body: dict[str, TieMove], community_id: int, tie_id: UUID) -> dict[str, Any]:
    """Consent to, decline or end a relation (the two it is of)."""
    with unit_of_work() as uow:
        return service.move_tie(uow, current_actor(), community_id, tie_id, body["move"])


@blp.route("/gifts", methods=["POST"])
@idempotent
@asks(A.GIVE, policy=POLICY)
@blp.arguments(NewGiftSchema)
@blp.response(201, GiftSchema)
def give(body: NewGift, community_id: int) -> dict[str, Any]:
    """Give time credits to confirmed kin."""
    with unit_of_work() as uow:
        return service.give(uow, current_actor(), community_id, body)


@blp.route("/gifts/terms")
@asks(A.GIVE, policy=POLICY)
@blp.response(200, GiftTermsSchema)
def gift_terms(community_id: int) -> dict[str, Any]:
    """Show whether, to whom and how much one may give."""
    with unit_of_work() as uow:
        return service.gift_terms(uow, current_actor(), community_id)


@blp.route("/gifts/<uuid:gift_id>")
@asks(A.READ_GIFT, policy=POLICY)
@blp.response(200, GiftSchema)
def get_gift(community_id: int, gift_id: UUID) -> dict[str, Any]:
    """Show a gift to the two it is between."""
    with unit_of_work() as uow:
        return service.get_gift(uow, current_actor(), community_id, gift_id)
