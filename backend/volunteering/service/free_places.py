"""Free places of shifts, times that members have taken, and how they kept their word, for the whole community at once.

For whoever brings people and needs together. Each read is one statement.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select

from backend.infra.uow import UnitOfWork
from backend.volunteering.models import Shift, ShiftRole, SignUp
from backend.volunteering.types import Purpose, ShiftState, SignUpState


class FreePlaces(NamedTuple):
    """Places of a shift that nobody has taken; of one role, where the shift has roles."""

    shift_id: UUID
    role_id: UUID | None
    entry_id: UUID | None
    unit_id: UUID | None
    leader_id: UUID
    beneficiary_id: UUID | None
    category: str
    place: str
    starts_at: datetime
    ends_at: datetime
    free: int
    age_min: int
    dangerous: bool
    skill: str | None
    qualification: str | None
    since: datetime
    changed_at: datetime


class TimeTaken(NamedTuple):
    """A time that a member has taken on, or waits for."""

    member_id: UUID
    starts_at: datetime
    ends_at: datetime
    place: str


class Promises(NamedTuple):
    """Of the shifts a member had promised: how often they came, and how often not or gave up too late."""

    kept: int
    broken: int


def free_places(uow: UnitOfWork, community_id: int, until: datetime) -> list[FreePlaces]:
    """Return free places of open shifts that start after now and before ``until``, by start."""
    free = case(
        (ShiftRole.id.is_not(None), ShiftRole.places - ShiftRole.places_taken), else_=Shift.places - Shift.places_taken
    )
    rows = uow.session.execute(
        select(
            Shift.id,
            ShiftRole.id,
            Shift.entry_id,
            Shift.unit_id,
            Shift.leader_id,
            Shift.beneficiary_id,
            Shift.category,
            Shift.place,
            Shift.starts_at,
            Shift.ends_at,
            free,
            func.greatest(Shift.age_min, ShiftRole.age_min, 0),
            Shift.dangerous,
            ShiftRole.skill,
            ShiftRole.qualification,
            Shift.created_at,
            func.greatest(Shift.created_at, Shift.freed_at),
        )
        .outerjoin(ShiftRole, and_(ShiftRole.community_id == Shift.community_id, ShiftRole.shift_id == Shift.id))
        .where(
            Shift.community_id == community_id,
            Shift.state == ShiftState.OPEN.value,
            Shift.purpose == Purpose.ACTIVITY.value,
            Shift.starts_at > uow.now,
            Shift.starts_at < until,
            free > 0,
        )
        .order_by(Shift.starts_at, Shift.id, ShiftRole.position)
    )
    return [FreePlaces(*tuple(row)) for row in rows]


def times_taken(uow: UnitOfWork, community_id: int, start: datetime, end: datetime) -> list[TimeTaken]:
    """Return all that members have signed up for, or wait for, between ``start`` and ``end``."""
    rows = uow.session.execute(
        select(SignUp.member_id, Shift.starts_at, Shift.ends_at, Shift.place)
        .join(Shift, and_(Shift.community_id == SignUp.community_id, Shift.id == SignUp.shift_id))
        .where(
            Shift.community_id == community_id,
            Shift.starts_at < end,
            Shift.ends_at > start,
            SignUp.community_id == community_id,
            SignUp.busy.op("&&")(func.tstzrange(start, end)),
        )
        .order_by(SignUp.member_id, Shift.starts_at)
    )
    return [TimeTaken(*row) for row in rows]


def promises_kept(uow: UnitOfWork, community_id: int, since: datetime) -> dict[UUID, Promises]:
    """Return how members kept what they had promised for shifts that began since then and are over."""
    broke = or_(SignUp.state == SignUpState.NO_SHOW.value, SignUp.cancelled_late_at.is_not(None))
    rows = uow.session.execute(
        select(
            SignUp.member_id,
            func.count().filter(SignUp.state == SignUpState.CHECKED_OUT.value),
            func.count().filter(broke, SignUp.excused_at.is_(None)),
        )
        .join(Shift, and_(Shift.community_id == SignUp.community_id, Shift.id == SignUp.shift_id))
        .where(
            Shift.community_id == community_id,
            Shift.starts_at >= since,
            Shift.starts_at < uow.now,
            SignUp.community_id == community_id,
            SignUp.state.in_([SignUpState.CHECKED_OUT.value, SignUpState.NO_SHOW.value, SignUpState.CANCELLED.value]),
        )
        .group_by(SignUp.member_id)
    )
    return {member_id: Promises(kept, broken) for member_id, kept, broken in rows}


def has_places_since(uow: UnitOfWork, community_id: int, moment: datetime) -> bool:
    """Tell whether a shift to come was opened, or a place on one became free, since ``moment``."""
    to_come = (Shift.community_id == community_id, Shift.starts_at > uow.now, Shift.state == ShiftState.OPEN.value)
    opened = select(Shift.id).where(*to_come, or_(Shift.created_at > moment, Shift.freed_at > moment))
    return uow.session.scalar(opened.limit(1)) is not None
