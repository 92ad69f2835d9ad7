"""Routes of meetings: called, read, moved on."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.meetings import service
from backend.meetings.moves.meetings import MeetingMove
from backend.meetings.policy import A
from backend.meetings.schemas.meetings import (
    MeetingItemSchema,
    MeetingMoveSchema,
    MeetingQuery,
    MeetingSchema,
    NewMeetingSchema,
    meeting_filter,
)
from backend.meetings.types import MeetingWord, NewMeeting

POLICY = "meetings"

blp = Blueprint("meetings", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Meetings")


@blp.route("/meetings")
@asks(A.READ_MEETINGS, policy=POLICY)
@blp.arguments(MeetingQuery, location="query")
@blp.response(200, page_schema(MeetingItemSchema))
def list_meetings(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through meetings, the latest to be held first."""
    with unit_of_work() as uow:
        return service.list_meetings(uow, current_actor(), community_id, meeting_filter(query), page_request(query))


@blp.route("/meetings", methods=["POST"])
@idempotent
@asks(A.CALL_MEETING, policy=POLICY)
@blp.arguments(NewMeetingSchema)
@blp.response(201, MeetingSchema)
def call_meeting(body: NewMeeting, community_id: int) -> dict[str, Any]:
    """Call a meeting: the roll is fixed now, whoever has a seat is told."""
    with unit_of_work() as uow:
        return service.call_meeting(uow, current_actor(), community_id, body)


@blp.route("/meetings/<uuid:meeting_id>")
@blp.etag
@asks(A.READ_MEETINGS, policy=POLICY)
@blp.response(200, MeetingSchema)
def read_meeting(community_id: int, meeting_id: UUID) -> dict[str, Any]:
    """Show one meeting: agenda, quorum, the caller's seat; its minutes once published. PUT of them wants its ETag."""
    with unit_of_work() as uow:
        meeting = service.read_meeting(uow, current_actor(), community_id, meeting_id)
    blp.set_etag(meeting, MeetingSchema)
    return meeting


@blp.route("/meetings/<uuid:meeting_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_MEETING, policy=POLICY)
@blp.arguments(MeetingMoveSchema)
@blp.response(200, MeetingSchema)
def move_meeting(body: tuple[MeetingMove, MeetingWord], community_id: int, meeting_id: UUID) -> dict[str, Any]:
    """Open, close, adjourn, call off; or publish the minutes, whose actions become list entries."""
    with unit_of_work() as uow:
        return service.move_meeting(uow, current_actor(), community_id, meeting_id, *body)
