"""Being there: the code on the meeting's screen, or a line that staff write down. One seat, one person, once."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.core.rotating_code import STEP_SECONDS, TRIES, Verdict, code_at, judge_code, valid_until
from backend.infra.rows import insert_once, row_by_id
from backend.infra.uow import UnitOfWork
from backend.meetings.errors import (
    AlreadyPresentError,
    MeetingCodeTriesError,
    MeetingCodeWrongError,
    MeetingNotOpenError,
    NameOnRollError,
    NoSeatError,
    OutsideSeatsTakenError,
    OwnAttendanceError,
)
from backend.meetings.models import Attendance, CodeTries, Meeting, Seat
from backend.meetings.policy import POLICY, A
from backend.meetings.rules.calling import day_of
from backend.meetings.rules.roll import adults_of
from backend.meetings.service.proxies import bring_proxies, come_instead
from backend.meetings.service.store import attendance_of, lock_meeting, seat_of, share_meeting
from backend.meetings.service.view import view_meeting
from backend.meetings.types import Basis, MeetingState, PaperLine, Way

QR_PREFIX = "sangong:meeting:"


def show_code(uow: UnitOfWork, actor: Actor, community_id: int, meeting_id: UUID) -> dict[str, Any]:
    """Return the code of this moment for the screen in the room; raises MeetingNotOpenError."""
    POLICY.permit(actor, A.SHOW_CODE)
    meeting = share_meeting(uow, community_id, meeting_id)
    _require_open(meeting)
    code = code_at(meeting.code_secret, uow.now)
    return {
        "code": code,
        "qr": f"{QR_PREFIX}{meeting.id}:{code}",
        "step_seconds": STEP_SECONDS,
        "valid_until": valid_until(uow.now),
    }


def attend(uow: UnitOfWork, actor: Actor, community_id: int, meeting_id: UUID, code: str) -> dict[str, Any]:
    """Note that the caller is there, for their own seat or their household's.

    Raises NotFoundError, MeetingNotOpenError, NoSeatError, AlreadyPresentError, MeetingCodeTriesError; and
    MeetingCodeWrongError after the try was counted: the edge answers it and commits.
    """
    POLICY.permit(actor, A.ATTEND)
    meeting = share_meeting(uow, community_id, meeting_id)
    _require_open(meeting)
    assert actor.member_id is not None, "a member has an id"
    seat = require_seat(uow, meeting, actor.member_id)
    _judge(uow, meeting, actor.member_id, code)
    _come(uow, meeting, seat.id, way=Way.CODE, member_id=actor.member_id, name=None, by_member_id=None)
    return view_meeting(uow, actor, meeting)


def require_seat(uow: UnitOfWork, meeting: Meeting, member_id: UUID) -> Seat:
    """Return the seat that a member may fill; raises NoSeatError for whom the roll does not know, or is under age."""
    adults = adults_of(communities.electors_among(uow, meeting.community_id, [member_id]), day_of(meeting.starts_at))
    if meeting.basis != Basis.HOUSEHOLDS:
        seat = seat_of(uow, meeting, member_id, None)
    else:
        seat = seat_of(uow, meeting, member_id, adults[0].household_id) if adults else None
    if seat is None:
        raise NoSeatError
    return seat


def _judge(uow: UnitOfWork, meeting: Meeting, member_id: UUID, code: str) -> None:
    """Pass with the right code; count a wrong one."""
    key = {"community_id": meeting.community_id, "meeting_id": meeting.id, "member_id": member_id}
    row = uow.session.get(CodeTries, tuple(key.values()), populate_existing=True)
    tries, since = (row.tries, row.since) if row is not None else (0, None)
    if TRIES.again_at(tries=tries, since=since, now=uow.now) is not None:
        raise MeetingCodeTriesError
    if judge_code(meeting.code_secret, code, now=uow.now).verdict is Verdict.RIGHT:
        return
    tries, since = TRIES.counted(tries=tries, since=since, now=uow.now)
    counted = {"tries": tries, "since": since}
    uow.session.execute(
        insert(CodeTries).values(**key, **counted).on_conflict_do_update(index_elements=list(key), set_=counted)
    )
    raise MeetingCodeWrongError


def note_on_paper(
    uow: UnitOfWork, actor: Actor, community_id: int, meeting_id: UUID, line: PaperLine
) -> dict[str, Any]:
    """Write down who signed the paper list: a seat of the roll, or a resident who is not on a phone, by name.

    Raises NotFoundError, MeetingNotOpenError, OwnAttendanceError, AlreadyPresentError, NameOnRollError,
    OutsideSeatsTakenError.
    """
    POLICY.permit(actor, A.NOTE_ATTENDANCE)
    meeting = lock_meeting(uow, community_id, meeting_id)
    _require_open(meeting)
    assert actor.member_id is not None, "staff are members"
    seat = _seat_for_paper(uow, meeting, line)
    if seat.member_id == actor.member_id:
        raise OwnAttendanceError
    name = line.name if seat.member_id is None else None
    if name == "":
        raise InvalidError({"name": ["请写上来的人的姓名"]})
    _come(uow, meeting, seat.id, way=Way.PAPER, member_id=seat.member_id, name=name, by_member_id=actor.member_id)
    return view_meeting(uow, actor, meeting)


def _seat_for_paper(uow: UnitOfWork, meeting: Meeting, line: PaperLine) -> Seat:
    if line.seat_id is None:
        return _take_outside_seat(uow, meeting, line.name)
    seat = row_by_id(uow, Seat, meeting.community_id, line.seat_id)
    if seat.meeting_id != meeting.id:
        raise NoSeatError
    return seat


def _take_outside_seat(uow: UnitOfWork, meeting: Meeting, name: str) -> Seat:
    """Make the seat of somebody who is not on a phone; the meeting's row is locked, so that they are counted."""
    same = named_on_roll(uow, meeting, name)
    if same:
        raise NameOnRollError(seat_ids=[str(id_) for id_ in same])
    if meeting.outside_taken >= meeting.outside_seats:
        raise OutsideSeatsTakenError
    seat_id = uow.new_id()
    here = {"community_id": meeting.community_id, "meeting_id": meeting.id}
    if not insert_once(uow, Seat, **here, id=seat_id, paper_hash=communities.hash_name(name)):
        raise AlreadyPresentError(way=Way.PAPER.value)
    meeting.outside_taken += 1
    uow.session.flush()
    return row_by_id(uow, Seat, meeting.community_id, seat_id)


