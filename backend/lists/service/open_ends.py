"""What is still asked for and what is open to all, for whoever brings the two together. Each read is one statement."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.lists.bookings import LIVE_STATES
from backend.lists.models import Booking, Entry, EntryAddressee
from backend.lists.rules import CLAIMABLE_STATES
from backend.lists.service.store import to_ref
from backend.lists.types import EntryRef, EntryState, KindRegistry


class OpenEntry(NamedTuple):
    """An entry with the building its place names; ``addressed_to`` are units with the first word (None: nobody has)."""

    ref: EntryRef
    building: str | None
    since: datetime
    changed_at: datetime
    addressed_to: frozenset[UUID] | None


class TakenTime(NamedTuple):
    """A time at which a unit of a resource is held for a member."""

    entry_id: UUID
    member_id: UUID
    starts_at: datetime
    ends_at: datetime
    building: str | None


def claimable_entries(uow: UnitOfWork, community_id: int) -> list[OpenEntry]:
    """Return the entries of which something may still be claimed, oldest first."""
    kinds = [kind.code for kind in port(KindRegistry).live() if kind.claimable]
    named = func.array_agg(EntryAddressee.unit_id).filter(EntryAddressee.unit_id.is_not(None))
    rows = uow.session.execute(
        select(Entry, named)
        .outerjoin(
            EntryAddressee,
            and_(
                EntryAddressee.community_id == Entry.community_id,
                EntryAddressee.entry_id == Entry.id,
                Entry.addressed_until.is_not(None),
            ),
        )
        .where(
            Entry.community_id == community_id,
            Entry.kind.in_(kinds),
            Entry.state.in_([state.value for state in CLAIMABLE_STATES]),
            Entry.quantity > Entry.claimed_quantity,
        )
        .group_by(Entry.community_id, Entry.id)
        .order_by(Entry.created_at, Entry.id)
    )
    return [
        OpenEntry(
            to_ref(row),
            row.building,
            row.created_at,
            row.updated_at,
            None if row.addressed_until is None else frozenset(units or ()),
        )
        for row, units in rows
    ]


def open_resources(uow: UnitOfWork, community_id: int) -> list[OpenEntry]:
    """Return the resources that are open now, oldest first."""
    rows = uow.session.scalars(
        select(Entry)
        .where(
            Entry.community_id == community_id,
            Entry.kind == "resource",
            Entry.state == EntryState.OPEN.value,
            or_(Entry.ends_at.is_(None), Entry.ends_at > uow.now),
        )
        .order_by(Entry.created_at, Entry.id)
    )
    return [OpenEntry(to_ref(row), row.building, row.created_at, row.updated_at, None) for row in rows]


def times_booked(uow: UnitOfWork, community_id: int, start: datetime, end: datetime) -> list[TakenTime]:
    """Return all bookings that hold a time between ``start`` and ``end``."""
    rows = uow.session.execute(
        select(Booking.entry_id, Booking.member_id, Booking.starts_at, Booking.ends_at, Entry.building)
        .join(Entry, and_(Entry.community_id == Booking.community_id, Entry.id == Booking.entry_id))
        .where(
            Booking.community_id == community_id,
            Booking.state.in_([state.value for state in LIVE_STATES]),
            Booking.starts_at < end,
            Booking.ends_at > start,
        )
        .order_by(Booking.starts_at, Booking.id)
    )
    return [TakenTime(*row) for row in rows]


def has_open_since(uow: UnitOfWork, community_id: int, moment: datetime) -> bool:
    """Tell whether an entry that may be claimed, or a resource, changed since ``moment``."""
    wanted = select(Entry.id).where(
        Entry.community_id == community_id,
        Entry.state.in_([EntryState.OPEN.value, EntryState.PARTLY_CLAIMED.value]),
        Entry.updated_at > moment,
    )
    return uow.session.scalar(wanted.limit(1)) is not None
