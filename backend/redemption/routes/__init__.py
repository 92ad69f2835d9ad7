"""Routes of pledges, offers, vouchers and the till."""

from typing import Any
from uuid import UUID

import flask

from backend.infra.http import (
    Blueprint,
    asks,
    current_actor,
    idempotent,
    page_request,
    page_schema,
)
from backend.infra.http.problem import on_refusal
from backend.infra.paging import Page, PageRequest
from backend.infra.uow import unit_of_work
from backend.redemption import service
from backend.redemption.errors import PinWrongError, VersionRequiredError
from backend.redemption.moves import OfferMove
from backend.redemption.policy import A
from backend.redemption.schemas import (
    NewOfferSchema,
    NewPledgeSchema,
    OfferFieldsSchema,
    OfferMoveSchema,
    OfferPricesSchema,
    OfferSchema,
    OffersQuery,
    PledgeSchema,
    PurchaseSchema,
    RedeemSchema,
    RedemptionSchema,
    UnitFilterQuery,
    VoucherMoveSchema,
    VoucherQuery,
    VoucherSchema,
)
from backend.redemption.types import NewOffer, NewPledge, OffersWanted, Purchase, Take

POLICY = "redemption"
IF_MATCH = {"in": "header", "name": "If-Match", "required": True, "schema": {"type": "string"}}

blp = Blueprint(
    "redemption",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Pledges, offers, vouchers, the till",
)


@blp.route("/pledges", methods=["POST"])
@idempotent
@asks(A.PLEDGE, policy=POLICY)
@blp.arguments(NewPledgeSchema)
@blp.response(201, PledgeSchema)
def create_pledge(body: NewPledge, community_id: int) -> dict[str, Any]:
    """Pledge goods (merchant's contact)."""
    with unit_of_work() as uow:
        return service.create_pledge(uow, current_actor(), community_id, body)


@blp.route("/pledges")
@asks(A.READ_PLEDGES, policy=POLICY)
@blp.arguments(UnitFilterQuery, location="query")
@blp.response(200, page_schema(PledgeSchema))
def list_pledges(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List what merchants pledged."""
    with unit_of_work() as uow:
        return service.list_pledges(
            uow, current_actor(), community_id, unit_id=query["unit_id"], page=page_request(query)
        )


@blp.route("/offers", methods=["POST"])
@idempotent
@asks(A.OFFER, policy=POLICY)
@blp.arguments(NewOfferSchema)
@blp.response(201, OfferSchema)
def create_offer(body: NewOffer, community_id: int) -> dict[str, Any]:
    """Offer something on one's own pledge (merchant's contact)."""
    with unit_of_work() as uow:
        return service.create_offer(uow, current_actor(), community_id, body)


@blp.route("/offers")
@asks(A.READ_OFFERS, policy=POLICY)
@blp.arguments(OffersQuery, location="query")
@blp.response(200, page_schema(OfferSchema))
def list_offers(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List what can be had for points."""
    page = PageRequest(query.pop("cursor"), query.pop("limit"))
    with unit_of_work() as uow:
        return service.list_offers(uow, current_actor(), community_id, OffersWanted(**query), page)


@blp.route("/offers/<uuid:offer_id>")
@asks(A.READ_OFFERS, policy=POLICY)
@blp.response(200, OfferSchema)
def get_offer(community_id: int, offer_id: UUID) -> dict[str, Any]:
    """Show one offer."""
    with unit_of_work() as uow:
        return service.get_offer(uow, current_actor(), community_id, offer_id)


@blp.route("/offers/<uuid:offer_id>", methods=["PATCH"])
@asks(A.OFFER, policy=POLICY)
@blp.doc(parameters=[IF_MATCH])  # type: ignore[untyped-decorator]  # flask-smorest ships no types
@blp.arguments(OfferFieldsSchema)
@blp.response(200, OfferSchema)
def edit_offer(body: dict[str, Any], community_id: int, offer_id: UUID) -> dict[str, Any]:
    """Edit, price or restock an offer; If-Match is the version that was read, in quotes."""
    if not flask.request.if_match:
        raise VersionRequiredError
    with unit_of_work() as uow:
        return service.edit_offer(
            uow,
            current_actor(),
            community_id,
            offer_id,
            body,
            # Not an ETag of the whole: each purchase would change it, and no price could be set in a hot sale.
            is_seen=lambda version: flask.request.if_match.contains(str(version)),
        )