def named_on_roll(uow: UnitOfWork, meeting: Meeting, name: str) -> list[UUID]:
    """Return the seats that members of a whole name have, of their own or by their household."""
    ids = communities.members_named(uow, meeting.community_id, name)
    if not ids:
        return []
    if meeting.basis == Basis.HOUSEHOLDS:
        electors = communities.electors_among(uow, meeting.community_id, ids)
        whose = Seat.household_id.in_([each.household_id for each in electors if each.household_id])
    else:
        whose = Seat.member_id.in_(ids)
    here = Seat.community_id == meeting.community_id, Seat.meeting_id == meeting.id
    return list(uow.session.scalars(select(Seat.id).where(*here, whose).order_by(Seat.id)))


def _come(
    uow: UnitOfWork,
    meeting: Meeting,
    seat_id: UUID,
    *,
    way: Way,
    member_id: UUID | None,
    name: str | None,
    by_member_id: UUID | None,
) -> None:
    """Store the presence; whichever channel comes second is told which was first."""
    is_first = insert_once(
        uow,
        Attendance,
        community_id=meeting.community_id,
        meeting_id=meeting.id,
        seat_id=seat_id,
        way=way.value,
        member_id=member_id,
        name=name,
        by_member_id=by_member_id,
        at=uow.now,
    )
    if not is_first:
        before = attendance_of(uow, meeting, seat_id, member_id)
        if before is None or before.way != Way.PROXY or not come_instead(uow, meeting, seat_id):
            raise AlreadyPresentError(way=None if before is None else before.way)
    elif member_id is not None:
        come_instead(uow, meeting, seat_id)
        bring_proxies(uow, meeting, holder_member_id=member_id)


def _require_open(meeting: Meeting) -> None:
    if meeting.state != MeetingState.OPEN:
        raise MeetingNotOpenError
