"""Settlement: entered minutes become time credits and points by the rules of their day, exactly once.

One transaction takes a community's turn, a batch of its queue, reckons, books in one statement and clears the queue:
killed at any line it leaves nothing half done, and the ledger's business keys refuse a second booking.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update

from backend.books import service as books
from backend.books.types import ServiceEarning
from backend.infra.outbox import Event
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.models import EnteredRecord, SettlementTask, SettlementTurn
from backend.volunteering.service.correction_news import tell_corrections
from backend.volunteering.service.entering import wake_settlement
from backend.volunteering.service.in_force import replaced_by
from backend.volunteering.service.reckoning import reckon

RECORDS_A_BATCH = 2_000
# A pledge or newly entered records wake what waits at once; this is for backing that grew otherwise.
BACK_OFF = timedelta(minutes=10)


def communities_with_settlement_due(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with something to settle (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(SettlementTask.community_id).where(SettlementTask.due_at <= uow.now).distinct()
    ).all()


def settle_records(uow: UnitOfWork, community_id: int) -> int:
    """Settle one batch of one day of service, the oldest first; return how many records were tried.

    0 also while another worker has the community's turn: the scan finds what is left again.
    """
    if not _take_turn(uow, community_id):
        return 0
    day = uow.session.scalar(
        select(func.min(SettlementTask.served_on)).where(
            SettlementTask.community_id == community_id, SettlementTask.due_at <= uow.now
        )
    )
    if day is None:
        return 0
    tasks = _due_tasks(uow, community_id, day)
    replaced = replaced_by(uow, community_id, [task.id for task in tasks if task.corrects_id])
    gone = {id_ for ids in replaced.values() for id_ in ids}
    earnings = reckon(uow, community_id, day, [task for task in tasks if task.id not in gone], replaced)
    outcome = books.settle_service(uow, community_id, earnings)
    settled = [line for line in earnings if line.record_id in outcome.settled]
    _finish(uow, community_id, [*gone, *(line.record_id for line in settled)])
    _tell(uow, community_id, settled)
    if outcome.given_back:
        wake_settlement(uow, community_id)
    _wait(uow, community_id, [line for line in earnings if line.record_id in outcome.awaiting])
    _tell_what_waits(uow, community_id)
    return len(tasks)


def _take_turn(uow: UnitOfWork, community_id: int) -> bool:
    turn = uow.session.execute(
        select(SettlementTurn.community_id)
        .where(SettlementTurn.community_id == community_id)
        .with_for_update(skip_locked=True)
    )
    return turn.first() is not None


def _due_tasks(uow: UnitOfWork, community_id: int, day: date) -> Sequence[Any]:
    """Return the oldest due records of a day."""
    return uow.session.execute(
        select(
            EnteredRecord.id,
            EnteredRecord.performed_by,
            EnteredRecord.category,
            EnteredRecord.title,
            EnteredRecord.minutes,
            EnteredRecord.corrects_id,
        )
        .join(
            SettlementTask,
            (SettlementTask.community_id == EnteredRecord.community_id) & (SettlementTask.id == EnteredRecord.id),
        )
        .where(
            SettlementTask.community_id == community_id,
            SettlementTask.served_on == day,
            SettlementTask.due_at <= uow.now,
        )
        .order_by(SettlementTask.id)
        .limit(RECORDS_A_BATCH)
    ).all()


def _finish(uow: UnitOfWork, community_id: int, ids: Sequence[UUID]) -> None:
    """Take settled records off the queue, and replaced ones: what they did not earn yet they never will."""
    if not ids:
        return
    uow.session.execute(
        delete(SettlementTask)
        .where(
            SettlementTask.community_id == community_id,
            SettlementTask.id.in_(ids),
        )
        .execution_options(synchronize_session=False)
    )


def _tell(uow: UnitOfWork, community_id: int, settled: Sequence[ServiceEarning]) -> None:
    """Tell members what was entered and earned, and what corrections changed."""
    tell_corrections(uow, community_id, [line.record_id for line in settled if line.replaces])
    events.tell_settled(
        uow,
        community_id,
        [
            {
                "record_id": str(line.record_id),
                "member_id": str(line.member_id),
                "title": line.title,
                "minutes": line.minutes,
                "time_credits": line.time_credits,
                "points": line.points,
            }
            for line in settled
            if not line.replaces
        ],
    )


def _wait(uow: UnitOfWork, community_id: int, awaiting: Sequence[ServiceEarning]) -> None:
    """Try again when more is pledged, or after a while."""
    if not awaiting:
        return
    uow.session.execute(
        update(SettlementTask)
        .where(
            SettlementTask.community_id == community_id,
            SettlementTask.id.in_([line.record_id for line in awaiting]),
        )
        .values(due_at=uow.now + BACK_OFF, attempts=SettlementTask.attempts + 1)
        .execution_options(synchronize_session=False)
    )


def _tell_what_waits(uow: UnitOfWork, community_id: int) -> None:
    """Tell staff how many records wait once all that is due was tried."""
    due, waiting = uow.session.execute(
        select(
            func.count().filter(SettlementTask.due_at <= uow.now),
            func.count().filter(SettlementTask.attempts > 0),
        ).where(SettlementTask.community_id == community_id)
    ).one()
    if waiting and not due:
        events.tell_awaiting_backing(uow, community_id, waiting)


def count_awaiting_backing(uow: UnitOfWork, community_id: int) -> int:
    """Return how many entered records wait for points that nobody pledged yet."""
    return uow.session.execute(
        select(func.count()).where(SettlementTask.community_id == community_id, SettlementTask.attempts > 0)
    ).scalar_one()


def wake_on_pledge(uow: UnitOfWork, pledged: Sequence[Event]) -> None:
    """Try what waits again in every community where points were pledged."""
    for community_id in {event.community_id for event in pledged}:
        wake_settlement(uow, community_id)
