"""Bookings of what a unit, or the community, opened, that were used: what it shows as evidence of its giving."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.infra.uow import UnitOfWork
from backend.lists.bookings import BookingState
from backend.lists.models import Booking, Entry


class LentBooking(NamedTuple):
    """A booking that was used. Who booked is not told."""

    id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime


def used_bookings(
    uow: UnitOfWork,
    community_id: int,
    unit_id: UUID | None,
    *,
    since: datetime,
    until: datetime,
    ids: Collection[UUID] | None = None,
    limit: int = 100,
) -> Sequence[LentBooking]:
    """Return the used bookings of a unit's resources that began between two moments, the newest first.

    None is the community: resources that its desk opened; what residents lend is theirs.
    """
    own = [Entry.proposer_unit_id == unit_id]
    if unit_id is None:
        desk = [member.id for member in communities.staff_of(uow, community_id)]
        own = [Entry.proposer_unit_id.is_(None), Entry.proposer_member_id.in_(desk)]
    wanted = (
        select(Booking.id, Entry.title, Booking.starts_at, Booking.ends_at)
        .join(Entry, (Entry.community_id == Booking.community_id) & (Entry.id == Booking.entry_id))
        .where(
            Booking.community_id == community_id,
            *own,
            Booking.state == BookingState.USED.value,
            Booking.starts_at >= since,
            Booking.starts_at < until,
            # What a unit's own people used it did not give; of the community everybody is one.
            ~communities.has_tie(community_id, Booking.member_id, Entry.proposer_unit_id, since=Booking.starts_at),
        )
    )
    if ids is not None:
        wanted = wanted.where(Booking.id.in_(ids))
    rows = uow.session.execute(wanted.order_by(Booking.starts_at.desc(), Booking.id).limit(limit))
    return [LentBooking(*row) for row in rows]
