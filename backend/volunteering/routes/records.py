"""Routes of service records."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.volunteering import service
from backend.volunteering.policy import A
from backend.volunteering.schemas.records import RecordMoveSchema, RecordQuery, RecordSchema
from backend.volunteering.types import RecordFilter

POLICY = "volunteering"

blp = Blueprint(
    "records",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Service records",
)


@blp.route("/records")
@asks(A.READ_RECORDS, policy=POLICY)
@blp.arguments(RecordQuery, location="query")
@blp.response(200, page_schema(RecordSchema))
def list_records(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through records, newest first: all for the desk, to others those they have a part in."""
    wanted = RecordFilter(
        mine=query["mine"],
        state=query["state"],
        shift_id=query["shift_id"],
        source=query["source"],
        flagged_late=query["flagged_late"],
    )
    with unit_of_work() as uow:
        return service.list_records(uow, current_actor(), community_id, wanted, page_request(query))


@blp.route("/records/to-do")
@asks(A.READ_RECORDS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(RecordSchema))
def list_to_do(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through what the caller should witness, confirm or rule on."""
    with unit_of_work() as uow:
        return service.list_to_do(uow, current_actor(), community_id, page_request(query))


@blp.route("/records/<uuid:record_id>")
@asks(A.READ_RECORDS, policy=POLICY)
@blp.response(200, RecordSchema)
def get_record(community_id: int, record_id: UUID) -> dict[str, Any]:
    """Show one record with its line of stops."""
    with unit_of_work() as uow:
        return service.get_record(uow, current_actor(), community_id, record_id)


@blp.route("/records/<uuid:record_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_RECORD, policy=POLICY)
@blp.arguments(RecordMoveSchema)
@blp.response(200, RecordSchema)
def move_record(body: dict[str, Any], community_id: int, record_id: UUID) -> dict[str, Any]:
    """Witness, confirm (which puts it on notice; from paper, after an approval), object or take that back, rule."""
    with unit_of_work() as uow:
        return service.move_record(uow, current_actor(), community_id, record_id, **body)
