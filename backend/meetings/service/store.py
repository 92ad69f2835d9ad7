"""Meetings in and out of the database: rows, locks, the line of each move, who is there. It decides nothing."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import undefer

from backend.core.errors import NotFoundError
from backend.infra.uow import UnitOfWork
from backend.meetings.models import Action, AgendaItem, Attendance, InvitedUnit, Meeting, MeetingMoveRow, Seat
from backend.meetings.rules.thresholds import Threshold, quorum_of
from backend.meetings.types import Basis, Kind, MeetingState


def get_meeting_row(uow: UnitOfWork, community_id: int, meeting_id: UUID) -> Meeting:
    """Return the row; raises NotFoundError."""
    return _row(uow, community_id, meeting_id)


def lock_meeting(uow: UnitOfWork, community_id: int, meeting_id: UUID) -> Meeting:
    """Return the row as it stands now, held until commit: one move, or one written line, at a time."""
    return _row(uow, community_id, meeting_id, key_share=True)


def share_meeting(uow: UnitOfWork, community_id: int, meeting_id: UUID) -> Meeting:
    """Return the row with its secret, held so that many come at once and nobody after it was closed."""
    return _row(uow, community_id, meeting_id, read=True, options=[undefer(Meeting.code_secret)])


def _row(uow: UnitOfWork, community_id: int, meeting_id: UUID, *, options: Sequence[Any] = (), **lock: bool) -> Meeting:
    wanted = select(Meeting).where(Meeting.community_id == community_id, Meeting.id == meeting_id).options(*options)
    if lock:
        wanted = wanted.with_for_update(**lock)  # type: ignore[arg-type]  # each of its flags is a bool
    row = uow.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFoundError
    return row


def agenda_of(uow: UnitOfWork, meeting: Meeting) -> Sequence[AgendaItem]:
    """Return the points of the agenda in order."""
    return uow.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.community_id == meeting.community_id, AgendaItem.meeting_id == meeting.id)
        .order_by(AgendaItem.no)
    ).all()


def actions_of(uow: UnitOfWork, items: Sequence[AgendaItem]) -> Sequence[Action]:
    """Return what is to be done by the points of one agenda, in order."""
    if not items:
        return []
    return uow.session.scalars(
        select(Action)
        .where(Action.community_id == items[0].community_id, Action.item_id.in_([item.id for item in items]))
        .order_by(Action.item_id, Action.no)
    ).all()


def units_of(uow: UnitOfWork, meeting: Meeting) -> Sequence[InvitedUnit]:
    """Return the units that were asked to send somebody."""
    return uow.session.scalars(
        select(InvitedUnit)
        .where(InvitedUnit.community_id == meeting.community_id, InvitedUnit.meeting_id == meeting.id)
        .order_by(InvitedUnit.unit_id)
    ).all()


def seat_of(uow: UnitOfWork, meeting: Meeting, member_id: UUID | None, household_id: UUID | None) -> Seat | None:
    """Return the member's own seat, or that of the household where households meet; each is one look by key."""
    here = Seat.community_id == meeting.community_id, Seat.meeting_id == meeting.id
    if member_id is None:
        return None
    whose = Seat.household_id == household_id if meeting.basis == Basis.HOUSEHOLDS else Seat.member_id == member_id
    return uow.session.scalars(select(Seat).where(*here, whose)).one_or_none()


def attendance_of(uow: UnitOfWork, meeting: Meeting, seat_id: UUID, member_id: UUID | None) -> Attendance | None:
    """Return the presence of a seat, or of a person at whatever seat."""
    here = Attendance.community_id == meeting.community_id, Attendance.meeting_id == meeting.id
    return uow.session.scalars(
        select(Attendance).where(*here, or_(Attendance.seat_id == seat_id, Attendance.member_id == member_id)).limit(1)
    ).first()


def count_present(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, int]:
    """Return by meeting how many seats are present; delegates of units hold none and do not count."""
    if not ids:
        return {}
    rows = uow.session.execute(
        select(Attendance.meeting_id, func.count().label("present"))
        .where(Attendance.community_id == community_id, Attendance.meeting_id.in_(ids))
        .group_by(Attendance.meeting_id)
    )
    return {row.meeting_id: row.present for row in rows}


def present_at(uow: UnitOfWork, meeting: Meeting) -> int:
    """Return how many seats are present at one meeting."""
    return count_present(uow, meeting.community_id, [meeting.id]).get(meeting.id, 0)


def quorum_for(meeting: Meeting) -> Threshold:
    """Return the quorum that this meeting needs."""
    return quorum_of(is_lawful=meeting.kind == Kind.RESIDENTS)


def write_move(
    uow: UnitOfWork,
    meeting: Meeting,
    move: str,
    *,
    from_state: MeetingState | None,
    by_member_id: UUID,
    note: str | None = None,
    **facts: Any,
) -> None:
    """Write the line of a move; ``meeting`` stands as it is after it, ``facts`` are JSON values."""
    line = MeetingMoveRow(
        community_id=meeting.community_id,
        id=uow.new_id(),
        meeting_id=meeting.id,
        move=move,
        from_state=None if from_state is None else from_state.value,
        to_state=meeting.state,
        facts=facts,
        by_member_id=by_member_id,
        note=note or None,
        at=uow.now,
    )
    uow.session.add(line)
    uow.session.flush()
