"""Routes of tills without a network: the keys, what a till keeps, syncing, further shops."""

import base64
from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.redemption import service
from backend.redemption.moves import ShopMove
from backend.redemption.policy import A
from backend.redemption.schemas.offline import (
    NewOfferShopSchema,
    OfferShopMoveSchema,
    OfferShopsSchema,
    SharedOffersSchema,
    SyncAnswersSchema,
    SyncedQuery,
    SyncedSchema,
    SyncSchema,
    TillSchema,
    VoucherKeysSchema,
)
from backend.redemption.types import SyncBatch

POLICY = "redemption"

blp = Blueprint(
    "redemption_offline",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Vouchers without a network: keys, syncing, further shops",
)


@blp.route("/voucher-keys")
@blp.etag
@asks(A.READ_KEYS, policy=POLICY)
@blp.response(200, VoucherKeysSchema)
def list_voucher_keys(community_id: int) -> dict[str, Any]:
    """Return the public keys of signed tokens; they change hardly ever, and the ETag says whether they did."""
    found = service.list_voucher_keys(current_actor())
    keys = [{"id": id_, "public_key": base64.urlsafe_b64encode(key).decode()} for id_, key in found.items()]
    shown = {"keys": keys}
    blp.set_etag(shown, VoucherKeysSchema)
    return shown


@blp.route("/merchants/<uuid:unit_id>/till")
@asks(A.OPEN_TILL, policy=POLICY)
@blp.response(200, TillSchema)
def open_till(community_id: int, unit_id: UUID) -> dict[str, Any]:
    """Return what a shop's phone keeps for when it has no network (its contact and clerks)."""
    with unit_of_work() as uow:
        return service.open_till(uow, current_actor(), community_id, unit_id)


@blp.route("/redemptions/sync", methods=["POST"])
@idempotent
@asks(A.SYNC, policy=POLICY)
@blp.arguments(SyncSchema)
@blp.response(200, SyncAnswersSchema)
def sync_redemptions(body: SyncBatch, community_id: int) -> dict[str, Any]:
    """Enter what a shop took without a network, up to 100 items, each answered by itself."""
    with unit_of_work() as uow:
        return {"items": service.sync_redemptions(uow, current_actor(), community_id, body)}


@blp.route("/merchants/<uuid:unit_id>/synced")
@asks(A.READ_SYNCED, policy=POLICY)
@blp.arguments(SyncedQuery, location="query")
@blp.response(200, page_schema(SyncedSchema))
def list_synced(query: dict[str, Any], community_id: int, unit_id: UUID) -> Page[dict[str, Any]]:
    """List what a shop synced, and what became of it."""
    with unit_of_work() as uow:
        return service.list_synced(
            uow, current_actor(), community_id, unit_id, outcome=query["outcome"], page=page_request(query)
        )


@blp.route("/merchants/<uuid:unit_id>/shared-offers")
@asks(A.OPEN_TILL, policy=POLICY)
@blp.response(200, SharedOffersSchema)
def list_shared_offers(community_id: int, unit_id: UUID) -> dict[str, Any]:
    """List the others' offers that a shop takes, or is asked to take (its contact and clerks)."""
    with unit_of_work() as uow:
        return {"items": service.list_shared_offers(uow, current_actor(), community_id, unit_id)}


@blp.route("/offers/<uuid:offer_id>/shops")
@asks(A.READ_SHOPS, policy=POLICY)
@blp.response(200, OfferShopsSchema)
def list_shops(community_id: int, offer_id: UUID) -> dict[str, Any]:
    """List who takes an offer's vouchers."""
    with unit_of_work() as uow:
        return {"items": service.list_shops(uow, current_actor(), community_id, offer_id)}


@blp.route("/offers/<uuid:offer_id>/shops", methods=["POST"])
@idempotent
@asks(A.INVITE_SHOP, policy=POLICY)
@blp.arguments(NewOfferShopSchema)
@blp.response(201, OfferShopsSchema)
def invite_shop(body: dict[str, UUID], community_id: int, offer_id: UUID) -> dict[str, Any]:
    """Ask another merchant to take an offer's vouchers (the offering merchant's contact)."""
    with unit_of_work() as uow:
        return {"items": service.invite_shop(uow, current_actor(), community_id, offer_id, body["unit_id"])}


@blp.route("/offers/<uuid:offer_id>/shops/<uuid:unit_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_SHOP, policy=POLICY)
@blp.arguments(OfferShopMoveSchema)
@blp.response(200, OfferShopsSchema)
def move_shop(body: dict[str, ShopMove], community_id: int, offer_id: UUID, unit_id: UUID) -> dict[str, Any]:
    """Agree to take another merchant's vouchers, or end it (contacts)."""
    with unit_of_work() as uow:
        return {"items": service.move_shop(uow, current_actor(), community_id, offer_id, unit_id, body["move"])}
