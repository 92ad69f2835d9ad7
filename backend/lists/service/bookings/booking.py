"""Booking a slot, moving a booking, reading bookings."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from psycopg.errors import ExclusionViolation
from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE
from backend.core.errors import ForbiddenError, InvalidError, NotFoundError
from backend.infra import links
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.lists import events
from backend.lists.bookings import (
    BOOK,
    BOOKING_MOVES,
    BookingFilter,
    BookingMove,
    BookingRules,
    BookingState,
    NewBooking,
    Slot,
)
from backend.lists.errors import BookingBannedError, BookingLimitError, NotBookableError, SlotTakenError
from backend.lists.models import Booking, Entry
from backend.lists.policy import POLICY, A, keeps_bookings
from backend.lists.service.bookings.store import ban_of, count_coming, get_row, taken_between, write_lines
from backend.lists.service.bookings.view import is_own, may_make, view_booking, view_bookings
from backend.lists.service.entry import get_visible_row, own_entries
from backend.lists.service.store import get_entry, to_ref
from backend.lists.slots import booking_rules, busy_units, cancelled_state, check_moment, choose_slot, free_unit

REMIND_BEFORE = timedelta(hours=2)


def book(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID, new: NewBooking) -> dict[str, Any]:
    """Book the lowest free unit of a slot; the entry's row lets one at a time choose.

    Raises NotMemberError, NotFoundError, NotBookableError, BookingBannedError (with ``until``), SlotNotOfferedError,
    BookingTooSoonError, BookingLimitError (with ``member_max``), SlotTakenError and InvalidError (too many people).
    """
    POLICY.permit(actor, A.BOOK)
    member_id = _member_of(actor)
    entry = to_ref(get_visible_row(uow, actor, community_id, entry_id, lock=True))
    rules = booking_rules(entry)
    if rules is None:
        raise NotBookableError()
    slot = choose_slot(rules, new.starts_at, uow.now)
    if rules.people_max is not None and new.people > rules.people_max:
        raise InvalidError({"people": [f"最多{rules.people_max}人"]})
    _require_not_banned(uow, community_id, member_id)
    if count_coming(uow, community_id, entry_id, member_id) >= rules.member_max:
        detail = f"每人在这里最多同时约{rules.member_max}次，用过或取消一次就能再约"
        raise BookingLimitError(detail, member_max=rules.member_max)
    taken = taken_between(uow, community_id, entry_id, since=slot.starts_at, until=slot.ends_at)
    unit_no = free_unit(rules.units, busy_units(slot, taken))
    if unit_no is None:
        raise SlotTakenError()
    booking = _store(uow, _new_row(uow, community_id, entry_id, member_id, rules, slot, unit_no, new))
    write_lines(uow, [booking], BOOK, from_state=None, by_member_id=member_id)
    links.record(uow, community_id, from_=("entry", entry_id), to=("booking", booking.id), relation="booked")
    events.record_bookings(uow, events.BOOKED, [(booking, entry)], by_booker=True)
    return view_booking(uow, actor, booking)


def _member_of(actor: Actor) -> UUID:
    if actor.member_id is None:  # a member has one: the policy was asked
        raise ForbiddenError()
    return actor.member_id


def _require_not_banned(uow: UnitOfWork, community_id: int, member_id: UUID) -> None:
    until = ban_of(uow, community_id, member_id)
    if until is not None:
        local = until.astimezone(LOCAL_ZONE)
        detail = (
            f"您近期多次预约没有来，{local.month}月{local.day}日{local:%H:%M}以后可以再预约。记错了请联系社区工作者"
        )
        raise BookingBannedError(detail, until=until.isoformat())


def _new_row(
    uow: UnitOfWork,
    community_id: int,
    entry_id: UUID,
    member_id: UUID,
    rules: BookingRules,
    slot: Slot,
    unit_no: int,
    new: NewBooking,
) -> Booking:
    remind_at = slot.starts_at - REMIND_BEFORE
    return Booking(
        community_id=community_id,
        id=uow.new_id(),
        entry_id=entry_id,
        member_id=member_id,
        unit_no=unit_no,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        cancel_until=slot.starts_at - rules.cancel,
        people=new.people,
        fee_fen=rules.fee_fen,
        note=new.note or None,
        state=BookingState.BOOKED.value,
        remind_at=remind_at if remind_at > uow.now else None,
        moved_at=uow.now,
        created_at=uow.now,
    )


def _store(uow: UnitOfWork, booking: Booking) -> Booking:
    """Store the row; should the lock ever be missing, the exclusion refuses the second."""
    add_or_refuse(uow, booking, refusal=SlotTakenError, violates=ExclusionViolation)
    return booking


def move_booking(
    uow: UnitOfWork, actor: Actor, community_id: int, booking_id: UUID, move: BookingMove, note: str | None
) -> dict[str, Any]:
    """Cancel a booking (the booker, or who keeps the resource), or tell whether somebody came.

    Raises NotFoundError, ForbiddenError, MoveNotAllowedError, NotThenError and InvalidError (a keeper gives a reason).
    """
    POLICY.permit(actor, A.READ_BOOKINGS)
    booking = get_row(uow, community_id, booking_id, lock=True)
    entry = get_entry(uow, community_id, booking.entry_id)
    own, keeps = is_own(actor, booking), keeps_bookings(actor, entry)
    if not (own or keeps):
        raise NotFoundError()
    if not may_make(move, own=own, keeps=keeps):
        raise ForbiddenError()
    from_state = BookingState(booking.state)
    to_state = BOOKING_MOVES.next(from_state, move)
    if move is BookingMove.CANCEL:
        to_state = cancelled_state(by_keeper=not own, cancel_until=booking.cancel_until, now=uow.now)
        if not own and not note:
            raise InvalidError({"note": ["请写明理由，预约的人会看到"]})
    check_moment(to_state, booking.starts_at, uow.now)
    booking.state, booking.reason = to_state.value, note or None
    booking.moved_at, booking.remind_at = uow.now, None
    write_lines(uow, [booking], move.value, from_state=from_state, by_member_id=actor.member_id)
    events.record_bookings(uow, events.BOOKING_MOVED, [(booking, entry)], by_booker=own)
    return view_booking(uow, actor, booking)


def get_booking(uow: UnitOfWork, actor: Actor, community_id: int, booking_id: UUID) -> dict[str, Any]:
    """Return one booking, to its booker and to who keeps the resource; raises NotFoundError for others."""
    POLICY.permit(actor, A.READ_BOOKINGS)
    booking = get_row(uow, community_id, booking_id)
    if not is_own(actor, booking) and not keeps_bookings(actor, get_entry(uow, community_id, booking.entry_id)):
        raise NotFoundError()
    return view_booking(uow, actor, booking)


def list_bookings(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: BookingFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return one's own bookings, the latest first, or in order those of the resources that one keeps.

    Raises NotFoundError for an entry that is not there, ForbiddenError for one that somebody else keeps.
    """
    POLICY.permit(actor, A.READ_BOOKINGS)
    chosen = select(Booking).where(Booking.community_id == community_id)
    if wanted.mine:
        chosen = chosen.where(Booking.member_id == actor.member_id)
    elif wanted.entry_id is not None:
        if not keeps_bookings(actor, get_entry(uow, community_id, wanted.entry_id)):
            raise ForbiddenError()
    elif not POLICY.allows(actor, A.KEEP_ALL_BOOKINGS):
        kept = select(Entry.id).where(Entry.community_id == community_id, own_entries(actor))
        chosen = chosen.where(Booking.entry_id.in_(kept))
    if wanted.entry_id is not None:
        chosen = chosen.where(Booking.entry_id == wanted.entry_id)
    if wanted.day is not None:
        begin = datetime.combine(wanted.day, time(), LOCAL_ZONE)
        chosen = chosen.where(Booking.starts_at >= begin, Booking.starts_at < begin + timedelta(days=1))
    found = fetch_page(uow.session, chosen, page, keys=[Booking.starts_at, Booking.id], descending=wanted.mine)
    return Page(view_bookings(uow, actor, found.items), found.next_cursor)
