"""What a volunteer's file says of hours: entered records by member and day, and who had what part in one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from backend.infra.db import among
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import EnteredRecord, ServiceRecord, Shift
from backend.volunteering.service.in_force import in_force
from backend.volunteering.service.parts import record_number
from backend.volunteering.types import RecordState


@dataclass(frozen=True, slots=True)
class EnteredLine:
    """An entered record in force; ``number`` as people use it."""

    record_id: UUID
    number: str
    member_id: UUID
    title: str
    category: str
    served_on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class ServedParts:
    """Who had what part in a service, and whether it stands in the statutory record."""

    record_id: UUID
    number: str
    title: str
    performed_by: UUID
    leader_id: UUID
    beneficiary_id: UUID | None
    is_entered: bool


def entered_of(
    uow: UnitOfWork, community_id: int, member_ids: Collection[UUID], since: date, until: date
) -> Sequence[EnteredLine]:
    """Return what was entered for members and is in force, by day of service, both days included."""
    rows = uow.session.execute(
        select(
            EnteredRecord.id,
            EnteredRecord.number,
            EnteredRecord.performed_by,
            EnteredRecord.title,
            EnteredRecord.category,
            EnteredRecord.served_on,
            EnteredRecord.minutes,
        )
        .where(
            EnteredRecord.community_id == community_id,
            among(EnteredRecord.performed_by, member_ids),
            EnteredRecord.served_on.between(since, until),
            in_force(),
        )
        .order_by(EnteredRecord.performed_by, EnteredRecord.served_on, EnteredRecord.number)
    )
    return [
        EnteredLine(id_, record_number(number), member_id, title, category, served_on, minutes)
        for id_, number, member_id, title, category, served_on, minutes in rows
    ]


def performers_between(uow: UnitOfWork, community_id: int, since: date, until: date) -> Sequence[UUID]:
    """Return the members for whom something was entered, by day of service, both days included."""
    served = select(EnteredRecord.performed_by).where(
        EnteredRecord.community_id == community_id, EnteredRecord.served_on.between(since, until)
    )
    return uow.session.scalars(served.distinct()).all()


def record_numbers(uow: UnitOfWork, community_id: int, record_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the numbers that people use of records."""
    rows = uow.session.execute(
        select(ServiceRecord.id, ServiceRecord.number).where(
            ServiceRecord.community_id == community_id, ServiceRecord.id.in_(set(record_ids))
        )
    )
    return {id_: record_number(number) for id_, number in rows}


def served_parts(uow: UnitOfWork, community_id: int, record_id: UUID) -> ServedParts | None:
    """Return who had what part in a record, or None where there is none."""
    row = uow.session.execute(
        select(
            ServiceRecord.number,
            Shift.title,
            ServiceRecord.performed_by,
            Shift.leader_id,
            Shift.beneficiary_id,
            ServiceRecord.state,
        )
        .join(Shift, (Shift.community_id == ServiceRecord.community_id) & (Shift.id == ServiceRecord.shift_id))
        .where(ServiceRecord.community_id == community_id, ServiceRecord.id == record_id)
    ).one_or_none()
    if row is None:
        return None
    number, title, performed_by, leader_id, beneficiary_id, state = row
    is_entered = state in (RecordState.ENTERED, RecordState.CORRECTED)
    return ServedParts(record_id, record_number(number), title, performed_by, leader_id, beneficiary_id, is_entered)
