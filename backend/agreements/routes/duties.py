"""Routes of duties: what is due, evidence and its acceptance, excuses, the calendar."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.agreements import service
from backend.agreements.policy import A
from backend.agreements.schemas.duties import (
    CalendarQuery,
    DutyCalendarSchema,
    DutyEvidenceMoveSchema,
    DutyTermMoveSchema,
    DutyTermSchema,
    DutyWithTermsSchema,
    EvidenceSourcesSchema,
    NewDutyEvidenceSchema,
    SourceQuery,
    TermQuery,
    WholeDutyTermSchema,
    term_filter,
)
from backend.agreements.types.duties import NewEvidence
from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "agreements"

blp = Blueprint(
    "duties", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Duties of agreements"
)


@blp.route("/duty-terms")
@asks(A.READ_DUTIES, policy=POLICY)
@blp.arguments(TermQuery, location="query")
@blp.response(200, page_schema(DutyTermSchema))
def list_terms(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through what is due by day, the first first: of one's unit, for the desk of everybody."""
    with unit_of_work() as uow:
        return service.list_terms(uow, current_actor(), community_id, term_filter(query), page_request(query))


@blp.route("/duty-calendar")
@asks(A.READ_DUTIES, policy=POLICY)
@blp.arguments(CalendarQuery, location="query")
@blp.response(200, DutyCalendarSchema)
def show_calendar(query: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Count by day of a month what is due and how it stands."""
    month = date.fromisoformat(f"{query['month']}-01")
    with unit_of_work() as uow:
        return {"items": service.show_calendar(uow, current_actor(), community_id, month, query["unit_id"])}


@blp.route("/agreements/<uuid:agreement_id>/duties")
@asks(A.READ_AGREEMENTS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(DutyWithTermsSchema))
def list_duties(query: dict[str, Any], community_id: int, agreement_id: UUID) -> Page[dict[str, Any]]:
    """Page through an agreement's duties by clause, with all their due days; parties and desk may open these."""
    with unit_of_work() as uow:
        return service.list_duties(uow, current_actor(), community_id, agreement_id, page_request(query))


@blp.route("/duty-terms/<uuid:term_id>")
@asks(A.READ_DUTIES, policy=POLICY)
@blp.response(200, WholeDutyTermSchema)
def get_term(community_id: int, term_id: UUID) -> dict[str, Any]:
    """Show one due day with its evidence and history."""
    with unit_of_work() as uow:
        return service.show_term(uow, current_actor(), community_id, term_id)


@blp.route("/duty-terms/<uuid:term_id>/sources")
@asks(A.ACT_ON_DUTY, policy=POLICY)
@blp.arguments(SourceQuery, location="query")
@blp.response(200, EvidenceSourcesSchema)
def list_sources(query: dict[str, Any], community_id: int, term_id: UUID) -> dict[str, Any]:
    """Show the debtor what of its records, transfers or bookings may be handed in."""
    with unit_of_work() as uow:
        return {"items": service.list_sources(uow, current_actor(), community_id, term_id, query["kind"])}


@blp.route("/duty-terms/<uuid:term_id>/evidence", methods=["POST"])
@idempotent
@asks(A.ACT_ON_DUTY, policy=POLICY)
@blp.arguments(NewDutyEvidenceSchema)
@blp.response(201, WholeDutyTermSchema)
def hand_in(body: NewEvidence, community_id: int, term_id: UUID) -> dict[str, Any]:
    """Hand in evidence, as the debtor."""
    with unit_of_work() as uow:
        return service.hand_in(uow, current_actor(), community_id, term_id, body)


@blp.route("/duty-terms/<uuid:term_id>/moves", methods=["POST"])
@idempotent
@asks(A.ACT_ON_DUTY, policy=POLICY)
@blp.arguments(DutyTermMoveSchema)
@blp.response(200, WholeDutyTermSchema)
def move_term(body: dict[str, Any], community_id: int, term_id: UUID) -> dict[str, Any]:
    """Ask to be excused as the debtor, or answer that as the side that was to receive."""
    with unit_of_work() as uow:
        return service.move_term(uow, current_actor(), community_id, term_id, body["move"], body["note"])


@blp.route("/duty-evidence/<uuid:evidence_id>/moves", methods=["POST"])
@idempotent
@asks(A.ACT_ON_DUTY, policy=POLICY)
@blp.arguments(DutyEvidenceMoveSchema)
@blp.response(200, WholeDutyTermSchema)
def move_evidence(body: dict[str, Any], community_id: int, evidence_id: UUID) -> dict[str, Any]:
    """Accept evidence, whole or in part, reject it, or take one's own back."""
    with unit_of_work() as uow:
        return service.move_evidence(uow, current_actor(), community_id, evidence_id, **body)
