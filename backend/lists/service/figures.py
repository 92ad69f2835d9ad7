"""What lists tell of a period: what units lent, and how many wishes were collected, claimed and solved."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, extract, func, select

from backend.communities import service as communities
from backend.infra.uow import UnitOfWork
from backend.lists.bookings import BookingState
from backend.lists.models import Booking, Entry
from backend.lists.policy import PUBLIC_STATES
from backend.lists.types import EntryState

# Our rule: a keeper says within so many days after a booking whether it was used; it bounds what is looked through.
SAID_WITHIN = timedelta(days=62)
_SOLVED = (EntryState.ACCEPTED.value, EntryState.CLOSED.value)
# A wish whose day passed was collected none the less: left out, a month's share of claimed wishes would be flattered.
_COLLECTED = [state.value for state in (*PUBLIC_STATES, EntryState.EXPIRED)]


class Lent(NamedTuple):
    """How often a unit's resource was used, and for how many minutes."""

    unit_id: UUID
    entry_id: UUID
    title: str
    times: int
    minutes: int


class WishFigures(NamedTuple):
    """Needs that became public (what nobody took in time counts too), those somebody claimed, and problems solved."""

    wishes: int
    claimed: int
    solved: int


def lent_by_units(
    uow: UnitOfWork, community_id: int, start: datetime, end: datetime, unit_id: UUID | None = None
) -> list[Lent]:
    """Return bookings of units' resources that the keeper said in the period had been used, not by its own people."""
    whose = Entry.proposer_unit_id.is_not(None) if unit_id is None else Entry.proposer_unit_id == unit_id
    minutes = func.sum(extract("epoch", Booking.ends_at - Booking.starts_at) / 60)
    rows = uow.session.execute(
        select(Entry.proposer_unit_id, Entry.id, Entry.title, func.count(), minutes)
        .join(Booking, and_(Booking.community_id == Entry.community_id, Booking.entry_id == Entry.id))
        .where(
            Entry.community_id == community_id,
            whose,
            Booking.state == BookingState.USED.value,
            Booking.starts_at >= start - SAID_WITHIN,
            Booking.starts_at < end,
            Booking.moved_at >= start,
            Booking.moved_at < end,
            ~communities.has_tie(community_id, Booking.member_id, Entry.proposer_unit_id, since=Booking.starts_at),
        )
        .group_by(Entry.community_id, Entry.id)
        .order_by(Entry.id)
    )
    return [Lent(unit, id_, title, times, int(served)) for unit, id_, title, times, served in rows if unit is not None]


def wish_figures(uow: UnitOfWork, community_id: int, start: datetime, end: datetime) -> WishFigures:
    """Return the period's figures as they stand now: one statement."""
    is_new = and_(Entry.kind == "need", Entry.created_at >= start, Entry.created_at < end)
    is_collected = Entry.state.in_(_COLLECTED)
    is_solved = and_(
        Entry.kind == "problem", Entry.state.in_(_SOLVED), Entry.updated_at >= start, Entry.updated_at < end
    )
    row = uow.session.execute(
        select(
            func.count().filter(and_(is_new, is_collected)),
            func.count().filter(and_(is_new, is_collected, Entry.claimed_quantity > 0)),
            func.count().filter(is_solved),
        ).where(Entry.community_id == community_id, Entry.kind.in_(("need", "problem")))
    ).one()
    return WishFigures(*row)
