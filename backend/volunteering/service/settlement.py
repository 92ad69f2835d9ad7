"""Settlement: entered minutes become time credits and points by the tariff of their day, exactly once.

One transaction takes a community's turn, a batch of its queue, reckons, books in one statement and clears the queue:
killed at any line it leaves nothing half done, and the ledger's business keys refuse a second booking.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, text

from backend.books import service as books
from backend.books.types import ServiceEarning
from backend.core.amounts import Minutes, Points, TimeCredits
from backend.infra.outbox import Event
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.volunteering import events
from backend.volunteering.models import EnteredRecord, SettlementTask, SettlementTurn
from backend.volunteering.rules.tariff import Served, earn
from backend.volunteering.service.entering import wake_settlement

RECORDS_A_BATCH = 2_000
# A pledge or newly entered records wake what waits at once; this is for backing that grew otherwise.
BACK_OFF = timedelta(minutes=10)

_KEEP = text(
    "UPDATE settlement_tasks AS task SET time_credits = reckoned.time_credits, points = reckoned.points,"
    " due_at = :due_at, attempts = task.attempts + 1"
    " FROM unnest(CAST(:ids AS uuid[]), CAST(:time_credits AS bigint[]), CAST(:points AS bigint[]))"
    " AS reckoned (id, time_credits, points)"
    " WHERE task.community_id = :community_id AND task.id = reckoned.id"
)


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
    earnings = _reckon(uow, community_id, day)
    outcome = books.settle_service(uow, community_id, earnings)
    _finish(uow, community_id, [line for line in earnings if line.record_id in outcome.settled])
    _wait(uow, community_id, [line for line in earnings if line.record_id in outcome.awaiting])
    _tell_what_waits(uow, community_id)
    return len(earnings)


def _take_turn(uow: UnitOfWork, community_id: int) -> bool:
    turn = uow.session.execute(
        select(SettlementTurn.community_id)
        .where(SettlementTurn.community_id == community_id)
        .with_for_update(skip_locked=True)
    )
    return turn.first() is not None


def _reckon(uow: UnitOfWork, community_id: int, day: date) -> list[ServiceEarning]:
    """Return what the due records of one day earn; what was reckoned at an earlier attempt stays as it was."""
    tasks = _due_tasks(uow, community_id, day)
    before = _reckoned_before(uow, community_id, day, {task.performed_by for task in tasks})
    tariff = lists.tariff_on(uow, community_id, day)
    earnings = []
    for task in tasks:
        time_credits, points = task.time_credits, task.points
        if points is None:
            served = Served(task.category, Minutes(task.minutes))
            past = before.setdefault(task.performed_by, [])
            earned = earn(served, before=past, tariff=tariff)
            past.append(served)
            time_credits, points = earned.time_credits, earned.points
        earnings.append(
            ServiceEarning(
                record_id=task.id,
                member_id=task.performed_by,
                minutes=Minutes(task.minutes),
                time_credits=TimeCredits(time_credits),
                points=Points(points),
                served_on=day,
                title=task.title,
            )
        )
    return earnings


def _due_tasks(uow: UnitOfWork, community_id: int, day: date) -> Sequence[Any]:
    """Return the oldest due records of a day with their task's amounts."""
    return uow.session.execute(
        select(
            EnteredRecord.id,
            EnteredRecord.performed_by,
            EnteredRecord.category,
            EnteredRecord.title,
            EnteredRecord.minutes,
            SettlementTask.time_credits,
            SettlementTask.points,
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


def _reckoned_before(uow: UnitOfWork, community_id: int, day: date, members: set[UUID]) -> dict[UUID, list[Served]]:
    """Return each member's records of the day that a cap must count: those whose amounts are reckoned."""
    if not members:
        return {}
    rows = uow.session.execute(
        select(EnteredRecord.performed_by, EnteredRecord.category, EnteredRecord.minutes)
        .outerjoin(
            SettlementTask,
            (SettlementTask.community_id == EnteredRecord.community_id) & (SettlementTask.id == EnteredRecord.id),
        )
        .where(
            EnteredRecord.community_id == community_id,
            EnteredRecord.served_on == day,
            EnteredRecord.performed_by.in_(members),
            SettlementTask.id.is_(None) | SettlementTask.points.is_not(None),
        )
    )
    found: dict[UUID, list[Served]] = {}
    for member_id, category, minutes in rows:
        found.setdefault(member_id, []).append(Served(category, Minutes(minutes)))
    return found


def _finish(uow: UnitOfWork, community_id: int, settled: Sequence[ServiceEarning]) -> None:
    """Take the settled records off the queue and tell their members."""
    if not settled:
        return
    uow.session.execute(
        delete(SettlementTask)
        .where(
            SettlementTask.community_id == community_id,
            SettlementTask.id.in_([line.record_id for line in settled]),
        )
        .execution_options(synchronize_session=False)
    )
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
        ],
    )


def _wait(uow: UnitOfWork, community_id: int, awaiting: Sequence[ServiceEarning]) -> None:
    """Keep what was reckoned until more is pledged."""
    if not awaiting:
        return
    uow.session.execute(
        _KEEP,
        {
            "community_id": community_id,
            "due_at": uow.now + BACK_OFF,
            "ids": [line.record_id for line in awaiting],
            "time_credits": [line.time_credits for line in awaiting],
            "points": [line.points for line in awaiting],
        },
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
