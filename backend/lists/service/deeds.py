"""What the resources that a unit or members opened tell of them, and which units are on a list."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Date, cast, func, or_, select

from backend.core.clock import LOCAL_ZONE, local_date
from backend.core.deeds import Deed, DeedKind
from backend.infra.uow import UnitOfWork
from backend.lists.bookings import BookingState
from backend.lists.models import Booking, Entry
from backend.lists.policy import PUBLIC_STATES
from backend.lists.service.store import to_ref
from backend.lists.types import EntryRef, EntryState

# The code of list 7.
RESOURCE = "resource"


def deeds_of_unit(uow: UnitOfWork, community_id: int, unit_id: UUID, since: datetime) -> list[Deed]:
    """Return what the unit offers and offered as resources, and how often others used them."""
    return _resources(uow, community_id, Entry.proposer_unit_id == unit_id, since)


def deeds_of_members(uow: UnitOfWork, community_id: int, ids: Collection[UUID], since: datetime) -> list[Deed]:
    """Return the same of members, and where they had booked and did not come."""
    if not ids:
        return []
    missed = uow.session.execute(
        select(Booking.starts_at, Booking.entry_id).where(
            Booking.community_id == community_id,
            Booking.member_id.in_(ids),
            Booking.state == BookingState.NO_SHOW.value,
            Booking.moved_at >= since,
        )
    )
    no_shows = [Deed(DeedKind.NO_SHOW, local_date(at), entry_id=id_) for at, id_ in missed]
    return no_shows + _resources(uow, community_id, Entry.proposer_member_id.in_(ids), since)


def _resources(uow: UnitOfWork, community_id: int, whose: ColumnElement[bool], since: datetime) -> list[Deed]:
    own = (
        Entry.community_id == community_id,
        whose,
        Entry.kind == RESOURCE,
        Entry.state.in_([state.value for state in PUBLIC_STATES]),
    )
    deeds = []
    for id_, state, created_at, updated_at in uow.session.execute(
        select(Entry.id, Entry.state, Entry.created_at, Entry.updated_at).where(*own)
    ):
        if created_at >= since:
            deeds.append(Deed(DeedKind.RESOURCE_OFFERED, local_date(created_at), entry_id=id_))
        if state == EntryState.OPEN:
            deeds.append(Deed(DeedKind.RESOURCE_OPEN, None, entry_id=id_))
        elif state == EntryState.CLOSED and updated_at >= since:
            deeds.append(Deed(DeedKind.RESOURCE_WAS_OPEN, local_date(updated_at), entry_id=id_))
    day = cast(func.timezone(LOCAL_ZONE.key, Booking.starts_at), Date)
    lent = uow.session.execute(
        select(day, func.count(), Booking.entry_id)
        .join(Entry, (Entry.community_id == Booking.community_id) & (Entry.id == Booking.entry_id))
        .where(*own, Booking.state == BookingState.USED.value, Booking.starts_at >= since)
        .group_by(day, Booking.entry_id)
    )
    return deeds + [Deed(DeedKind.LENT, *row) for row in lent]


def entries_about_units(
    uow: UnitOfWork, community_id: int, kind: str, states: Collection[EntryState], unit_ids: Collection[UUID]
) -> Sequence[EntryRef]:
    """Return the entries of a list that a unit proposed for itself or whose own field ``unit_id`` names it."""
    named = Entry.details["unit_id"].astext
    rows = uow.session.scalars(
        select(Entry).where(
            Entry.community_id == community_id,
            Entry.kind == kind,
            Entry.state.in_([state.value for state in states]),
            or_(Entry.proposer_unit_id.in_(unit_ids), named.in_([str(id_) for id_ in unit_ids])),
        )
    )
    return [to_ref(row) for row in rows]
