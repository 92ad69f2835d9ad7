"""Routes of agreements."""

from typing import Any
from uuid import UUID

import flask

from backend.agreements import service
from backend.agreements.policy import A
from backend.agreements.schemas.agreements import (
    AgreementLineSchema,
    AgreementMoveSchema,
    AgreementQuery,
    AgreementSchema,
    ComparedTextSchema,
    NewAgreementSchema,
    NewTextSchema,
    SigningSchema,
    TextInSchema,
    TextQuery,
    WholeAgreementSchema,
    text_of,
)
from backend.agreements.types.agreements import AgreementFilter, NewAgreement, Signing
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

POLICY = "agreements"

blp = Blueprint(
    "agreement-texts",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Agreements: drafted, signed, in force",
)


@blp.route("/agreements", methods=["POST"])
@idempotent
@asks(A.DRAFT_AGREEMENT, policy=POLICY)
@blp.arguments(NewAgreementSchema)
@blp.response(201, WholeAgreementSchema)
def draft_agreement(body: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Begin an agreement from an accepted claim, from an entry, or freely."""
    new = NewAgreement(text_of(body), tuple(body["units"] or ()), body["claim_id"], body["entry_id"])
    with unit_of_work() as uow:
        return service.draft_agreement(uow, current_actor(), community_id, new)


@blp.route("/agreements")
@asks(A.READ_AGREEMENTS, policy=POLICY)
@blp.arguments(AgreementQuery, location="query")
@blp.response(200, page_schema(AgreementSchema))
def list_agreements(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through agreements, newest first; those not signed yet to the parties and the desk alone."""
    wanted = AgreementFilter(query["state"], query["unit_id"], query["entry_id"], query["claim_id"])
    with unit_of_work() as uow:
        return service.list_agreements(uow, current_actor(), community_id, wanted, page_request(query))


@blp.route("/agreements/<uuid:agreement_id>")
@blp.etag
@asks(A.READ_AGREEMENTS, policy=POLICY)
@blp.response(200, WholeAgreementSchema)
def get_agreement(community_id: int, agreement_id: UUID) -> dict[str, Any]:
    """Show one agreement; its ETag is what PUT of the draft wants as If-Match."""
    with unit_of_work() as uow:
        shown = service.show_agreement(uow, current_actor(), community_id, agreement_id)
    blp.set_etag(shown, WholeAgreementSchema)
    return shown


@blp.route("/agreements/<uuid:agreement_id>/draft", methods=["PUT"])
@blp.etag
@asks(A.DRAFT_AGREEMENT, policy=POLICY)
@blp.arguments(TextInSchema)
@blp.response(200, WholeAgreementSchema)
def edit_agreement_draft(body: dict[str, Any], community_id: int, agreement_id: UUID) -> dict[str, Any]:
    """Put another text in the draft's place, if nobody changed it since it was read."""
    with unit_of_work() as uow:
        shown = service.edit_draft(
            uow,
            current_actor(),
            community_id,
            agreement_id,
            text_of(body),
            body["units"],
            check_seen=lambda seen: blp.check_etag(seen, WholeAgreementSchema),
        )
    blp.set_etag(shown, WholeAgreementSchema)
    return shown


@blp.route("/agreements/<uuid:agreement_id>/texts", methods=["POST"])
@idempotent
@asks(A.DRAFT_AGREEMENT, policy=POLICY)
@blp.arguments(NewTextSchema)
@blp.response(201, WholeAgreementSchema)
def draft_next_text(body: dict[str, Any], community_id: int, agreement_id: UUID) -> dict[str, Any]:
    """Begin a text that changes, renews or ends the one in force."""
    with unit_of_work() as uow:
        return service.draft_next(uow, current_actor(), community_id, agreement_id, body["purpose"])


@blp.route("/agreements/<uuid:agreement_id>/texts/<int:version>")
@asks(A.READ_AGREEMENTS, policy=POLICY)
@blp.arguments(TextQuery, location="query")
@blp.response(200, ComparedTextSchema)
def get_agreement_text(query: dict[str, Any], community_id: int, agreement_id: UUID, version: int) -> dict[str, Any]:
    """Show one text and, in plain Chinese, what it changes against another (the one agreed before it)."""
    with unit_of_work() as uow:
        return service.show_text(uow, current_actor(), community_id, agreement_id, version, against=query["against"])


@blp.route("/agreements/<uuid:agreement_id>/texts/<int:version>/paper")
@asks(A.READ_AGREEMENTS, policy=POLICY)
@blp.response(200, content_type="application/pdf")
def print_agreement_text(community_id: int, agreement_id: UUID, version: int) -> flask.Response:
    """Return a text on paper: to be signed by hand and photographed, or with the signatures it has."""
    with unit_of_work() as uow:
        return send_document(service.print_text(uow, current_actor(), community_id, agreement_id, version))


@blp.route("/agreements/<uuid:agreement_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_AGREEMENT, policy=POLICY)
@blp.arguments(AgreementMoveSchema)
@blp.response(200, WholeAgreementSchema)
def move_agreement(body: dict[str, Any], community_id: int, agreement_id: UUID) -> dict[str, Any]:
    """Offer, take back, decline, drop, call off, or leave."""
    with unit_of_work() as uow:
        return service.move_agreement(
            uow,
            current_actor(),
            community_id,
            agreement_id,
            body["move"],
            party_no=body["party_no"],
            note=body["note"],
        )


@blp.route("/agreements/<uuid:agreement_id>/signatures", methods=["POST"])
@idempotent
@asks(A.MOVE_AGREEMENT, policy=POLICY)
@blp.arguments(SigningSchema)
@blp.response(201, WholeAgreementSchema)
def sign_agreement(body: Signing, community_id: int, agreement_id: UUID) -> dict[str, Any]:
    """Sign the text on offer for a party, under the hash that was seen."""
    with unit_of_work() as uow:
        return service.sign_agreement(uow, current_actor(), community_id, agreement_id, body)


@blp.route("/agreements/<uuid:agreement_id>/history")
@asks(A.READ_AGREEMENTS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(AgreementLineSchema))
def list_agreement_moves(query: dict[str, Any], community_id: int, agreement_id: UUID) -> Page[dict[str, Any]]:
    """Page through what happened to an agreement, newest first."""
    with unit_of_work() as uow:
        return service.list_agreement_moves(uow, current_actor(), community_id, agreement_id, page_request(query))
