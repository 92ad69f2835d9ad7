"""Seats as they stand at a vote: who is there for them, who holds their proxy."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from backend.core.errors import NotFoundError
from backend.infra.uow import UnitOfWork
from backend.meetings.models import Attendance, Proxy, Seat
from backend.meetings.rules.eligibility import Voice
from backend.meetings.types import Way
from backend.meetings.types.proxies import ProxyState

_HOLDER = aliased(Seat)
# A seat with its presence and its proxy: there is at most one that was not taken back.
_VOICES = (
    select(
        Seat.id,
        Seat.member_id,
        Attendance.way,
        Attendance.member_id.label("came_id"),
        _HOLDER.member_id.label("holder_id"),
        Proxy.state,
    )
    .outerjoin(
        Attendance,
        and_(
            Attendance.community_id == Seat.community_id,
            Attendance.meeting_id == Seat.meeting_id,
            Attendance.seat_id == Seat.id,
        ),
    )
    .outerjoin(
        Proxy,
        and_(
            Proxy.community_id == Seat.community_id,
            Proxy.meeting_id == Seat.meeting_id,
            Proxy.seat_id == Seat.id,
            Proxy.state != ProxyState.TAKEN_BACK,
        ),
    )
    .outerjoin(_HOLDER, and_(_HOLDER.community_id == Proxy.community_id, _HOLDER.id == Proxy.holder_seat_id))
)


def get_voice(uow: UnitOfWork, community_id: int, meeting_id: UUID, seat_id: UUID) -> Voice:
    """Return a seat of the meeting; raises NotFoundError."""
    row = uow.session.execute(_VOICES.where(*_of(community_id, meeting_id), Seat.id == seat_id)).one_or_none()
    if row is None:
        raise NotFoundError
    return _voice(row)


def voices_of(uow: UnitOfWork, community_id: int, meeting_id: UUID, member_id: UUID) -> Sequence[Voice]:
    """Return the seats that are a member's, that they came for, or whose proxy they hold. One statement."""
    own = select(Seat.id).where(*_of(community_id, meeting_id), Seat.member_id == member_id)
    came = select(Attendance.seat_id).where(
        Attendance.community_id == community_id, Attendance.meeting_id == meeting_id, Attendance.member_id == member_id
    )
    held = select(Proxy.seat_id).where(
        Proxy.community_id == community_id,
        Proxy.meeting_id == meeting_id,
        Proxy.holder_seat_id.in_(own),
        Proxy.state != ProxyState.TAKEN_BACK,
    )
    rows = uow.session.execute(
        _VOICES.where(
            *_of(community_id, meeting_id), or_(Seat.id.in_(own), Seat.id.in_(came), Seat.id.in_(held))
        ).order_by(Seat.id)
    )
    return [_voice(row) for row in rows]


def _of(community_id: int, meeting_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return Seat.community_id == community_id, Seat.meeting_id == meeting_id


def _voice(row: Any) -> Voice:
    return Voice(
        row.id,
        row.member_id,
        None if row.way is None else Way(row.way),
        row.came_id,
        row.holder_id,
        has_come=row.state == ProxyState.CAME,
    )
