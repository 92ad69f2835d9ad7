"""The row of a pair: found, made, locked; how long its netting has run. Terms, transfers and days all begin here."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from backend.books import service as books
from backend.books.service import ClearingRoom
from backend.clearing.models import ClearingPair
from backend.clearing.rules import limit_of, pair_state
from backend.clearing.types import PairState, Stand
from backend.core.amounts import Points
from backend.core.clock import end_of_day, local_date
from backend.infra.uow import UnitOfWork

# Our rule: a day is closed half an hour after it is over. No transaction lasts as long, so nothing of it comes later.
AFTER_MIDNIGHT = timedelta(minutes=30)


def ensure_pair(uow: UnitOfWork, community_id: int, other_id: int, other_name: str) -> None:
    """Make the pair's row unless it is there."""
    row = {
        "community_id": community_id,
        "other_id": other_id,
        "other_name": other_name,
        "ours": Stand.NONE,
        "our_version": 0,
        "theirs": Stand.NONE,
        "their_version": 0,
        "created_at": uow.now,
    }
    uow.session.execute(insert(ClearingPair).values(row).on_conflict_do_nothing())


def find_pair(uow: UnitOfWork, community_id: int, other_id: int, *, lock: bool | None = None) -> ClearingPair | None:
    """Return the pair as it is now; ``lock`` True to change it, False so that nobody else does meanwhile."""
    wanted = select(ClearingPair).where(ClearingPair.community_id == community_id, ClearingPair.other_id == other_id)
    if lock is not None:
        wanted = wanted.with_for_update(read=not lock, key_share=lock)
    return uow.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def pairs_of(uow: UnitOfWork, community_id: int) -> Sequence[ClearingPair]:
    """Return all pairs of a community; they are its neighbours, so few."""
    return uow.session.scalars(
        select(ClearingPair).where(ClearingPair.community_id == community_id).order_by(ClearingPair.other_id)
    ).all()


def state_of(pair: ClearingPair) -> PairState:
    """Return what both sides' stands come to."""
    return pair_state(Stand(pair.ours), Stand(pair.theirs))


def limit_pair(uow: UnitOfWork, pair: ClearingPair) -> ClearingRoom:
    """Draw the account's limits by the pair's terms, lock it, and return what may still be owed."""
    limit = Points(limit_of(pair.our_ceiling, pair.their_ceiling))
    return books.limit_clearing(uow, pair.community_id, pair.other_id, limit)


def begin_netting(uow: UnitOfWork, pair: ClearingPair) -> None:
    """Have the pair's days closed from today on, once it has been open; it never ends, for what is owed stays owed."""
    if pair.next_day is None and state_of(pair) is PairState.OPEN:
        plan_day(pair, local_date(uow.now))


def plan_day(pair: ClearingPair, day: date) -> None:
    """Have a local day closed when it is over."""
    pair.next_day, pair.due_at = day, due_of(day)


def due_of(day: date) -> datetime:
    """Return when a local day is closed."""
    return end_of_day(day) + AFTER_MIDNIGHT
