"""Routes of editions: published ones, the draft under way, objections, checking, files to take away."""

from typing import Any
from uuid import UUID

import flask

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
from backend.lists.policy import A
from backend.lists.schemas.editions import (
    AnswerSchema,
    ComparisonSchema,
    CompileSchema,
    DraftMoveSchema,
    DraftSchema,
    DraftUnderWaySchema,
    EditionEntrySchema,
    EditionHeadSchema,
    EditionSchema,
    ExportQuery,
    NewObjectionSchema,
    ObjectionSchema,
    VerificationSchema,
)
from backend.lists.service import editions as service

POLICY = "lists"

blp = Blueprint("editions", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Editions")


@blp.route("/lists/<string:kind>/editions")
@asks(A.READ_LISTS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(EditionHeadSchema))
def list_editions(query: dict[str, Any], community_id: int, kind: str) -> Page[dict[str, Any]]:
    """Page through a list's published editions, newest first."""
    with unit_of_work() as uow:
        return service.list_editions(uow, current_actor(), community_id, kind, page_request(query))


@blp.route("/lists/<string:kind>/editions/<int:number>")
@blp.etag
@asks(A.READ_LISTS, policy=POLICY)
@blp.response(200, EditionSchema)
def get_edition(community_id: int, kind: str, number: int) -> dict[str, Any]:
    """Show an edition's head and what it changed."""
    with unit_of_work() as uow:
        edition = service.show_edition(uow, current_actor(), community_id, kind, number)
    blp.set_etag({"seal": edition["seal"]})
    return edition


@blp.route("/lists/<string:kind>/editions/<int:number>/entries")
@asks(A.READ_LISTS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(EditionEntrySchema))
def list_edition_entries(query: dict[str, Any], community_id: int, kind: str, number: int) -> Page[dict[str, Any]]:
    """Page through the entries that an edition holds, by their numbers."""
    with unit_of_work() as uow:
        page = page_request(query)
        return service.list_edition_entries(uow, current_actor(), community_id, kind, number, page)


@blp.route("/lists/<string:kind>/editions/<int:number>/diff/<int:other>")
@asks(A.READ_LISTS, policy=POLICY)
@blp.response(200, ComparisonSchema)
def compare_editions(community_id: int, kind: str, number: int, other: int) -> dict[str, Any]:
    """Tell in Chinese what an edition has otherwise than another."""
    with unit_of_work() as uow:
        return service.compare_editions(uow, current_actor(), community_id, kind, number, other)


@blp.route("/lists/<string:kind>/editions/verify")
@asks(A.READ_LISTS, policy=POLICY)
@blp.response(200, VerificationSchema)
def verify_editions(community_id: int, kind: str) -> dict[str, Any]:
    """Check every seal, the chain, and every entry against the history it came from."""
    with unit_of_work() as uow:
        return service.verify_editions(uow, current_actor(), community_id, kind)


@blp.route("/lists/<string:kind>/editions/<int:number>/export")
@asks(A.READ_LISTS, policy=POLICY)
@blp.arguments(ExportQuery, location="query")
@blp.response(200, content_type="application/octet-stream")
def export_edition(query: dict[str, Any], community_id: int, kind: str, number: int) -> flask.Response:
    """Take an edition away as xlsx, csv, pdf, or the sealed JSON itself."""
    with unit_of_work() as uow:
        document = service.export_edition(uow, current_actor(), community_id, kind, number, query["format"])
    return send_document(document)


@blp.route("/lists/<string:kind>/export")
@asks(A.EXPORT, policy=POLICY)
@blp.arguments(ExportQuery, location="query")
@blp.response(200, content_type="application/octet-stream")
def export_list(query: dict[str, Any], community_id: int, kind: str) -> flask.Response:
    """Take the list away as it stands now."""
    with unit_of_work() as uow:
        document = service.export_list(uow, current_actor(), community_id, kind, query["format"])
    return send_document(document)


@blp.route("/lists/<string:kind>/draft")
@asks(A.READ_LISTS, policy=POLICY)
@blp.response(200, DraftUnderWaySchema)
def find_draft(community_id: int, kind: str) -> dict[str, Any]:
    """Show the draft under way, if there is one for the caller to see."""
    with unit_of_work() as uow:
        return {"draft": service.find_draft(uow, current_actor(), community_id, kind)}


@blp.route("/lists/<string:kind>/drafts", methods=["POST"])
@idempotent
@asks(A.COMPILE, policy=POLICY)
@blp.arguments(CompileSchema)
@blp.response(201, DraftSchema)
def compile_draft(body: dict[str, Any], community_id: int, kind: str) -> dict[str, Any]:
    """Compile the next edition from the list as it stands."""
    with unit_of_work() as uow:
        return service.compile_draft(uow, current_actor(), community_id, kind)


@blp.route("/drafts/<uuid:draft_id>")
@asks(A.READ_LISTS, policy=POLICY)
@blp.response(200, DraftSchema)
def get_draft(community_id: int, draft_id: UUID) -> dict[str, Any]:
    """Show a draft with its differences and objections."""
    with unit_of_work() as uow:
        return service.show_draft(uow, current_actor(), community_id, draft_id)


@blp.route("/drafts/<uuid:draft_id>/entries")
@asks(A.READ_LISTS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(EditionEntrySchema))
def list_draft_entries(query: dict[str, Any], community_id: int, draft_id: UUID) -> Page[dict[str, Any]]:
    """Page through the entries that a draft holds, by their numbers."""
    with unit_of_work() as uow:
        return service.list_draft_entries(uow, current_actor(), community_id, draft_id, page_request(query))


@blp.route("/drafts/<uuid:draft_id>/moves", methods=["POST"])
@idempotent
@asks(A.COMPILE, policy=POLICY)
@blp.arguments(DraftMoveSchema)
@blp.response(200, DraftSchema)
def move_draft(body: dict[str, Any], community_id: int, draft_id: UUID) -> dict[str, Any]:
    """Put a draft on notice, withdraw it, or (the lead alone) publish it."""
    with unit_of_work() as uow:
        return service.move_draft(uow, current_actor(), community_id, draft_id, body["move"])


@blp.route("/drafts/<uuid:draft_id>/objections", methods=["POST"])
@idempotent
@asks(A.OBJECT, policy=POLICY)
@blp.arguments(NewObjectionSchema)
@blp.response(201, ObjectionSchema)
def object_to_draft(body: dict[str, Any], community_id: int, draft_id: UUID) -> dict[str, Any]:
    """Object to a draft while it is on notice."""
    with unit_of_work() as uow:
        return service.object_to_draft(uow, current_actor(), community_id, draft_id, body["text"], body["entry_id"])


@blp.route("/objections/<uuid:objection_id>/answer", methods=["POST"])
@idempotent
@asks(A.COMPILE, policy=POLICY)
@blp.arguments(AnswerSchema)
@blp.response(200, ObjectionSchema)
def answer_objection(body: dict[str, Any], community_id: int, objection_id: UUID) -> dict[str, Any]:
    """Answer an objection."""
    with unit_of_work() as uow:
        return service.answer_objection(uow, current_actor(), community_id, objection_id, body["answer"])
