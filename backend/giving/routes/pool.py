"""Routes of the pool, entitlements and grants."""

from typing import Any
from uuid import UUID

from backend.giving import service
from backend.giving.policy import A
from backend.giving.schemas.pool import (
    EntitlementMoveSchema,
    EntitlementQuery,
    EntitlementSchema,
    NewEntitlementSchema,
    NewGrantSchema,
    NewPoolDonationSchema,
    OwnEntitlementAnswerSchema,
    PoolDonationSchema,
    PoolQuery,
    PoolSchema,
)
from backend.giving.types import NewEntitlement, NewPoolDonation
from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "giving"

blp = Blueprint("pool", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="The pool")


@blp.route("/pool")
@asks(A.READ_POOL, policy=POLICY)
@blp.arguments(PoolQuery, location="query")
@blp.response(200, PoolSchema)
def pool_account(query: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Show the pool's public account."""
    with unit_of_work() as uow:
        return service.pool_account(uow, current_actor(), community_id, first=query["first"], last=query["last"])


@blp.route("/pool/donations", methods=["POST"])
@idempotent
@asks(A.DONATE, policy=POLICY)
@blp.arguments(NewPoolDonationSchema)
@blp.response(201, PoolDonationSchema)
def donate(body: NewPoolDonation, community_id: int) -> dict[str, Any]:
    """Give time credits or points to the pool."""
    with unit_of_work() as uow:
        return service.donate(uow, current_actor(), community_id, body)


@blp.route("/pool/donations")
@asks(A.READ_POOL, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(PoolDonationSchema))
def list_pool_donations(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List what was given to the pool, donors as they chose."""
    with unit_of_work() as uow:
        return service.list_pool_donations(uow, current_actor(), community_id, page_request(query))


@blp.route("/entitlements", methods=["POST"])
@idempotent
@asks(A.PROPOSE_ENTITLEMENT, policy=POLICY)
@blp.arguments(NewEntitlementSchema)
@blp.response(201, EntitlementSchema)
def propose_entitlement(body: NewEntitlement, community_id: int) -> dict[str, Any]:
    """Propose that somebody who can't earn is given time (desk)."""
    with unit_of_work() as uow:
        return service.propose_entitlement(uow, current_actor(), community_id, body)


@blp.route("/entitlements")
@asks(A.READ_ENTITLEMENTS, policy=POLICY)
@blp.arguments(EntitlementQuery, location="query")
@blp.response(200, page_schema(EntitlementSchema))
def list_entitlements(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List entitlements (desk, supervisor)."""
    with unit_of_work() as uow:
        return service.list_entitlements(
            uow, current_actor(), community_id, state=query["state"], page=page_request(query)
        )


@blp.route("/entitlements/mine")
@asks(A.READ_OWN_ENTITLEMENT, policy=POLICY)
@blp.response(200, OwnEntitlementAnswerSchema)
def get_own_entitlement(community_id: int) -> dict[str, Any]:
    """Show one's own live entitlement, if there is one."""
    with unit_of_work() as uow:
        return service.get_own_entitlement(uow, current_actor(), community_id)


@blp.route("/entitlements/<uuid:entitlement_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_ENTITLEMENT, policy=POLICY)
@blp.arguments(EntitlementMoveSchema)
@blp.response(200, EntitlementSchema)
def move_entitlement(body: dict[str, Any], community_id: int, entitlement_id: UUID) -> dict[str, Any]:
    """Approve or decline (lead, not who proposed it), or end an entitlement."""
    with unit_of_work() as uow:
        return service.move_entitlement(uow, current_actor(), community_id, entitlement_id, body["move"], body["note"])


@blp.route("/entitlements/<uuid:entitlement_id>/grants", methods=["POST"])
@idempotent
@asks(A.GRANT, policy=POLICY)
@blp.arguments(NewGrantSchema)
@blp.response(201, EntitlementSchema)
def grant(body: dict[str, int], community_id: int, entitlement_id: UUID) -> dict[str, Any]:
    """Give time from the pool within the month's amount (desk)."""
    with unit_of_work() as uow:
        return service.grant(uow, current_actor(), community_id, entitlement_id, body["minutes"])
