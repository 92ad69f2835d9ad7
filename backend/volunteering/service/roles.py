"""Roles of shifts, and who of those that wait is next: reads that others build on."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_, select

from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import RoleNeededError
from backend.volunteering.models import Shift, ShiftRole, SignUp

# Whoever waits for a word is passed by until it comes.
HAS_WORD = or_(SignUp.asked_id.is_(None), SignUp.answered_at.is_not(None))


def roles_of(uow: UnitOfWork, community_id: int, shift_ids: Collection[UUID]) -> dict[UUID, list[ShiftRole]]:
    """Return the shifts' roles in their order."""
    rows = uow.session.scalars(
        select(ShiftRole)
        .where(ShiftRole.community_id == community_id, ShiftRole.shift_id.in_(set(shift_ids)))
        .order_by(ShiftRole.shift_id, ShiftRole.position)
        .execution_options(populate_existing=True)
    )
    found: dict[UUID, list[ShiftRole]] = {}
    for row in rows:
        found.setdefault(row.shift_id, []).append(row)
    return found


def chosen_role(uow: UnitOfWork, shift: Shift, role_id: UUID | None) -> ShiftRole | None:
    """Return the role that was chosen, None on a shift without roles; raises RoleNeededError."""
    roles = {role.id: role for role in roles_of(uow, shift.community_id, [shift.id]).get(shift.id, ())}
    if role_id not in roles and (roles or role_id is not None):
        raise RoleNeededError(roles=[{"id": str(role.id), "name": role.name} for role in roles.values()])
    return roles[role_id] if role_id is not None else None
