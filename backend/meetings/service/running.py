"""The desk moves a meeting on: opened, closed with its count, adjourned for want of a quorum, called off."""

from typing import Any
from uuid import UUID

from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.infra.uow import UnitOfWork
from backend.meetings.errors import MotionUnderWayError, QuorumThereError
from backend.meetings.events import tell_of_meeting
from backend.meetings.models import Meeting
from backend.meetings.moves.meetings import MEETING_MOVES, NOTE_REQUIRED, MeetingMove
from backend.meetings.policy import POLICY, A
from backend.meetings.rules.calling import check_opening
from backend.meetings.rules.minutes import minutes_due_at, require_quorum
from backend.meetings.service.calling import invited_members
from backend.meetings.service.motion_store import has_open_motion
from backend.meetings.service.publishing import publish
from backend.meetings.service.store import lock_meeting, present_at, quorum_for, write_move
from backend.meetings.service.view import view_meeting
from backend.meetings.types import Kind, MeetingState, MeetingWord


def move_meeting(
    uow: UnitOfWork, actor: Actor, community_id: int, meeting_id: UUID, move: MeetingMove, word: MeetingWord
) -> dict[str, Any]:
    """Make one of the moves the meeting's state allows.

    Raises NotFoundError, MoveNotAllowedError, InvalidError (no reason given), MeetingTooEarlyError, NoQuorumError (a
    residents' meeting is not held without it), QuorumThereError, MinutesMissingError,
    MotionUnderWayError.
    """
    POLICY.permit(actor, A.MOVE_MEETING)
    meeting = lock_meeting(uow, community_id, meeting_id)
    before = MeetingState(meeting.state)
    after = MEETING_MOVES.next(before, move)
    if move in NOTE_REQUIRED and not word.note:
        raise InvalidError({"note": ["请写明原因，受邀的人会看到"]})
    assert actor.member_id is not None, "staff are members"
    facts = _apply(uow, actor, meeting, move, after)
    write_move(uow, meeting, move.value, from_state=before, by_member_id=actor.member_id, note=word.note, **facts)
    _tell(uow, meeting, move, word.note)
    return view_meeting(uow, actor, meeting)


def _apply(uow: UnitOfWork, actor: Actor, meeting: Meeting, move: MeetingMove, after: MeetingState) -> dict[str, Any]:
    """Set what the move changes; the row goes from one whole state to the next in one statement."""
    facts: dict[str, Any] = {}
    if move is MeetingMove.OPEN:
        check_opening(meeting.starts_at, uow.now)
        meeting.opened_at, meeting.next_at = uow.now, None
    elif move is MeetingMove.CALL_OFF:
        meeting.next_at = None
    elif move is MeetingMove.PUBLISH:
        publish(uow, actor, meeting)
    else:
        facts = _end(uow, meeting, move)
    meeting.state, meeting.updated_at = after.value, uow.now
    uow.session.flush()
    return facts


def _end(uow: UnitOfWork, meeting: Meeting, move: MeetingMove) -> dict[str, Any]:
    """Count who is there, once and for all: the row is locked, nobody comes any more."""
    if has_open_motion(uow, meeting):
        raise MotionUnderWayError
    present, quorum = present_at(uow, meeting), quorum_for(meeting)
    is_quorate = quorum.is_met(present, meeting.seats)
    if move is MeetingMove.ADJOURN and is_quorate:
        raise QuorumThereError(present=present, seats=meeting.seats)
    if move is MeetingMove.CLOSE and meeting.kind == Kind.RESIDENTS:
        require_quorum(present=present, seats=meeting.seats, quorum=quorum)
    meeting.ended_at, meeting.present, meeting.is_quorate = uow.now, present, is_quorate
    meeting.next_at = minutes_due_at(uow.now) if move is MeetingMove.CLOSE else None
    return {"present": present, "seats": meeting.seats, "is_quorate": is_quorate}


TOLD_OF = {
    MeetingMove.ADJOURN: "adjourned",
    MeetingMove.CALL_OFF: "called_off",
    MeetingMove.PUBLISH: "published",
}


def _tell(uow: UnitOfWork, meeting: Meeting, move: MeetingMove, note: str | None) -> None:
    if move in TOLD_OF:
        tell_of_meeting(uow, meeting, TOLD_OF[move], invited_members(uow, meeting), note=note)
