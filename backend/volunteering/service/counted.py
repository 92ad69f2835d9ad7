"""Entered records that count for a unit, one by one: what the unit shows as evidence of what it promised."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from backend.core.amounts import Minutes
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import EnteredRecord, Shift
from backend.volunteering.service.in_force import in_force
from backend.volunteering.service.parts import record_number


class CountedRecord(NamedTuple):
    """A record in force; ``claim_id`` is the claim its shift was opened for. Whose hours they are is not told."""

    id: UUID
    number: str
    title: str
    served_on: date
    minutes: Minutes
    claim_id: UUID | None


def records_of_unit(
    uow: UnitOfWork,
    community_id: int,
    unit_id: UUID,
    *,
    since: date,
    until: date,
    ids: Collection[UUID] | None = None,
    limit: int = 100,
) -> Sequence[CountedRecord]:
    """Return the records in force that count for a unit by day of service, both days included, the newest first."""
    wanted = (
        select(EnteredRecord, Shift.claim_id)
        .join(Shift, (Shift.community_id == EnteredRecord.community_id) & (Shift.id == EnteredRecord.shift_id))
        .where(
            EnteredRecord.community_id == community_id,
            EnteredRecord.for_unit_id == unit_id,
            EnteredRecord.served_on.between(since, until),
            in_force(),
        )
    )
    if ids is not None:
        wanted = wanted.where(EnteredRecord.id.in_(ids))
    rows = uow.session.execute(wanted.order_by(EnteredRecord.served_on.desc(), EnteredRecord.id).limit(limit))
    return [
        CountedRecord(row.id, record_number(row.number), row.title, row.served_on, Minutes(row.minutes), claim_id)
        for row, claim_id in rows
    ]
