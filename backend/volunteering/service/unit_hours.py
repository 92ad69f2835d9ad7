"""Hours that employees let count for their unit: how many a month, and whose. A person's own record stays whole."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, extract, func, select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import EnteredRecord
from backend.volunteering.policy import POLICY, A
from backend.volunteering.service.in_force import in_force

MONTHS = 12
PEOPLE_MAX = 500


def unit_hours(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, month: str | None) -> dict[str, Any]:
    """Return the last twelve months with hours, newest first, and who served in ``month`` (2026-11; the newest).

    Only those who chose at sign-up that it counts for the unit are named. Raises NotFoundError.
    """
    POLICY.permit(actor, A.READ_UNIT_HOURS, unit_id=unit_id)
    unit = communities.get_unit(uow, community_id, unit_id)
    here = (EnteredRecord.community_id == community_id, EnteredRecord.for_unit_id == unit_id, in_force())
    months = _months(uow, here)
    wanted = month or (months[0]["month"] if months else f"{local_date(uow.now):%Y-%m}")
    return {
        "unit": {"id": unit.id, "name": unit.name},
        "months": months,
        "month": wanted,
        "people": _people(uow, community_id, here, wanted),
    }


def _months(uow: UnitOfWork, here: tuple[ColumnElement[bool], ...]) -> list[dict[str, Any]]:
    year, month = extract("year", EnteredRecord.served_on), extract("month", EnteredRecord.served_on)
    rows = uow.session.execute(
        select(
            year.label("year"),
            month.label("month"),
            func.count().label("times"),
            func.count(EnteredRecord.performed_by.distinct()).label("people"),
            func.sum(EnteredRecord.minutes).label("minutes"),
        )
        .where(*here)
        .group_by(year, month)
        .order_by(year.desc(), month.desc())
        .limit(MONTHS)
    )
    return [
        {
            "month": f"{int(row.year)}-{int(row.month):02d}",
            "times": row.times,
            "people": row.people,
            "minutes": int(row.minutes),
        }
        for row in rows
    ]


def _people(
    uow: UnitOfWork, community_id: int, here: tuple[ColumnElement[bool], ...], month: str
) -> list[dict[str, Any]]:
    year, number = map(int, month.split("-"))
    rows = uow.session.execute(
        select(
            EnteredRecord.performed_by,
            func.count().label("times"),
            func.sum(EnteredRecord.minutes).label("minutes"),
        )
        .where(
            *here,
            EnteredRecord.served_on >= func.make_date(year, number, 1),
            EnteredRecord.served_on < func.make_date(year + number // 12, number % 12 + 1, 1),
        )
        .group_by(EnteredRecord.performed_by)
        .order_by(func.sum(EnteredRecord.minutes).desc(), EnteredRecord.performed_by)
        .limit(PEOPLE_MAX)
    ).all()
    members = communities.members_by_ids(uow, community_id, [row.performed_by for row in rows])
    return [
        {
            "member": {"id": row.performed_by, "name": members[row.performed_by].name},
            "times": row.times,
            "minutes": int(row.minutes),
        }
        for row in rows
    ]
