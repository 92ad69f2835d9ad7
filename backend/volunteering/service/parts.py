"""What several views share: members as the caller may see them, numbers for people, shifts by their ids."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.communities.types import MemberRef
from backend.core.names import mask_name
from backend.core.working_days import year_without_calendar
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import ServiceRecord, Shift
from backend.volunteering.types import Purpose


def record_number(number: int) -> str:
    """Return the number people use: 时-000012."""
    return f"时-{number:06d}"


def show_member(member: MemberRef, *, masked: bool) -> dict[str, Any]:
    """Return a member by id and name, the name masked where the caller is a stranger."""
    return {"id": member.id, "name": mask_name(member.name) if masked else member.name}


def name_on_notice(record: ServiceRecord, shift: Shift, shown_names: Mapping[UUID, str]) -> str:
    """Return a performer's name as everybody reads it; between neighbours it is always masked: our rule."""
    name = shown_names[record.performed_by]
    return mask_name(name) if shift.purpose == Purpose.EXCHANGE else name


def calendar_note(until: datetime | None) -> str | None:
    """Return what is to be known of an end of notice in a year whose holidays are not announced."""
    year = None if until is None else year_without_calendar(until)
    return None if year is None else f"{year}年放假安排尚未公布，按周一至周五计算"


def shifts_by_ids(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, Shift]:
    """Return the shifts of these ids."""
    rows = uow.session.scalars(select(Shift).where(Shift.community_id == community_id, Shift.id.in_(ids)))
    return {row.id: row for row in rows}
