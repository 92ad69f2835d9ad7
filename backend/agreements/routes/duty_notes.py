"""Routes of supervision notes."""

from typing import Any
from uuid import UUID

from backend.agreements import service
from backend.agreements.policy import A
from backend.agreements.schemas.duty_notes import (
    DutyNoteMoveSchema,
    DutyNoteSchema,
    DutyNotesSchema,
    NewDutyNoteWordSchema,
    NoteQuery,
)
from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "agreements"

blp = Blueprint(
    "duty_notes", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Supervision notes"
)


@blp.route("/duty-notes")
@asks(A.READ_DUTIES, policy=POLICY)
@blp.arguments(NoteQuery, location="query")
@blp.response(200, page_schema(DutyNoteSchema))
def list_notes(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through notes, the newest first: those of one's unit, for the desk all."""
    with unit_of_work() as uow:
        return service.list_notes(
            uow,
            current_actor(),
            community_id,
            unit_id=query["unit_id"],
            states=frozenset(query["state"]),
            page=page_request(query),
        )


@blp.route("/duties/<uuid:duty_id>/notes")
@asks(A.READ_DUTIES, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, DutyNotesSchema)
def list_notes_of_duty(query: dict[str, Any], community_id: int, duty_id: UUID) -> dict[str, Any]:
    """Page through a duty's notes with their threads, for the agreement's parties and the desk."""
    with unit_of_work() as uow:
        return service.list_notes_of_duty(uow, current_actor(), community_id, duty_id, page_request(query))


@blp.route("/duties/<uuid:duty_id>/notes", methods=["POST"])
@idempotent
@asks(A.NOTE_DUTY, policy=POLICY)
@blp.arguments(NewDutyNoteWordSchema)
@blp.response(201, DutyNoteSchema)
def put_note(body: dict[str, Any], community_id: int, duty_id: UUID) -> dict[str, Any]:
    """Put a note on another party's duty."""
    with unit_of_work() as uow:
        return service.put_note(uow, current_actor(), community_id, duty_id, **body)


@blp.route("/duty-notes/<uuid:note_id>/words", methods=["POST"])
@idempotent
@asks(A.ACT_ON_DUTY, policy=POLICY)
@blp.arguments(NewDutyNoteWordSchema)
@blp.response(201, DutyNoteSchema)
def say(body: dict[str, Any], community_id: int, note_id: UUID) -> dict[str, Any]:
    """Answer a note as the debtor, or say more as the party that put it."""
    with unit_of_work() as uow:
        return service.say(uow, current_actor(), community_id, note_id, **body)


@blp.route("/duty-notes/<uuid:note_id>/moves", methods=["POST"])
@idempotent
@asks(A.ACT_ON_DUTY, policy=POLICY)
@blp.arguments(DutyNoteMoveSchema)
@blp.response(200, DutyNoteSchema)
def move_note(body: dict[str, Any], community_id: int, note_id: UUID) -> dict[str, Any]:
    """Close a note, as the party that put it."""
    with unit_of_work() as uow:
        return service.close_note(uow, current_actor(), community_id, note_id)
