"""Turns: what is due in a community's books at a moment, done by one worker at a time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from backend.books.models import SealTurn
from backend.infra.uow import UnitOfWork

# One of the moments of a SealTurn.
DueAt = InstrumentedAttribute[datetime]


def communities_due(uow: UnitOfWork, due_at: DueAt) -> Sequence[int]:
    """Return the communities in which it is due (lock-free scan over all of them)."""
    return uow.session.scalars(select(SealTurn.community_id).where(due_at <= uow.now)).all()


def take_turn(uow: UnitOfWork, community_id: int, due_at: DueAt) -> SealTurn | None:
    """Return the community's turn, locked, or None where it is not due or another worker has it."""
    return uow.session.scalars(
        select(SealTurn)
        .where(SealTurn.community_id == community_id, due_at <= uow.now)
        .with_for_update(skip_locked=True)
    ).one_or_none()
