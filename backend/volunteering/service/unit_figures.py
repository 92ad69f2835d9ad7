"""How many hours units gave through their employees, and how many they got for what they asked; no person is named.

Counted by the moment of entering, a correction with its difference: a period that is over never changes again.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select

from backend.infra.uow import UnitOfWork
from backend.volunteering.models import EnteredRecord, ServiceRecord, Shift
from backend.volunteering.service.in_force import ADDED, REPLACED, REPLACES
from backend.volunteering.types import RecordState


class UnitHours(NamedTuple):
    """What counts for a unit: minutes, and how often somebody served."""

    unit_id: UUID
    minutes: int
    times: int


class EntryHours(NamedTuple):
    """What was served for an entry; ``for_unit_id`` is whose employees did, or None."""

    entry_id: UUID
    for_unit_id: UUID | None
    minutes: int
    times: int


class ServiceFigures(NamedTuple):
    """How often somebody served, and how many minutes."""

    times: int
    minutes: int


_TIMES = func.count().filter(EnteredRecord.corrects_id.is_(None))


def _entered(community_id: int, start: datetime, end: datetime) -> Sequence[ColumnElement[bool]]:
    return (
        EnteredRecord.community_id == community_id,
        EnteredRecord.entered_at >= start,
        EnteredRecord.entered_at < end,
    )


def hours_of_units(
    uow: UnitOfWork, community_id: int, start: datetime, end: datetime, unit_id: UUID | None = None
) -> list[UnitHours]:
    """Return what employees let count for their units (of one unit, where it is named)."""
    whose = EnteredRecord.for_unit_id.is_not(None) if unit_id is None else EnteredRecord.for_unit_id == unit_id
    rows = uow.session.execute(
        select(EnteredRecord.for_unit_id, func.sum(ADDED), _TIMES)
        .outerjoin(REPLACED, REPLACES)
        .where(*_entered(community_id, start, end), whose)
        .group_by(EnteredRecord.for_unit_id)
    )
    return [UnitHours(unit, int(minutes), times) for unit, minutes, times in rows if unit is not None]


def hours_on_entries(
    uow: UnitOfWork,
    community_id: int,
    start: datetime,
    end: datetime,
    *,
    but: Select[UUID | None],
    of: Select[UUID] | None = None,
) -> list[EntryHours]:
    """Return what was served by entry, without the records ``but`` (a SELECT of ids) and their corrections.

    With ``of``, a SELECT of entries, for these alone.
    """
    whose = EnteredRecord.entry_id.is_not(None) if of is None else EnteredRecord.entry_id.in_(of)
    rows = uow.session.execute(
        select(EnteredRecord.entry_id, EnteredRecord.for_unit_id, func.sum(ADDED), _TIMES)
        .outerjoin(REPLACED, REPLACES)
        .where(
            *_entered(community_id, start, end),
            whose,
            EnteredRecord.id.not_in(but),
            func.coalesce(EnteredRecord.corrects_id, EnteredRecord.id).not_in(but),
        )
        .group_by(EnteredRecord.entry_id, EnteredRecord.for_unit_id)
    )
    return [EntryHours(entry, unit, int(minutes), times) for entry, unit, minutes, times in rows if entry is not None]


def entries_told(
    uow: UnitOfWork, community_id: int, record_ids: Collection[UUID], before: datetime
) -> dict[UUID, UUID]:
    """Return by record, of those entered before a moment, the entry that it was served for."""
    if not record_ids:
        return {}
    rows = uow.session.execute(
        select(EnteredRecord.id, EnteredRecord.entry_id).where(
            EnteredRecord.community_id == community_id,
            EnteredRecord.id.in_(record_ids),
            EnteredRecord.entered_at < before,
        )
    )
    return {id_: entry_id for id_, entry_id in rows if entry_id is not None}


def claims_served(uow: UnitOfWork, community_id: int, claims: Mapping[UUID, UUID]) -> set[tuple[UUID, UUID | None]]:
    """Return those of the claims (with their entries) that records tell of, with the units these count for."""
    if not claims:
        return set()
    rows = uow.session.execute(
        select(Shift.claim_id, ServiceRecord.for_unit_id)
        .join(ServiceRecord, and_(ServiceRecord.community_id == Shift.community_id, ServiceRecord.shift_id == Shift.id))
        .where(
            Shift.community_id == community_id,
            Shift.entry_id.in_(set(claims.values())),
            Shift.claim_id.in_(list(claims)),
            ServiceRecord.state != RecordState.REJECTED.value,
        )
        .distinct()
    )
    return {(claim_id, unit_id) for claim_id, unit_id in rows if claim_id is not None}


def service_figures(uow: UnitOfWork, community_id: int, start: datetime, end: datetime) -> ServiceFigures:
    """Return what was entered in the whole community."""
    row = uow.session.execute(
        select(_TIMES, func.coalesce(func.sum(ADDED), 0))
        .outerjoin(REPLACED, REPLACES)
        .where(*_entered(community_id, start, end))
    ).one()
    return ServiceFigures(row[0], int(row[1]))
