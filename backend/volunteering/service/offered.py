"""Shifts as something to be offered to somebody (matching): what is asked there, and what is still free."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, select

from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.volunteering.models import Shift, ShiftRole
from backend.volunteering.service.roles import roles_of
from backend.volunteering.types import Purpose, ShiftState


class OfferedRole(NamedTuple):
    """A role of a shift and how many places of it are free."""

    id: UUID
    name: str
    free: int
    skill: str | None
    age_min: int | None
    qualification: str | None


class OfferedShift(NamedTuple):
    """An activity's shift; ``is_open`` until it begins or is called off, ``free`` places in all its roles."""

    id: UUID
    entry_id: UUID | None
    unit_id: UUID | None
    leader_id: UUID
    title: str
    category: str
    place: str
    starts_at: datetime
    ends_at: datetime
    free: int
    is_open: bool
    dangerous: bool
    risks: list[str]
    age_min: int | None
    roles: tuple[OfferedRole, ...]


def offered_shifts(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, OfferedShift]:
    """Return shifts by id in two statements; private ones and unknown ones are left out."""
    if not ids:
        return {}
    shifts = uow.session.scalars(
        select(Shift).where(
            Shift.community_id == community_id, Shift.id.in_(set(ids)), Shift.purpose == Purpose.ACTIVITY
        )
    ).all()
    roles = roles_of(uow, community_id, [shift.id for shift in shifts])
    return {shift.id: _offered(uow, shift, roles.get(shift.id, [])) for shift in shifts}


def _offered(uow: UnitOfWork, shift: Shift, roles: Collection[ShiftRole]) -> OfferedShift:
    return OfferedShift(
        id=shift.id,
        entry_id=shift.entry_id,
        unit_id=shift.unit_id,
        leader_id=shift.leader_id,
        title=shift.title,
        category=shift.category,
        place=shift.place,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        free=shift.places - shift.places_taken,
        is_open=shift.state == ShiftState.OPEN and uow.now < shift.starts_at,
        dangerous=shift.dangerous,
        risks=list(shift.risks),
        age_min=shift.age_min,
        roles=tuple(
            OfferedRole(r.id, r.name, r.places - r.places_taken, r.skill, r.age_min, r.qualification) for r in roles
        ),
    )


def shifts_in_category(community_id: int, category: str) -> Select[UUID]:
    """Return a SELECT of the shifts of a category and of those below it."""
    return select(Shift.id).where(Shift.community_id == community_id, lists.in_category(Shift.category, category))
