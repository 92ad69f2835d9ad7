"""What shifts came to, for who counts them as their work (a team): when they are, and the hours entered of them."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from backend.infra.uow import UnitOfWork
from backend.volunteering.models import EnteredRecord, ServiceRecord, Shift
from backend.volunteering.service.in_force import in_force
from backend.volunteering.types import RecordState, ShiftState

UNDECIDED = (
    RecordState.CHECKED_OUT,
    RecordState.WITNESSED,
    RecordState.CONFIRMED,
    RecordState.ON_NOTICE,
    RecordState.HELD,
    RecordState.DISPUTED,
)


class ShiftLine(NamedTuple):
    """A shift in short; ``entry_id`` is None for a private one."""

    id: UUID
    entry_id: UUID | None
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool


class HoursOfShifts(NamedTuple):
    """Minutes entered and in force, of how many people; ``waiting`` records are not decided yet."""

    minutes: int
    people: int
    waiting: int


def shift_lines(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, ShiftLine]:
    """Return shifts by id; unknown ones are left out."""
    if not ids:
        return {}
    rows = uow.session.execute(
        select(Shift.id, Shift.entry_id, Shift.title, Shift.place, Shift.starts_at, Shift.ends_at, Shift.state).where(
            Shift.community_id == community_id, Shift.id.in_(ids)
        )
    )
    return {row.id: ShiftLine(*row[:6], is_cancelled=row.state == ShiftState.CANCELLED) for row in rows}


def hours_of_shifts(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> HoursOfShifts:
    """Return what was entered of these shifts together."""
    if not ids:
        return HoursOfShifts(0, 0, 0)
    of_shifts = (ServiceRecord.community_id == community_id, ServiceRecord.shift_id.in_(ids))
    minutes, people = uow.session.execute(
        select(func.coalesce(func.sum(EnteredRecord.minutes), 0), func.count(EnteredRecord.performed_by.distinct()))
        .join(
            ServiceRecord,
            (ServiceRecord.community_id == EnteredRecord.community_id) & (ServiceRecord.id == EnteredRecord.id),
        )
        .where(*of_shifts, in_force())
    ).one()
    waiting = uow.session.scalar(select(func.count()).where(*of_shifts, ServiceRecord.state.in_(UNDECIDED)))
    return HoursOfShifts(int(minutes), people, waiting or 0)
