"""Routes of minutes and of units' delegates."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor
from backend.infra.uow import unit_of_work
from backend.meetings import service
from backend.meetings.policy import A
from backend.meetings.schemas.meetings import MeetingSchema
from backend.meetings.schemas.minutes import NewMeetingMinutesSchema, UnitDelegateSchema
from backend.meetings.types import Delegate, Minutes

POLICY = "meetings"

blp = Blueprint(
    "meeting minutes", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Meetings"
)


@blp.route("/meetings/<uuid:meeting_id>/minutes", methods=["PUT"])
@blp.etag
@asks(A.WRITE_MINUTES, policy=POLICY)
@blp.arguments(NewMeetingMinutesSchema)
@blp.response(200, MeetingSchema)
def write_minutes(body: Minutes, community_id: int, meeting_id: UUID) -> dict[str, Any]:
    """Write the minutes as a whole, unless somebody else did since they were read; the desk's until published."""
    with unit_of_work() as uow:
        meeting = service.write_minutes(
            uow,
            current_actor(),
            community_id,
            meeting_id,
            body,
            check_seen=lambda seen: blp.check_etag(seen, MeetingSchema),
        )
    blp.set_etag(meeting, MeetingSchema)
    return meeting


@blp.route("/meetings/<uuid:meeting_id>/units/<uuid:unit_id>", methods=["PUT"])
@asks(A.WRITE_MINUTES, policy=POLICY)
@blp.arguments(UnitDelegateSchema)
@blp.response(200, MeetingSchema)
def note_delegate(body: Delegate, community_id: int, meeting_id: UUID, unit_id: UUID) -> dict[str, Any]:
    """Write down who came for a unit and what they said (Art. 19: neither seat nor vote)."""
    with unit_of_work() as uow:
        return service.note_delegate(uow, current_actor(), community_id, meeting_id, unit_id, body)
