"""Routes of demands."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.meetings import service
from backend.meetings.policy import A
from backend.meetings.schemas.demands import (
    DemandQuery,
    MeetingDemandMoveSchema,
    MeetingDemandSchema,
    NewMeetingDemandSchema,
)
from backend.meetings.types import NewDemand

POLICY = "meetings"

blp = Blueprint(
    "meeting demands", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Meetings"
)


@blp.route("/meeting-demands")
@asks(A.READ_DEMANDS, policy=POLICY)
@blp.arguments(DemandQuery, location="query")
@blp.response(200, page_schema(MeetingDemandSchema))
def list_demands(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through demands, newest first."""
    with unit_of_work() as uow:
        return service.list_demands(uow, current_actor(), community_id, query["state"], page_request(query))


@blp.route("/meeting-demands", methods=["POST"])
@idempotent
@asks(A.DEMAND, policy=POLICY)
@blp.arguments(NewMeetingDemandSchema)
@blp.response(201, MeetingDemandSchema)
def begin_demand(body: NewDemand, community_id: int) -> dict[str, Any]:
    """Demand that the residents' meeting be called; one's own signature is the first (Art. 10)."""
    with unit_of_work() as uow:
        return service.begin_demand(uow, current_actor(), community_id, body)


@blp.route("/meeting-demands/<uuid:demand_id>")
@asks(A.READ_DEMANDS, policy=POLICY)
@blp.response(200, MeetingDemandSchema)
def read_demand(community_id: int, demand_id: UUID) -> dict[str, Any]:
    """Show one demand with how far it is by each of its three grounds."""
    with unit_of_work() as uow:
        return service.read_demand(uow, current_actor(), community_id, demand_id)


@blp.route("/meeting-demands/<uuid:demand_id>/signatures", methods=["POST"])
@idempotent
@asks(A.SIGN, policy=POLICY)
@blp.response(201, MeetingDemandSchema)
def sign_demand(community_id: int, demand_id: UUID) -> dict[str, Any]:
    """Sign: for oneself, one's household, and the resident group one leads."""
    with unit_of_work() as uow:
        return service.sign_demand(uow, current_actor(), community_id, demand_id)


@blp.route("/meeting-demands/<uuid:demand_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_DEMAND, policy=POLICY)
@blp.arguments(MeetingDemandMoveSchema)
@blp.response(200, MeetingDemandSchema)
def move_demand(body: dict[str, Any], community_id: int, demand_id: UUID) -> dict[str, Any]:
    """Take one's own demand back while it collects."""
    with unit_of_work() as uow:
        return service.move_demand(uow, current_actor(), community_id, demand_id, body["move"])
