"""Reminders of bookings: what is due is a column of the booking itself."""

from collections.abc import Sequence

from sqlalchemy import select

from backend.infra.uow import UnitOfWork
from backend.lists import events
from backend.lists.models import Booking
from backend.lists.service.store import entries_by_ids

BOOKINGS_A_BATCH = 200


def communities_with_reminders(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where a booking is soon (lock-free scan over all of them)."""
    return uow.session.scalars(select(Booking.community_id).where(Booking.remind_at <= uow.now).distinct()).all()


def remind_of_bookings(uow: UnitOfWork, community_id: int) -> int:
    """Tell one batch of bookers; return how many bookings it was. One that has begun meanwhile is not told."""
    bookings = uow.session.scalars(
        select(Booking)
        .where(Booking.community_id == community_id, Booking.remind_at <= uow.now)
        .order_by(Booking.remind_at, Booking.id)
        .limit(BOOKINGS_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    entries = entries_by_ids(uow, community_id, {booking.entry_id for booking in bookings})
    for booking in bookings:
        booking.remind_at = None
    uow.session.flush()
    soon = [(booking, entries[booking.entry_id]) for booking in bookings if booking.starts_at > uow.now]
    events.record_bookings(uow, events.BOOKING_SOON, soon)
    return len(bookings)
