"""Routes of merchants, refunds and statements."""

from datetime import date
from typing import Any
from uuid import UUID

import flask
import marshmallow as ma

from backend.core.errors import InvalidError
from backend.infra.http import (
    Blueprint,
    PageQuery,
    asks,
    current_actor,
    fields,
    idempotent,
    page_request,
    page_schema,
    send_document,
)
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.redemption import service
from backend.redemption.policy import A
from backend.redemption.schemas import RedemptionSchema
from backend.redemption.schemas.merchants import (
    MerchantMoveSchema,
    MerchantQuery,
    MerchantSchema,
    NewMerchantSchema,
    NewRefundSchema,
    ObjectionQuery,
    RefundMoveSchema,
    RefundRequestQuery,
    RefundRequestSchema,
    StatementMonthSchema,
    StatementMoveSchema,
    StatementObjectionSchema,
    StatementSchema,
    TakenSchema,
    UsesSchema,
)
from backend.redemption.types import NewMerchant, NewRefund

POLICY = "redemption"

blp = Blueprint(
    "merchants",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Merchants, refunds, statements",
)


@blp.route("/merchants", methods=["POST"])
@idempotent
@asks(A.APPLY, policy=POLICY)
@blp.arguments(NewMerchantSchema)
@blp.response(201, MerchantSchema)
def apply_as_merchant(body: NewMerchant, community_id: int) -> dict[str, Any]:
    """Apply as a merchant (the unit's contact, or staff for it)."""
    with unit_of_work() as uow:
        return service.apply_as_merchant(uow, current_actor(), community_id, body)


