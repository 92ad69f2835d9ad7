"""How many hours units gave through their employees, and how many they got for what they asked; no person is named.

Counted by the moment of entering, a correction with its difference: a period that is over never changes again.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from backend.infra.uow import UnitOfWork
from backend.volunteering.models import EnteredRecord
from backend.volunteering.service.in_force import ADDED, REPLACED, REPLACES


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
    uow: UnitOfWork, community_id: int, start: datetime, end: datetime, *, but: Select[UUID | None]
) -> list[EntryHours]:
    """Return what was served by entry, without the records ``but`` (a SELECT of ids) and their corrections."""
    rows = uow.session.execute(
        select(EnteredRecord.entry_id, EnteredRecord.for_unit_id, func.sum(ADDED), _TIMES)
        .outerjoin(REPLACED, REPLACES)
        .where(
            *_entered(community_id, start, end),
            EnteredRecord.entry_id.is_not(None),
            EnteredRecord.id.not_in(but),
            func.coalesce(EnteredRecord.corrects_id, EnteredRecord.id).not_in(but),
        )
        .group_by(EnteredRecord.entry_id, EnteredRecord.for_unit_id)
    )
    return [EntryHours(entry, unit, int(minutes), times) for entry, unit, minutes, times in rows if entry is not None]


def service_figures(uow: UnitOfWork, community_id: int, start: datetime, end: datetime) -> ServiceFigures:
    """Return what was entered in the whole community."""
    row = uow.session.execute(
        select(_TIMES, func.coalesce(func.sum(ADDED), 0))
        .outerjoin(REPLACED, REPLACES)
        .where(*_entered(community_id, start, end))
    ).one()
    return ServiceFigures(row[0], int(row[1]))
