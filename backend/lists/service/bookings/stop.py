"""Bookings as stops of the trace: shown to the booker and to who keeps the resource."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork
from backend.lists.bookings import STATE_NAMES, BookingState
from backend.lists.models import Booking
from backend.lists.policy import keeps_bookings
from backend.lists.service.bookings.view import is_own
from backend.lists.service.store import entries_by_ids
from backend.lists.service.view import member_names
from backend.lists.types import EntryRef


def booking_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return bookings by id; what the actor may not know of is None."""
    rows = uow.session.scalars(select(Booking).where(Booking.community_id == community_id, Booking.id.in_(ids))).all()
    entries = entries_by_ids(uow, community_id, {row.entry_id for row in rows})
    names = member_names(uow, actor, community_id, {row.member_id for row in rows})
    return {
        row.id: _stop(row, entries[row.entry_id], names[row.member_id])
        if is_own(actor, row) or keeps_bookings(actor, entries[row.entry_id])
        else None
        for row in rows
    }


def _stop(row: Booking, entry: EntryRef, name: str) -> Stop:
    state = BookingState(row.state)
    is_open = state is BookingState.BOOKED
    return Stop(
        entry.title,
        STATE_NAMES[state],
        row.created_at,
        StopStatus.NOW if is_open else StopStatus.DONE,
        name,
        "预约的人：按时到场" if is_open else None,
        row.starts_at if is_open else None,
    )
