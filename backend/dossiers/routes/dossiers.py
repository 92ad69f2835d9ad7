"""Routes of dossiers: one's own, the desk's view, trainings, commendations, evaluations."""

from typing import Any
from uuid import UUID

import flask

from backend.dossiers import service
from backend.dossiers.policy import A
from backend.dossiers.schemas.dossiers import (
    DossierChangeSchema,
    DossierSchema,
    EvaluationAnswerSchema,
    EvaluationsSchema,
    NewDossierEntrySchema,
    NewEvaluationSchema,
    VoidReasonSchema,
)
from backend.dossiers.schemas.files import FileQuery
from backend.dossiers.service import exports
from backend.dossiers.types import DossierChange, NewEntry
from backend.infra.http import Blueprint, asks, current_actor, idempotent, send_document
from backend.infra.uow import unit_of_work

POLICY = "dossiers"

blp = Blueprint(
    "dossiers", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Volunteers' dossiers"
)


@blp.route("/dossier")
@asks(A.READ_OWN, policy=POLICY)
@blp.response(200, DossierSchema)
def get_own_dossier(community_id: int) -> dict[str, Any]:
    """Show all that is kept of the caller."""
    with unit_of_work() as uow:
        return service.show_own(uow, current_actor(), community_id)


@blp.route("/dossier", methods=["PUT"])
@asks(A.EDIT_OWN, policy=POLICY)
@blp.arguments(DossierChangeSchema)
@blp.response(200, DossierSchema)
def change_own_dossier(body: DossierChange, community_id: int) -> dict[str, Any]:
    """Say what one can do and when, how one is reached; what is left out stays as it is."""
    with unit_of_work() as uow:
        return service.change_own(uow, current_actor(), community_id, body)


@blp.route("/dossier/file")
@asks(A.EXPORT_OWN, policy=POLICY)
@blp.arguments(FileQuery, location="query")
@blp.response(200, content_type="application/octet-stream")
def get_own_file(query: dict[str, Any], community_id: int) -> flask.Response:
    """Take away all that is kept of the caller."""
    with unit_of_work() as uow:
        document = exports.export_own(uow, current_actor(), community_id, query["format"])
    return send_document(document)


@blp.route("/members/<uuid:member_id>/dossier")
@asks(A.READ, policy=POLICY)
@blp.response(200, DossierSchema)
def get_dossier(community_id: int, member_id: UUID) -> dict[str, Any]:
    """Show a member's dossier to the desk."""
    with unit_of_work() as uow:
        return service.show_dossier(uow, current_actor(), community_id, member_id)


@blp.route("/members/<uuid:member_id>/dossier-entries", methods=["POST"])
@idempotent
@asks(A.KEEP, policy=POLICY)
@blp.arguments(NewDossierEntrySchema)
@blp.response(201, DossierSchema)
def add_entry(body: NewEntry, community_id: int, member_id: UUID) -> dict[str, Any]:
    """Enter a training or a commendation of somebody else."""
    with unit_of_work() as uow:
        return service.add_entry(uow, current_actor(), community_id, member_id, body)


@blp.route("/dossier-entries/<uuid:dossier_entry_id>/void", methods=["POST"])
@idempotent
@asks(A.KEEP, policy=POLICY)
@blp.arguments(VoidReasonSchema)
@blp.response(200, DossierSchema)
def void_entry(body: dict[str, str], community_id: int, dossier_entry_id: UUID) -> dict[str, Any]:
    """Say that a line no longer stands, and why; it stays to be read."""
    with unit_of_work() as uow:
        return service.void_entry(uow, current_actor(), community_id, dossier_entry_id, body["reason"])


@blp.route("/records/<uuid:record_id>/evaluations")
@asks(A.READ_EVALUATIONS, policy=POLICY)
@blp.response(200, EvaluationsSchema)
def list_evaluations(community_id: int, record_id: UUID) -> dict[str, Any]:
    """Show how a service was found, to whom it concerns."""
    with unit_of_work() as uow:
        return service.list_evaluations(uow, current_actor(), community_id, record_id)


@blp.route("/records/<uuid:record_id>/evaluations", methods=["POST"])
@idempotent
@asks(A.EVALUATE, policy=POLICY)
@blp.arguments(NewEvaluationSchema)
@blp.response(201, EvaluationsSchema)
def evaluate(body: dict[str, Any], community_id: int, record_id: UUID) -> dict[str, Any]:
    """Say how a service was: who was helped or who led it, once."""
    with unit_of_work() as uow:
        return service.evaluate(uow, current_actor(), community_id, record_id, body["score"], body["words"])


@blp.route("/evaluations/<uuid:evaluation_id>/answer", methods=["POST"])
@idempotent
@asks(A.ANSWER, policy=POLICY)
@blp.arguments(EvaluationAnswerSchema)
@blp.response(200, EvaluationsSchema)
def answer_evaluation(body: dict[str, str], community_id: int, evaluation_id: UUID) -> dict[str, Any]:
    """Answer an evaluation of one's own service, once."""
    with unit_of_work() as uow:
        return service.answer_evaluation(uow, current_actor(), community_id, evaluation_id, body["text"])
