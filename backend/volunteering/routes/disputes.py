"""Routes of disputes; to object, to take that back and to rule are moves of the record."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.volunteering import service
from backend.volunteering.policy import A
from backend.volunteering.schemas.disputes import DisputeQuery, DisputeSchema, DisputesSchema, NewStatementSchema
from backend.volunteering.types.dispute import DisputeFilter

POLICY = "volunteering"

blp = Blueprint(
    "disputes", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Disputes of records"
)


@blp.route("/disputes")
@asks(A.READ_DISPUTES, policy=POLICY)
@blp.arguments(DisputeQuery, location="query")
@blp.response(200, page_schema(DisputeSchema))
def list_disputes(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through disputes: all for the desk, to others their own objections."""
    wanted = DisputeFilter(mine=query["mine"], is_open=query["open"])
    with unit_of_work() as uow:
        return service.list_disputes(uow, current_actor(), community_id, wanted, page_request(query))


@blp.route("/records/<uuid:record_id>/disputes")
@asks(A.READ_DISPUTES, policy=POLICY)
@blp.response(200, DisputesSchema)
def list_record_disputes(community_id: int, record_id: UUID) -> dict[str, Any]:
    """Show a record's disputes to its sides and the desk, the newest first."""
    with unit_of_work() as uow:
        return {"items": service.list_record_disputes(uow, current_actor(), community_id, record_id)}


@blp.route("/records/<uuid:record_id>/statements", methods=["POST"])
@idempotent
@asks(A.STATE, policy=POLICY)
@blp.arguments(NewStatementSchema)
@blp.response(201, DisputeSchema)
def add_statement(body: dict[str, Any], community_id: int, record_id: UUID) -> dict[str, Any]:
    """Say one's word in the dispute that waits, then once reply."""
    with unit_of_work() as uow:
        return service.add_statement(uow, current_actor(), community_id, record_id, **body)
