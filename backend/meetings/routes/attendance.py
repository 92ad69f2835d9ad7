"""Routes of the roll and of being there."""

from typing import Any
from uuid import UUID

import flask

from backend.core.actor import Actor
from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.http.problem import on_refusal
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.meetings import service
from backend.meetings.errors import MeetingCodeWrongError
from backend.meetings.policy import A
from backend.meetings.schemas.meetings import (
    MeetingCodeGivenSchema,
    MeetingCodeSchema,
    MeetingPaperLineSchema,
    MeetingSchema,
    RollQuery,
    RollSeatSchema,
)
from backend.meetings.types import PaperLine

POLICY = "meetings"

blp = Blueprint(
    "meeting attendance", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Meetings"
)


@blp.route("/meetings/<uuid:meeting_id>/code")
@asks(A.SHOW_CODE, policy=POLICY)
@blp.response(200, MeetingCodeSchema)
def show_code(community_id: int, meeting_id: UUID) -> dict[str, Any]:
    """Show the code of this moment, for the screen in the room."""
    with unit_of_work() as uow:
        return service.show_code(uow, current_actor(), community_id, meeting_id)


@blp.route("/meetings/<uuid:meeting_id>/attendance", methods=["POST"])
@idempotent
@asks(A.ATTEND, policy=POLICY)
@blp.arguments(MeetingCodeGivenSchema)
@blp.response(201, MeetingSchema)
def attend(body: dict[str, str], community_id: int, meeting_id: UUID) -> dict[str, Any] | flask.Response:
    """Be there: with the code on the screen, for one's own seat or one's household's."""
    actor: Actor = current_actor()
    with unit_of_work() as uow:
        try:
            return service.attend(uow, actor, community_id, meeting_id, body["code"])
        except MeetingCodeWrongError as refusal:  # raising would roll back the count of tries
            return on_refusal(refusal)


@blp.route("/meetings/<uuid:meeting_id>/roll")
@asks(A.READ_ROLL, policy=POLICY)
@blp.arguments(RollQuery, location="query")
@blp.response(200, page_schema(RollSeatSchema))
def list_roll(query: dict[str, Any], community_id: int, meeting_id: UUID) -> Page[dict[str, Any]]:
    """Page through the roll with names and presence."""
    with unit_of_work() as uow:
        return service.list_roll(uow, current_actor(), community_id, meeting_id, query["find"], page_request(query))


@blp.route("/meetings/<uuid:meeting_id>/paper-attendance", methods=["POST"])
@idempotent
@asks(A.NOTE_ATTENDANCE, policy=POLICY)
@blp.arguments(MeetingPaperLineSchema)
@blp.response(201, MeetingSchema)
def note_on_paper(body: PaperLine, community_id: int, meeting_id: UUID) -> dict[str, Any]:
    """Write down who signed the paper list."""
    with unit_of_work() as uow:
        return service.note_on_paper(uow, current_actor(), community_id, meeting_id, body)
