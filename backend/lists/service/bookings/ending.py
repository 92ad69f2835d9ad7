"""What becomes of bookings when their resource changes: it closes, or fewer units are left."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from backend.core.errors import InvalidError
from backend.infra.uow import UnitOfWork
from backend.lists import events
from backend.lists.bookings import BookingMove, BookingState
from backend.lists.models import Booking
from backend.lists.service.bookings.store import LIVE, write_lines
from backend.lists.slots import units_of
from backend.lists.types import EntryRef, EntryState

CLOSED_REASON = "这项资源已停止开放"


def end_bookings(uow: UnitOfWork, entry: EntryRef, to_state: EntryState) -> None:
    """Cancel what is still to come of a resource that closes or is taken back; everybody is told."""
    if to_state not in (EntryState.CLOSED, EntryState.WITHDRAWN):
        return
    bookings = uow.session.scalars(
        select(Booking)
        .where(
            Booking.community_id == entry.community_id,
            Booking.entry_id == entry.id,
            Booking.state == BookingState.BOOKED.value,
            Booking.starts_at > uow.now,
        )
        .order_by(Booking.id)
        .with_for_update(key_share=True)
    ).all()
    for booking in bookings:
        booking.state, booking.reason = BookingState.CANCELLED.value, CLOSED_REASON
        booking.moved_at, booking.remind_at = uow.now, None
    write_lines(uow, bookings, BookingMove.CANCEL.value, from_state=BookingState.BOOKED, by_member_id=None)
    events.record_bookings(uow, events.BOOKING_MOVED, [(booking, entry) for booking in bookings])


def keep_booked_units(uow: UnitOfWork, entry: EntryRef, quantity: int | None, details: Mapping[str, Any]) -> None:
    """Refuse an edit after which a unit that is booked would not be there; raises InvalidError."""
    units = units_of(details["resource_kind"], quantity)
    if units >= units_of(entry.details["resource_kind"], entry.quantity):
        return
    highest = uow.session.scalar(
        select(func.max(Booking.unit_no)).where(
            Booking.community_id == entry.community_id,
            Booking.entry_id == entry.id,
            Booking.state.in_(LIVE),
            Booking.ends_at > uow.now,
        )
    )
    if highest is not None and highest > units:
        raise InvalidError({"quantity": [f"已有人约了{highest}号，请先取消那些预约"]})
