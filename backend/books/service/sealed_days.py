"""What the seals of some days hold, for who draws from it."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from backend.books.models import Seal, SealTurn
from backend.books.seals import AFTER_MIDNIGHT, unpack
from backend.books.types import SealedDay
from backend.core.clock import end_of_day
from backend.infra.uow import UnitOfWork


def sealed_at(day: date) -> datetime:
    """Return when a local day is to be sealed."""
    return end_of_day(day) + AFTER_MIDNIGHT


def is_sealed_through(uow: UnitOfWork, community_id: int, day: date) -> bool:
    """Tell whether no seal of this day or an earlier one can come any more."""
    due_at = uow.session.scalar(select(SealTurn.due_at).where(SealTurn.community_id == community_id))
    return due_at is not None and due_at > sealed_at(day)


def last_seal_number(uow: UnitOfWork, community_id: int, day: date) -> int:
    """Return the number of the newest seal of this day or an earlier one; 0 where there is none."""
    newest = select(func.max(Seal.number)).where(Seal.community_id == community_id, Seal.day <= day)
    return uow.session.scalar(newest) or 0


def sealed_days(uow: UnitOfWork, community_id: int, *, after: int, last: int) -> list[SealedDay]:
    """Return the seals numbered above ``after`` up to ``last``, in order, with their leaves."""
    seals = uow.session.scalars(
        select(Seal)
        .where(Seal.community_id == community_id, Seal.number > after, Seal.number <= last)
        .order_by(Seal.number)
        .options(undefer(Seal.leaves))
    )
    return [
        SealedDay(seal.number, seal.day, seal.size, seal.root, seal.previous, seal.hash, unpack(seal.leaves))
        for seal in seals
    ]


def hashes_of_seals(uow: UnitOfWork, community_id: int, numbers: Collection[int]) -> dict[int, bytes]:
    """Return the hashes of the seals of these numbers."""
    if not numbers:
        return {}
    rows = uow.session.execute(
        select(Seal.number, Seal.hash).where(Seal.community_id == community_id, Seal.number.in_(numbers))
    )
    return dict(rows.all())