@blp.route("/offers/<uuid:offer_id>/prices")
@asks(A.READ_OFFERS, policy=POLICY)
@blp.response(200, OfferPricesSchema)
def list_prices(community_id: int, offer_id: UUID) -> dict[str, Any]:
    """List what an offer cost when, the newest first."""
    with unit_of_work() as uow:
        return {"items": service.list_prices(uow, current_actor(), community_id, offer_id)}


@blp.route("/offers/<uuid:offer_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_OFFER, policy=POLICY)
@blp.arguments(OfferMoveSchema)
@blp.response(200, OfferSchema)
def move_offer(body: dict[str, OfferMove], community_id: int, offer_id: UUID) -> dict[str, Any]:
    """Pause, resume or close an offer (merchant's contact)."""
    with unit_of_work() as uow:
        return service.move_offer(uow, current_actor(), community_id, offer_id, body["move"])


@blp.route("/vouchers", methods=["POST"])
@idempotent
@asks(A.BUY, policy=POLICY)
@blp.arguments(PurchaseSchema)
@blp.response(201, VoucherSchema)
def buy_voucher(body: Purchase, community_id: int) -> dict[str, Any]:
    """Spend points on an offer."""
    with unit_of_work() as uow:
        return service.buy_voucher(uow, current_actor(), community_id, body)


@blp.route("/vouchers/mine")
@asks(A.READ_OWN_VOUCHERS, policy=POLICY)
@blp.arguments(VoucherQuery, location="query")
@blp.response(200, page_schema(VoucherSchema))
def list_own_vouchers(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List one's own vouchers."""
    with unit_of_work() as uow:
        return service.list_own_vouchers(
            uow, current_actor(), community_id, state=query["state"], page=page_request(query)
        )


@blp.route("/vouchers/<uuid:voucher_id>")
@asks(A.READ_VOUCHER, policy=POLICY)
@blp.response(200, VoucherSchema)
def get_voucher(community_id: int, voucher_id: UUID) -> dict[str, Any]:
    """Show one voucher."""
    with unit_of_work() as uow:
        return service.get_voucher(uow, current_actor(), community_id, voucher_id)


@blp.route("/vouchers/<uuid:voucher_id>/moves", methods=["POST"])
@idempotent
@asks(A.CANCEL_VOUCHER, policy=POLICY)
@blp.arguments(VoucherMoveSchema)
@blp.response(200, VoucherSchema)
def move_voucher(body: dict[str, Any], community_id: int, voucher_id: UUID) -> dict[str, Any]:
    """Give a voucher back for its points (holder)."""
    with unit_of_work() as uow:
        return service.cancel_voucher(uow, current_actor(), community_id, voucher_id)


@blp.route("/redemptions", methods=["POST"])
@idempotent
@asks(A.REDEEM, policy=POLICY)
@blp.arguments(RedeemSchema)
@blp.response(201, RedemptionSchema)
def redeem(body: dict[str, Any], community_id: int) -> dict[str, Any] | flask.Response:
    """Take pieces of a voucher at the till, by token or by number and PIN (merchant's contact or clerk).

    A wrong PIN is answered instead of raised: raising would roll back the count of tries.
    """
    take = Take(body["pieces"], body["unit_id"])
    with unit_of_work() as uow:
        if body["token"] is not None:
            return service.redeem_voucher(uow, current_actor(), community_id, body["token"], take)
        try:
            return service.redeem_by_pin(uow, current_actor(), community_id, body["number"], body["pin"], take)
        except PinWrongError as refusal:
            return on_refusal(refusal)