@blp.route("/merchants")
@asks(A.READ_MERCHANTS, policy=POLICY)
@blp.arguments(MerchantQuery, location="query")
@blp.response(200, page_schema(MerchantSchema))
def list_merchants(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List merchants."""
    with unit_of_work() as uow:
        return service.list_merchants(
            uow, current_actor(), community_id, state=query["state"], page=page_request(query)
        )


@blp.route("/merchants/<uuid:unit_id>")
@asks(A.READ_MERCHANTS, policy=POLICY)
@blp.response(200, MerchantSchema)
def get_merchant(community_id: int, unit_id: UUID) -> dict[str, Any]:
    """Show one merchant."""
    with unit_of_work() as uow:
        return service.get_merchant(uow, current_actor(), community_id, unit_id)


@blp.route("/merchants/<uuid:unit_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_MERCHANT, policy=POLICY)
@blp.arguments(MerchantMoveSchema)
@blp.response(200, MerchantSchema)
def move_merchant(body: dict[str, Any], community_id: int, unit_id: UUID) -> dict[str, Any]:
    """Check (staff), approve or decline (lead), pause, resume or close (the shop's contact or the desk)."""
    with unit_of_work() as uow:
        return service.move_merchant(uow, current_actor(), community_id, unit_id, body["move"], body["note"])


@blp.route("/merchants/<uuid:unit_id>/redemptions")
@asks(A.READ_STATEMENT, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(RedemptionSchema))
def list_redemptions(query: dict[str, Any], community_id: int, unit_id: UUID) -> Page[dict[str, Any]]:
    """List what a merchant redeemed; a clerk sees today's."""
    with unit_of_work() as uow:
        return service.list_redemptions(uow, current_actor(), community_id, unit_id, page_request(query))


@blp.route("/redemptions/<uuid:redemption_id>")
@asks(A.READ_REDEMPTION, policy=POLICY)
@blp.response(200, TakenSchema)
def get_redemption(community_id: int, redemption_id: UUID) -> dict[str, Any]:
    """Show a redemption, what was given back of it and until when it may be."""
    with unit_of_work() as uow:
        return service.get_redemption(uow, current_actor(), community_id, redemption_id)


@blp.route("/vouchers/<uuid:voucher_id>/redemptions")
@asks(A.READ_VOUCHER, policy=POLICY)
@blp.response(200, UsesSchema)
def list_uses(community_id: int, voucher_id: UUID) -> dict[str, Any]:
    """List a voucher's uses, the newest first."""
    with unit_of_work() as uow:
        return {"items": service.list_uses(uow, current_actor(), community_id, voucher_id)}


@blp.route("/redemptions/<uuid:redemption_id>/refunds", methods=["POST"])
@idempotent
@asks(A.REFUND, policy=POLICY)
@blp.arguments(NewRefundSchema)
@blp.response(201, TakenSchema)
def refund(body: NewRefund, community_id: int, redemption_id: UUID) -> dict[str, Any]:
    """Take pieces of a redemption back and return their points (the shop's contact)."""
    with unit_of_work() as uow:
        return service.refund_at_shop(uow, current_actor(), community_id, redemption_id, body)


@blp.route("/redemptions/<uuid:redemption_id>/refund-requests", methods=["POST"])
@idempotent
@asks(A.ASK_REFUND, policy=POLICY)
@blp.arguments(NewRefundSchema)
@blp.response(201, RefundRequestSchema)
def ask_refund(body: NewRefund, community_id: int, redemption_id: UUID) -> dict[str, Any]:
    """Ask the shop to take pieces of a redemption back (its holder)."""
    with unit_of_work() as uow:
        return service.ask_refund(uow, current_actor(), community_id, redemption_id, body)


@blp.route("/refund-requests")
@asks(A.READ_REFUNDS, policy=POLICY)
@blp.arguments(RefundRequestQuery, location="query")
@blp.response(200, page_schema(RefundRequestSchema))
def list_requests(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List requests for a refund: a shop's own, or all for the desk."""
    with unit_of_work() as uow:
        return service.list_requests(
            uow,
            current_actor(),
            community_id,
            unit_id=query["unit_id"],
            overdue=query["overdue"],
            page=page_request(query),
        )


@blp.route("/refund-requests/<uuid:refund_request_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_REFUND, policy=POLICY)
@blp.arguments(RefundMoveSchema)
@blp.response(200, RefundRequestSchema)
def move_request(body: dict[str, Any], community_id: int, refund_request_id: UUID) -> dict[str, Any]:
    """Refund or decline (the shop, after its days the desk), or withdraw (who asked)."""
    with unit_of_work() as uow:
        return service.move_request(uow, current_actor(), community_id, refund_request_id, body["move"], body["text"])


@blp.route("/merchants/<uuid:unit_id>/statements/<string:day>")
@asks(A.READ_STATEMENT, policy=POLICY)
@blp.response(200, StatementSchema)
def get_statement(community_id: int, unit_id: UUID, day: str) -> dict[str, Any]:
    """Show a merchant's statement of one local day (YYYY-MM-DD); a clerk sees today's."""
    with unit_of_work() as uow:
        return service.get_statement(uow, current_actor(), community_id, unit_id, _read_day(day))


@blp.route("/merchants/<uuid:unit_id>/statements/<string:day>/moves", methods=["POST"])
@idempotent
@asks(A.READ_STATEMENTS, policy=POLICY)
@blp.arguments(StatementMoveSchema)
@blp.response(200, StatementSchema)
def move_statement(body: dict[str, Any], community_id: int, unit_id: UUID, day: str) -> dict[str, Any]:
    """Confirm a statement or object to it (the shop's contact), or reply (the desk)."""
    on = _read_day(day)
    with unit_of_work() as uow:
        actor = current_actor()
        service.move_statement(uow, actor, community_id, unit_id, on, body["move"], body["text"])
        return service.get_statement(uow, actor, community_id, unit_id, on)


@blp.route("/statement-objections")
@asks(A.READ_STATEMENTS, policy=POLICY)
@blp.arguments(ObjectionQuery, location="query")
@blp.response(200, page_schema(StatementObjectionSchema))
def list_objections(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List what shops objected to their statements, for the desk."""
    with unit_of_work() as uow:
        return service.list_objections(
            uow, current_actor(), community_id, open_only=query["open"], page=page_request(query)
        )


@blp.route("/merchants/<uuid:unit_id>/statements/<string:day>/file")
@asks(A.READ_STATEMENT, policy=POLICY)
@blp.response(200)
def save_statement(community_id: int, unit_id: UUID, day: str) -> flask.Response:
    """Take a day's statement away as xlsx."""
    with unit_of_work() as uow:
        return send_document(service.write_day(uow, current_actor(), community_id, unit_id, _read_day(day)))


@blp.route("/merchants/<uuid:unit_id>/months/<string:month>")
@asks(A.READ_STATEMENTS, policy=POLICY)
@blp.response(200, StatementMonthSchema)
def get_month(community_id: int, unit_id: UUID, month: str) -> dict[str, Any]:
    """Show the statements of a month (YYYY-MM) and their sums."""
    with unit_of_work() as uow:
        return service.get_month(uow, current_actor(), community_id, unit_id, _read_day(f"{month}-01"))


@blp.route("/merchants/<uuid:unit_id>/months/<string:month>/file")
@asks(A.READ_STATEMENTS, policy=POLICY)
@blp.response(200)
def save_month(community_id: int, unit_id: UUID, month: str) -> flask.Response:
    """Take a month's statements away as xlsx."""
    with unit_of_work() as uow:
        return send_document(service.write_month(uow, current_actor(), community_id, unit_id, _read_day(f"{month}-01")))


def _read_day(text: str) -> date:
    try:
        day: date = fields.Day().deserialize(text)
    except ma.ValidationError as error:
        raise InvalidError({"date": list(map(str, error.messages))}) from error
    return day
