"""What counts of entered records: those that no later entered correction replaces. The one place that says it."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, text
from sqlalchemy.orm import aliased

from backend.core.amounts import Minutes
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import EnteredRecord, Shift
from backend.volunteering.service.parts import record_number
from backend.volunteering.types.corrections import EffectiveRecord

REPLACED = aliased(EnteredRecord)
# For reads of moments: what a record adds to its member's total when it is entered; a correction, the difference.
REPLACES = and_(REPLACED.community_id == EnteredRecord.community_id, REPLACED.id == EnteredRecord.corrects_id)
ADDED = EnteredRecord.minutes - func.coalesce(REPLACED.minutes, 0)


_CHAINS = text(
    """
    WITH RECURSIVE chain (head, place, id) AS (
        SELECT e.id, 1, e.corrects_id FROM entered_records e
        WHERE e.community_id = :community_id AND e.id = ANY (CAST(:ids AS uuid[])) AND e.corrects_id IS NOT NULL
        UNION ALL
        SELECT c.head, c.place + 1, e.corrects_id FROM chain c
        JOIN entered_records e ON e.community_id = :community_id AND e.id = c.id
        WHERE e.corrects_id IS NOT NULL
    )
    SELECT head, array_agg(id ORDER BY place) AS ids FROM chain GROUP BY head
    """
)


def replaced_by(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Return by entered correction the records in whose stead it stands, the nearest first."""
    if not ids:
        return {}
    rows = uow.session.execute(_CHAINS, {"community_id": community_id, "ids": list(ids)})
    return {row.head: tuple(row.ids) for row in rows}


def in_force(before: datetime | None = None) -> ColumnElement[bool]:
    """Return the condition on ``EnteredRecord`` for what is in force, now or just before a moment.

    A correction of 0 minutes takes its record back, so neither of the two counts.
    """
    later = aliased(EnteredRecord)
    replaced = select(later.id).where(
        later.community_id == EnteredRecord.community_id, later.corrects_id == EnteredRecord.id
    )
    if before is None:
        return and_(EnteredRecord.minutes > 0, ~replaced.exists())
    replaced = replaced.where(later.entered_at < before)
    return and_(EnteredRecord.minutes > 0, EnteredRecord.entered_at < before, ~replaced.exists())


def effective_records(
    uow: UnitOfWork,
    community_id: int,
    member_id: UUID,
    since: date | None = None,
    until: date | None = None,
) -> list[EffectiveRecord]:
    """Return a member's records in force by day of service, both days included, the oldest first."""
    wanted = [EnteredRecord.community_id == community_id, EnteredRecord.performed_by == member_id, in_force()]
    if since is not None:
        wanted.append(EnteredRecord.served_on >= since)
    if until is not None:
        wanted.append(EnteredRecord.served_on <= until)
    rows = uow.session.execute(
        select(EnteredRecord, Shift.place)
        .join(Shift, (Shift.community_id == EnteredRecord.community_id) & (Shift.id == EnteredRecord.shift_id))
        .where(*wanted)
        .order_by(EnteredRecord.served_on, EnteredRecord.number)
    )
    return [_effective(row, place) for row, place in rows]


def _effective(row: EnteredRecord, place: str) -> EffectiveRecord:
    return EffectiveRecord(
        id=row.id,
        number=record_number(row.number),
        shift_id=row.shift_id,
        entry_id=row.entry_id,
        category=row.category,
        title=row.title,
        place=place,
        served_on=row.served_on,
        minutes=Minutes(row.minutes),
        source=row.source,
        confirmed_by=row.confirmed_by,
        for_unit_id=row.for_unit_id,
        corrects_id=row.corrects_id,
        entered_at=row.entered_at,
    )


def minutes_in_force(uow: UnitOfWork, community_id: int, member_ids: Collection[UUID]) -> dict[UUID, Minutes]:
    """Return the minutes in force by member; who has none is left out."""
    rows = uow.session.execute(
        select(EnteredRecord.performed_by, func.sum(EnteredRecord.minutes))
        .where(EnteredRecord.community_id == community_id, EnteredRecord.performed_by.in_(member_ids), in_force())
        .group_by(EnteredRecord.performed_by)
    )
    return {member_id: Minutes(int(minutes)) for member_id, minutes in rows}


def corrected_since(uow: UnitOfWork, community_id: int, ids: Select[UUID]) -> dict[UUID, datetime]:
    """Return those of the entered records (a SELECT of their ids) that a later one replaced, and when."""
    rows = uow.session.execute(
        select(EnteredRecord.corrects_id, EnteredRecord.entered_at).where(
            EnteredRecord.community_id == community_id, EnteredRecord.corrects_id.in_(ids)
        )
    )
    return {row.corrects_id: row.entered_at for row in rows if row.corrects_id is not None}
