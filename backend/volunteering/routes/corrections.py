"""Routes of corrections: asking for one, filing one, what waits. Confirming one is a move of its record."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.volunteering import service
from backend.volunteering.policy import A
from backend.volunteering.schemas.corrections import (
    CorrectionRequestSchema,
    NewRecordCorrectionSchema,
    RecordCorrectionsSchema,
    RequestMoveSchema,
)
from backend.volunteering.schemas.records import RecordSchema

POLICY = "volunteering"

blp = Blueprint(
    "corrections",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Corrections of entered records",
)


@blp.route("/records/<uuid:record_id>/corrections")
@asks(A.READ_CORRECTIONS, policy=POLICY)
@blp.response(200, RecordCorrectionsSchema)
def get_corrections(community_id: int, record_id: UUID) -> dict[str, Any]:
    """Show why a record was corrected, what was asked, and what the caller may do."""
    with unit_of_work() as uow:
        return service.get_corrections(uow, current_actor(), community_id, record_id)


@blp.route("/records/<uuid:record_id>/corrections", methods=["POST"])
@idempotent
@asks(A.FILE_CORRECTION, policy=POLICY)
@blp.arguments(NewRecordCorrectionSchema)
@blp.response(201, RecordSchema)
def file_correction(body: dict[str, Any], community_id: int, record_id: UUID) -> dict[str, Any]:
    """File a correction of an entered record; another hand confirms it."""
    with unit_of_work() as uow:
        return service.file_correction(uow, current_actor(), community_id, record_id, **body)


@blp.route("/records/<uuid:record_id>/correction-requests", methods=["POST"])
@idempotent
@asks(A.ASK_CORRECTION, policy=POLICY)
@blp.arguments(NewRecordCorrectionSchema)
@blp.response(201, CorrectionRequestSchema)
def ask_correction(body: dict[str, Any], community_id: int, record_id: UUID) -> dict[str, Any]:
    """Ask the desk to correct one's own record."""
    with unit_of_work() as uow:
        return service.ask_correction(uow, current_actor(), community_id, record_id, **body)


@blp.route("/correction-requests")
@asks(A.READ_CORRECTION_REQUESTS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(CorrectionRequestSchema))
def list_correction_requests(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through the requests that wait for an answer, the oldest first."""
    with unit_of_work() as uow:
        return service.list_correction_requests(uow, current_actor(), community_id, page_request(query))


@blp.route("/correction-requests/<uuid:correction_request_id>/moves", methods=["POST"])
@idempotent
@asks(A.ANSWER_CORRECTION_REQUEST, policy=POLICY)
@blp.arguments(RequestMoveSchema)
@blp.response(200, CorrectionRequestSchema)
def decline_correction_request(body: dict[str, Any], community_id: int, correction_request_id: UUID) -> dict[str, Any]:
    """Decline a request with a reason."""
    with unit_of_work() as uow:
        return service.decline_correction_request(
            uow, current_actor(), community_id, correction_request_id, note=body["note"]
        )
