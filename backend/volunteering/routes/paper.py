"""Routes of what comes from paper, and of the supervisor's desk."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent
from backend.infra.uow import unit_of_work
from backend.volunteering import service
from backend.volunteering.policy import A
from backend.volunteering.schemas.paper import NewSheetSchema, QuotaSchema, SheetSchema, SlipSchema, SupervisionSchema
from backend.volunteering.schemas.records import RecordSchema
from backend.volunteering.types.paper import NewSheet

POLICY = "volunteering"

blp = Blueprint(
    "paper",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Records from signed sheets, slips, and the supervisor's desk",
)


@blp.route("/paper-sheets", methods=["POST"])
@idempotent
@asks(A.ENTER_PAPER, policy=POLICY)
@blp.arguments(NewSheetSchema)
@blp.response(201, SheetSchema)
def enter_sheet(body: NewSheet, community_id: int) -> dict[str, Any]:
    """Enter a photographed sheet's lines, all or none; a refusal names each line that can't be."""
    with unit_of_work() as uow:
        return {"items": service.enter_sheet(uow, current_actor(), community_id, body)}


@blp.route("/paper-sheets/quota")
@asks(A.ENTER_PAPER, policy=POLICY)
@blp.response(200, QuotaSchema)
def get_quota(community_id: int) -> dict[str, int]:
    """Show how much the caller may still enter from paper today."""
    with unit_of_work() as uow:
        return service.get_quota(uow, current_actor(), community_id)


@blp.route("/records/<uuid:record_id>/slips", methods=["POST"])
@idempotent
@asks(A.MOVE_RECORD, policy=POLICY)
@blp.arguments(SlipSchema)
@blp.response(201, RecordSchema)
def witness_by_slip(body: dict[str, Any], community_id: int, record_id: UUID) -> dict[str, Any]:
    """Witness a record with the photographed slip of who was served."""
    with unit_of_work() as uow:
        return service.witness_by_slip(uow, current_actor(), community_id, record_id, **body)


@blp.route("/supervision")
@asks(A.SUPERVISE, policy=POLICY)
@blp.response(200, SupervisionSchema)
def supervise(community_id: int) -> dict[str, Any]:
    """Count what waits for a supervisor, a row a kind."""
    with unit_of_work() as uow:
        return {"rows": service.supervise(uow, current_actor(), community_id)}
