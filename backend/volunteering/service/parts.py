"""What several views share: members as the caller may see them, numbers for people, shifts by their ids."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.communities.types import MemberRef
from backend.core.names import mask_name
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import Shift


def record_number(number: int) -> str:
    """Return the number people use: 时-000012."""
    return f"时-{number:06d}"


def show_member(member: MemberRef, *, masked: bool) -> dict[str, Any]:
    """Return a member by id and name, the name masked where the caller is a stranger."""
    return {"id": member.id, "name": mask_name(member.name) if masked else member.name}


def shifts_by_ids(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, Shift]:
    """Return the shifts of these ids."""
    rows = uow.session.scalars(select(Shift).where(Shift.community_id == community_id, Shift.id.in_(ids)))
    return {row.id: row for row in rows}
