"""Bookings as the API shows them, many at once with a number of statements that does not grow."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from backend.core.actor import Actor
from backend.core.errors import SangongError
from backend.infra.uow import UnitOfWork
from backend.lists.bookings import BOOKING_MOVES, MOVE_NAMES, STATE_NAMES, BookingMove, BookingState
from backend.lists.models import Booking
from backend.lists.policy import POLICY, A, keeps_bookings
from backend.lists.service.store import entries_by_ids
from backend.lists.service.view import member_names
from backend.lists.slots import check_moment

_AS_STORED = (
    "id",
    "unit_no",
    "starts_at",
    "ends_at",
    "cancel_until",
    "people",
    "fee_fen",
    "note",
    "state",
    "reason",
    "created_at",
)


def is_own(actor: Actor, booking: Booking) -> bool:
    """Tell whether it is the actor's own booking."""
    return POLICY.allows(actor, A.OWN_BOOKING, member_id=booking.member_id)


def may_make(move: BookingMove, *, own: bool, keeps: bool) -> bool:
    """Tell whether the actor may make the move: nobody but who keeps the resource says who came."""
    return keeps or (own and move is BookingMove.CANCEL)


def view_bookings(uow: UnitOfWork, actor: Actor, bookings: Sequence[Booking]) -> list[dict[str, Any]]:
    """Return bookings that the actor may see."""
    if not bookings:
        return []
    community_id = bookings[0].community_id
    entries = entries_by_ids(uow, community_id, {booking.entry_id for booking in bookings})
    names = member_names(uow, actor, community_id, {booking.member_id for booking in bookings})
    shown = []
    for booking in bookings:
        entry, own = entries[booking.entry_id], is_own(actor, booking)
        keeps = keeps_bookings(actor, entry)
        shown.append(
            {name: getattr(booking, name) for name in _AS_STORED}
            | {
                "entry": {"id": entry.id, "name": entry.title},
                "place": entry.place,
                "resource_kind": entry.details["resource_kind"],
                "member": {"id": booking.member_id, "name": names[booking.member_id]},
                "state_name": STATE_NAMES[BookingState(booking.state)],
                "mine": own,
                "late": own and uow.now > booking.cancel_until,
                "moves": _moves(booking, uow.now, own=own, keeps=keeps),
            }
        )
    return shown


def view_booking(uow: UnitOfWork, actor: Actor, booking: Booking) -> dict[str, Any]:
    """Return one booking that the actor may see."""
    return view_bookings(uow, actor, [booking])[0]


def _moves(booking: Booking, now: datetime, *, own: bool, keeps: bool) -> list[dict[str, str]]:
    state = BookingState(booking.state)
    return [
        {"move": move.value, "name": MOVE_NAMES[move]}
        for move in BOOKING_MOVES.moves_from(state)
        if may_make(move, own=own, keeps=keeps) and _is_time(BOOKING_MOVES.next(state, move), booking.starts_at, now)
    ]


def _is_time(to_state: BookingState, starts_at: datetime, now: datetime) -> bool:
    try:
        check_moment(to_state, starts_at, now)
    except SangongError:
        return False
    return True
