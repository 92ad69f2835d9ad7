"""Routes of claims."""

from typing import Any
from uuid import UUID

from backend.agreements import service
from backend.agreements.policy import A
from backend.agreements.schemas.claims import (
    AssistMoveSchema,
    ClaimMoveSchema,
    ClaimQuery,
    ClaimSchema,
    NewAssistSchema,
    NewClaimSchema,
)
from backend.agreements.types.claims import Assist, ClaimFilter, NewClaim
from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "agreements"

blp = Blueprint(
    "agreements", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Claims on entries"
)


@blp.route("/entries/<uuid:entry_id>/claims", methods=["POST"])
@idempotent
@asks(A.CLAIM, policy=POLICY)
@blp.arguments(NewClaimSchema)
@blp.response(201, ClaimSchema)
def claim_entry(body: NewClaim, community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Claim an entry, whole or in part, as a unit's contact; or a small wish for oneself."""
    with unit_of_work() as uow:
        return service.claim_entry(uow, current_actor(), community_id, entry_id, body)


@blp.route("/entries/<uuid:entry_id>/claims")
@asks(A.READ_CLAIMS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(ClaimSchema))
def list_claims_of_entry(query: dict[str, Any], community_id: int, entry_id: UUID) -> Page[dict[str, Any]]:
    """Page through the claims on an entry, newest first."""
    with unit_of_work() as uow:
        wanted = ClaimFilter(entry_id=entry_id)
        return service.list_claims(uow, current_actor(), community_id, wanted, page_request(query))


@blp.route("/claims")
@asks(A.READ_CLAIMS, policy=POLICY)
@blp.arguments(ClaimQuery, location="query")
@blp.response(200, page_schema(ClaimSchema))
def list_claims(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through claims by unit and state, newest first."""
    with unit_of_work() as uow:
        actor = current_actor()
        wanted = ClaimFilter(
            unit_id=query["unit_id"],
            assist_unit_id=query["assist_unit_id"],
            member_id=actor.member_id if query["mine"] else None,
            state=query["state"],
        )
        return service.list_claims(uow, actor, community_id, wanted, page_request(query))


@blp.route("/claims/<uuid:claim_id>")
@asks(A.READ_CLAIMS, policy=POLICY)
@blp.response(200, ClaimSchema)
def get_claim(community_id: int, claim_id: UUID) -> dict[str, Any]:
    """Show one claim."""
    with unit_of_work() as uow:
        return service.show_claim(uow, current_actor(), community_id, claim_id)


@blp.route("/claims/<uuid:claim_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_CLAIM, policy=POLICY)
@blp.arguments(ClaimMoveSchema)
@blp.response(200, ClaimSchema)
def move_claim(body: dict[str, Any], community_id: int, claim_id: UUID) -> dict[str, Any]:
    """Make one of the moves the claim offers."""
    with unit_of_work() as uow:
        return service.move_claim(uow, current_actor(), community_id, claim_id, body["move"], body["note"])


@blp.route("/claims/<uuid:claim_id>/assists", methods=["POST"])
@idempotent
@asks(A.MOVE_CLAIM, policy=POLICY)
@blp.arguments(NewAssistSchema)
@blp.response(201, ClaimSchema)
def invite_assist(body: Assist, community_id: int, claim_id: UUID) -> dict[str, Any]:
    """Ask a unit to help with a claim, as the claiming unit's contact."""
    with unit_of_work() as uow:
        return service.invite_assist(uow, current_actor(), community_id, claim_id, body)


@blp.route("/claims/<uuid:claim_id>/assists/<uuid:assist_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_CLAIM, policy=POLICY)
@blp.arguments(AssistMoveSchema)
@blp.response(200, ClaimSchema)
def move_assist(body: dict[str, Any], community_id: int, claim_id: UUID, assist_id: UUID) -> dict[str, Any]:
    """Agree to help with a claim, decline or leave; or take the invitation back."""
    with unit_of_work() as uow:
        return service.move_assist(uow, current_actor(), community_id, claim_id, assist_id, body["move"], body["note"])
