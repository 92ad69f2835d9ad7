"""Routes of funds, donations and uses."""

from typing import Any
from uuid import UUID

import flask

from backend.giving import service
from backend.giving.policy import A
from backend.giving.schemas.funds import (
    CorrectionSchema,
    DonationMoveSchema,
    DonationQuery,
    FundDonationSchema,
    FundSchema,
    FundUseSchema,
    NewDonationSchema,
    NewFundSchema,
    NewUseSchema,
)
from backend.giving.types import NewDonation, NewFund, NewUse
from backend.infra.http import (
    Blueprint,
    PageQuery,
    asks,
    current_actor,
    idempotent,
    page_request,
    page_schema,
    send_document,
)
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "giving"

blp = Blueprint("funds", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Funds")


@blp.route("/funds", methods=["POST"])
@idempotent
@asks(A.OPEN_FUND, policy=POLICY)
@blp.arguments(NewFundSchema)
@blp.response(201, FundSchema)
def open_fund(body: NewFund, community_id: int) -> dict[str, Any]:
    """Open a fund (lead)."""
    with unit_of_work() as uow:
        return service.open_fund(uow, current_actor(), community_id, body)


@blp.route("/funds")
@asks(A.READ_FUNDS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(FundSchema))
def list_funds(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List the funds."""
    with unit_of_work() as uow:
        return service.list_funds(uow, current_actor(), community_id, page_request(query))


@blp.route("/funds/<uuid:fund_id>")
@asks(A.READ_FUNDS, policy=POLICY)
@blp.response(200, FundSchema)
def get_fund(community_id: int, fund_id: UUID) -> dict[str, Any]:
    """Show a fund's public account."""
    with unit_of_work() as uow:
        return service.get_fund(uow, current_actor(), community_id, fund_id)


@blp.route("/funds/<uuid:fund_id>/donations", methods=["POST"])
@idempotent
@asks(A.RECORD_DONATION, policy=POLICY)
@blp.arguments(NewDonationSchema)
@blp.response(201, FundDonationSchema)
def record_donation(body: NewDonation, community_id: int, fund_id: UUID) -> dict[str, Any]:
    """Record what came to a fund (desk, keeper's contact)."""
    with unit_of_work() as uow:
        return service.record_donation(uow, current_actor(), community_id, fund_id, body)


@blp.route("/funds/<uuid:fund_id>/donations")
@asks(A.READ_FUNDS, policy=POLICY)
@blp.arguments(DonationQuery, location="query")
@blp.response(200, page_schema(FundDonationSchema))
def list_donations(query: dict[str, Any], community_id: int, fund_id: UUID) -> Page[dict[str, Any]]:
    """List what was given to a fund, donors as they chose."""
    with unit_of_work() as uow:
        return service.list_donations(
            uow, current_actor(), community_id, fund_id, state=query["state"], page=page_request(query)
        )


@blp.route("/donations/mine")
@asks(A.READ_OWN_DONATIONS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(FundDonationSchema))
def list_own_donations(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List what one gave to funds, and how much of it is used."""
    with unit_of_work() as uow:
        return service.list_own_donations(uow, current_actor(), community_id, page_request(query))


@blp.route("/donations/<uuid:donation_id>")
@asks(A.READ_DONATION, policy=POLICY)
@blp.response(200, FundDonationSchema)
def get_donation(community_id: int, donation_id: UUID) -> dict[str, Any]:
    """Show a donation to its donor, the keeper and the desk."""
    with unit_of_work() as uow:
        return service.get_donation(uow, current_actor(), community_id, donation_id)


@blp.route("/donations/<uuid:donation_id>/receipt.pdf")
@asks(A.READ_DONATION, policy=POLICY)
@blp.response(200, content_type="application/pdf")
def get_receipt(community_id: int, donation_id: UUID) -> flask.Response:
    """Print the receipt of an acknowledged donation."""
    with unit_of_work() as uow:
        return send_document(service.write_receipt(uow, current_actor(), community_id, donation_id))


@blp.route("/donations/<uuid:donation_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_DONATION, policy=POLICY)
@blp.arguments(DonationMoveSchema)
@blp.response(200, FundDonationSchema)
def move_donation(body: dict[str, Any], community_id: int, donation_id: UUID) -> dict[str, Any]:
    """Acknowledge a donation or say that it did not come (the fund's keeper, not who recorded it)."""
    with unit_of_work() as uow:
        return service.move_donation(uow, current_actor(), community_id, donation_id, body["move"], body["note"])


@blp.route("/funds/<uuid:fund_id>/uses", methods=["POST"])
@idempotent
@asks(A.RECORD_USE, policy=POLICY)
@blp.arguments(NewUseSchema)
@blp.response(201, FundUseSchema)
def record_use(body: NewUse, community_id: int, fund_id: UUID) -> dict[str, Any]:
    """Disclose a use of a fund (desk, keeper's contact)."""
    with unit_of_work() as uow:
        return service.record_use(uow, current_actor(), community_id, fund_id, body)


@blp.route("/funds/<uuid:fund_id>/uses")
@asks(A.READ_FUNDS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(FundUseSchema))
def list_uses(query: dict[str, Any], community_id: int, fund_id: UUID) -> Page[dict[str, Any]]:
    """List what a fund was used for."""
    with unit_of_work() as uow:
        return service.list_uses(uow, current_actor(), community_id, fund_id, page_request(query))


@blp.route("/fund-uses/<uuid:use_id>/corrections", methods=["POST"])
@idempotent
@asks(A.RECORD_USE, policy=POLICY)
@blp.arguments(CorrectionSchema)
@blp.response(201, FundUseSchema)
def correct_use(body: dict[str, Any], community_id: int, use_id: UUID) -> dict[str, Any]:
    """Take back what was recorded wrongly, by a row of its own (desk, keeper's contact)."""
    with unit_of_work() as uow:
        return service.correct_use(
            uow, current_actor(), community_id, use_id, amount=body["amount"], reason=body["reason"]
        )
