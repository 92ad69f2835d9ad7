"""Bookings in and out of the database: rows, locks, the history's lines. It decides nothing."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from backend.infra.rows import row_by_id
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.lists.bookings import LIVE_STATES, BookingState, NoShowRule, Taken
from backend.lists.models import Booking, BookingMoveRow
from backend.lists.slots import banned_until

LIVE = [state.value for state in LIVE_STATES]


def get_row(uow: UnitOfWork, community_id: int, booking_id: UUID, *, lock: bool = False) -> Booking:
    """Return the row as it stands now, locked until commit if asked; raises NotFoundError."""
    return row_by_id(uow, Booking, community_id, booking_id, lock=lock)


def taken_between(
    uow: UnitOfWork, community_id: int, entry_id: UUID, *, since: datetime, until: datetime
) -> list[Taken]:
    """Return what is held of a resource at some time between two moments, in order."""
    rows = uow.session.execute(
        select(Booking.unit_no, Booking.starts_at, Booking.ends_at)
        .where(
            Booking.community_id == community_id,
            Booking.entry_id == entry_id,
            Booking.state.in_(LIVE),
            Booking.starts_at < until,
            Booking.ends_at > since,
        )
        .order_by(Booking.starts_at, Booking.unit_no)
    )
    return [Taken(*row) for row in rows]


def count_coming(uow: UnitOfWork, community_id: int, entry_id: UUID, member_id: UUID) -> int:
    """Return how many bookings of a resource a member holds that have not begun."""
    counted = select(func.count()).where(
        Booking.community_id == community_id,
        Booking.entry_id == entry_id,
        Booking.member_id == member_id,
        Booking.state == BookingState.BOOKED.value,
        Booking.starts_at > uow.now,
    )
    return uow.session.scalar(counted) or 0


def ban_of(uow: UnitOfWork, community_id: int, member_id: UUID) -> datetime | None:
    """Return until when a member may not book, or None."""
    rule = no_show_rule()
    newest = uow.session.scalars(
        select(Booking.moved_at)
        .where(
            Booking.community_id == community_id,
            Booking.member_id == member_id,
            Booking.state == BookingState.NO_SHOW.value,
        )
        .order_by(Booking.moved_at.desc())
        .limit(rule.count)
    ).all()
    return banned_until(rule, newest, uow.now)


def no_show_rule() -> NoShowRule:
    """Return the rule as the settings have it."""
    settings = runtime().settings
    return NoShowRule(settings.booking_no_shows, settings.booking_no_show_days, settings.booking_ban_days)


def write_lines(
    uow: UnitOfWork,
    bookings: Sequence[Booking],
    move: str,
    *,
    from_state: BookingState | None,
    by_member_id: UUID | None,
) -> None:
    """Write a line of history for each; the bookings stand as they are after the move."""
    uow.session.add_all(
        BookingMoveRow(
            community_id=booking.community_id,
            id=uow.new_id(),
            booking_id=booking.id,
            move=move,
            from_state=None if from_state is None else from_state.value,
            to_state=booking.state,
            by_member_id=by_member_id,
            note=booking.reason,
            at=uow.now,
        )
        for booking in bookings
    )
    uow.session.flush()
