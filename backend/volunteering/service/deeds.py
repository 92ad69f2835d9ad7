"""What shifts and entered records tell of members and units."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from backend.core.clock import local_date
from backend.core.deeds import Deed, DeedKind
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import EnteredRecord, Shift, SignUp
from backend.volunteering.service.in_force import in_force
from backend.volunteering.types import SignUpState


def deeds_of_members(uow: UnitOfWork, community_id: int, ids: Collection[UUID], since: datetime) -> list[Deed]:
    """Return what the members signed up for and did not cancel, where they did not come, and what they served."""
    if not ids:
        return []
    signed_up = uow.session.execute(
        select(SignUp.state, SignUp.created_at, Shift.entry_id, SignUp.excused_at)
        .join(Shift, (Shift.community_id == SignUp.community_id) & (Shift.id == SignUp.shift_id))
        .where(
            SignUp.community_id == community_id,
            SignUp.member_id.in_(ids),
            SignUp.created_at >= since,
            SignUp.state.not_in([SignUpState.CANCELLED, SignUpState.INVITED]),
        )
    ).all()
    deeds = []
    for state, at, entry_id, excused_at in signed_up:
        day = local_date(at)
        deeds.append(Deed(DeedKind.SIGNED_UP, day, entry_id=entry_id))
        if state == SignUpState.NO_SHOW and excused_at is None:
            deeds.append(Deed(DeedKind.NO_SHOW, day, entry_id=entry_id))
    served = _served(community_id, since).where(EnteredRecord.performed_by.in_(ids))
    return deeds + [Deed(DeedKind.SERVED, *row) for row in uow.session.execute(served)]


def deeds_of_unit(uow: UnitOfWork, community_id: int, unit_id: UUID, since: datetime) -> list[Deed]:
    """Return what was served on the unit's own shifts, and by its people wherever they let it count for the unit."""
    served = (
        _served(community_id, since)
        .join(Shift, (Shift.community_id == EnteredRecord.community_id) & (Shift.id == EnteredRecord.shift_id))
        .where(or_(Shift.unit_id == unit_id, EnteredRecord.for_unit_id == unit_id))
    )
    return [Deed(DeedKind.SERVED, *row) for row in uow.session.execute(served)]


def _served(community_id: int, since: datetime) -> Select[date, int, UUID | None]:
    return (
        select(EnteredRecord.served_on, func.count(), EnteredRecord.entry_id)
        .where(EnteredRecord.community_id == community_id, EnteredRecord.served_on >= local_date(since), in_force())
        .group_by(EnteredRecord.served_on, EnteredRecord.entry_id)
    )


def count_witnessed(uow: UnitOfWork, community_id: int, since: datetime) -> dict[UUID, int]:
    """Return how many entered records in force each member bore witness to since that day of service."""
    rows = uow.session.execute(
        select(EnteredRecord.witnessed_by, func.count().label("number"))
        .where(
            EnteredRecord.community_id == community_id,
            EnteredRecord.served_on >= local_date(since),
            EnteredRecord.witnessed_by.is_not(None),  # a correction has none
            in_force(),
        )
        .group_by(EnteredRecord.witnessed_by)
    )
    return {row.witnessed_by: row.number for row in rows if row.witnessed_by}
