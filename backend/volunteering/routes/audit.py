"""Routes of audits: rounds and their published draw for everybody, cases and findings for supervisors."""

from typing import Any
from uuid import UUID

import flask

from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.http.documents import send_packed
from backend.infra.http.rate import limited
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.volunteering import service
from backend.volunteering.policy import A
from backend.volunteering.schemas.audit import (
    AuditCaseMoveSchema,
    AuditCaseQuery,
    AuditCaseSchema,
    AuditDetailSchema,
    AuditSchema,
    DrawSchema,
    NewAuditFindingSchema,
    NewAuditSchema,
)
from backend.volunteering.types.audit import CaseFilter, NewAudit, NewFinding

POLICY = "volunteering"

blp = Blueprint(
    "audits",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Audits whose sample nobody can choose",
)


@blp.route("/audits")
@asks(A.READ_AUDITS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(AuditSchema))
def list_audits(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through the rounds, newest first: commitment, seed once drawn, results in sums."""
    with unit_of_work() as uow:
        return service.list_audits(uow, current_actor(), community_id, page_request(query))


@blp.route("/audits", methods=["POST"])
@idempotent
@asks(A.COMMIT_AUDIT, policy=POLICY)
@blp.arguments(NewAuditSchema)
@blp.response(201, AuditSchema)
def commit_audit(body: NewAudit, community_id: int) -> dict[str, Any]:
    """Commit the coming round up to a day of one's choice; without it a round is committed for each month."""
    with unit_of_work() as uow:
        return service.commit_audit(uow, current_actor(), community_id, body)


@blp.route("/audits/<uuid:audit_id>")
@asks(A.READ_AUDITS, policy=POLICY)
@blp.response(200, AuditDetailSchema)
def get_audit(community_id: int, audit_id: UUID) -> dict[str, Any]:
    """Show a round with the numbers of its sample."""
    with unit_of_work() as uow:
        return service.get_audit(uow, current_actor(), community_id, audit_id)


@blp.route("/audits/<uuid:audit_id>/draw")
@limited("audit_draws", most=60, seconds=60)
@asks(A.READ_AUDITS, policy=POLICY)
@blp.response(200, DrawSchema)
def publish_draw(community_id: int, audit_id: UUID) -> flask.Response:
    """Show all that is needed to draw the sample again (docs/draw_audit.py); 304 to who has it already."""
    is_seen = flask.request.if_none_match.contains_weak
    with unit_of_work() as uow:
        draw = service.publish_draw(uow, current_actor(), community_id, audit_id, is_seen=is_seen)
    return send_packed(draw.content, draw.etag)


@blp.route("/audit-cases")
@asks(A.READ_AUDIT_CASES, policy=POLICY)
@blp.arguments(AuditCaseQuery, location="query")
@blp.response(200, page_schema(AuditCaseSchema))
def list_audit_cases(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through cases, newest first; for supervisors."""
    wanted = CaseFilter(mine=query["mine"], audit_id=query["audit_id"], unfound=query["unfound"])
    with unit_of_work() as uow:
        return service.list_audit_cases(uow, current_actor(), community_id, wanted, page_request(query))


@blp.route("/audit-cases/<uuid:audit_case_id>")
@asks(A.READ_AUDIT_CASES, policy=POLICY)
@blp.response(200, AuditCaseSchema)
def get_audit_case(community_id: int, audit_case_id: UUID) -> dict[str, Any]:
    """Show one case."""
    with unit_of_work() as uow:
        return service.get_audit_case(uow, current_actor(), community_id, audit_case_id)


@blp.route("/audit-cases/<uuid:audit_case_id>/moves", methods=["POST"])
@idempotent
@asks(A.AUDIT, policy=POLICY)
@blp.arguments(AuditCaseMoveSchema)
@blp.response(200, AuditCaseSchema)
def move_audit_case(body: dict[str, Any], community_id: int, audit_case_id: UUID) -> dict[str, Any]:
    """Take a case that nobody has or that is overdue."""
    with unit_of_work() as uow:
        return service.move_audit_case(uow, current_actor(), community_id, audit_case_id, body["move"])


@blp.route("/audit-cases/<uuid:audit_case_id>/findings", methods=["POST"])
@idempotent
@asks(A.AUDIT, policy=POLICY)
@blp.arguments(NewAuditFindingSchema)
@blp.response(201, AuditCaseSchema)
def file_finding(body: NewFinding, community_id: int, audit_case_id: UUID) -> dict[str, Any]:
    """Say what was found; a failed record is corrected, and the last finding closes the round."""
    with unit_of_work() as uow:
        return service.file_finding(uow, current_actor(), community_id, audit_case_id, body)
