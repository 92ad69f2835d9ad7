"""The outbox: an event is a row stored with the change it tells of; delivered later, at least once, oldest due first.

What must happen at a moment in the future (a reminder) is the same row with a later ``due_at``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base
from backend.infra.due import DueSource
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork

log = structlog.get_logger(__name__)

BACK_OFF_SECONDS = (5, 15, 60, 300, 900, 3600)
ATTEMPTS_MAX = 20


class OutboxEvent(Base):
    """One event. ``done_at`` is set when its subscriber has dealt with it or it has failed for good."""

    __tablename__ = "outbox_events"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_outbox_events"),
        UniqueConstraint("community_id", "topic", "key", name="uq_outbox_events_key"),
        CheckConstraint("attempts >= 0", name="ck_outbox_events_attempts"),
        Index("ix_outbox_events_due", "due_at", "community_id", postgresql_where="done_at IS NULL"),
        Index("ix_outbox_events_open", "community_id", "topic", "due_at", postgresql_where="done_at IS NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    topic: Mapped[str] = mapped_column(Text)
    key: Mapped[str | None] = mapped_column(Text)
    payload: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Event:
    """What a subscriber gets; payload values are JSON."""

    community_id: int
    id: UUID
    topic: str
    payload: dict[str, Any]
    attempts: int


@dataclass(frozen=True, slots=True)
class Subscription:
    """One subscriber per topic: ``deliver`` gets up to ``batch`` events of it in one unit of work."""

    topic: str
    deliver: Callable[[UnitOfWork, Sequence[Event]], None]
    batch: int = 100


class RetryLater(Exception):
    """Raised by a subscriber whose other side is not there now; the event comes again after a back-off."""


def record(
    uow: UnitOfWork,
    community_id: int,
    topic: str,
    payload: dict[str, Any],
    *,
    due_at: datetime | None = None,
    key: str | None = None,
) -> None:
    """Store one event in the current transaction; with a ``key``, a second one of the topic changes nothing."""
    record_many(uow, community_id, topic, [(key, payload, due_at or uow.now)])


def record_many(
    uow: UnitOfWork,
    community_id: int,
    topic: str,
    events: Sequence[tuple[str | None, dict[str, Any], datetime]],
) -> None:
    """Store many events of one topic, each (key, payload, due_at), in one statement."""
    if not events:
        return
    rows = [
        {
            "community_id": community_id,
            "id": uow.new_id(),
            "topic": topic,
            "key": key,
            "payload": payload,
            "due_at": due_at,
            "attempts": 0,
            "created_at": uow.now,
        }
        for key, payload, due_at in events
    ]
    uow.session.execute(insert(OutboxEvent).values(rows).on_conflict_do_nothing())


def withdraw(uow: UnitOfWork, community_id: int, topic: str, keys: Sequence[str]) -> None:
    """Take back events that are not delivered yet (the reminder of a cancelled sign-up)."""
    uow.session.execute(
        update(OutboxEvent)
        .where(
            OutboxEvent.community_id == community_id,
            OutboxEvent.topic == topic,
            OutboxEvent.key.in_(keys),
            OutboxEvent.done_at.is_(None),
        )
        .values(done_at=uow.now, last_error="withdrawn")
    )


def communities_with_due_events(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities that have an event due (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(OutboxEvent.community_id).where(OutboxEvent.done_at.is_(None), OutboxEvent.due_at <= uow.now).distinct()
    ).all()


def deliver_due_events(uow: UnitOfWork, community_id: int) -> int:
    """Deliver one batch of one topic and return how many events were taken; 0 when nothing is due."""
    rows = _claim(uow, community_id)
    if not rows:
        return 0
    subscription = runtime().subscriptions[rows[0].topic]
    events = [Event(row.community_id, row.id, row.topic, row.payload, row.attempts) for row in rows]
    try:
        with uow.session.begin_nested():
            subscription.deliver(uow, events)
    except Exception as error:
        _postpone(uow, rows, error)
    else:
        for row in rows:
            row.done_at = uow.now
    uow.session.flush()
    return len(rows)


def _claim(uow: UnitOfWork, community_id: int) -> Sequence[OutboxEvent]:
    """Lock the events of the topic whose event is due first."""
    due = (
        OutboxEvent.community_id == community_id,
        OutboxEvent.done_at.is_(None),
        OutboxEvent.due_at <= uow.now,
        OutboxEvent.topic.in_(list(runtime().subscriptions)),
    )
    first = select(OutboxEvent).where(*due).order_by(OutboxEvent.due_at).limit(1).with_for_update(skip_locked=True)
    head = uow.session.scalars(first).first()
    if head is None:
        return []
    batch = runtime().subscriptions[head.topic].batch
    if batch == 1 or head.attempts > 0:  # what failed once goes alone, so that it holds up nobody else
        return [head]
    more = (
        select(OutboxEvent)
        .where(*due, OutboxEvent.topic == head.topic, OutboxEvent.attempts == 0)
        .order_by(OutboxEvent.due_at)
        .limit(batch)
        .with_for_update(skip_locked=True)
    )
    return uow.session.scalars(more).all()


def _postpone(uow: UnitOfWork, rows: Sequence[OutboxEvent], error: Exception) -> None:
    for row in rows:
        wait = BACK_OFF_SECONDS[min(row.attempts, len(BACK_OFF_SECONDS) - 1)]
        row.attempts += 1
        row.last_error = f"{type(error).__name__}: {error}"[:500]
        row.due_at = uow.now + timedelta(seconds=wait)
        if row.attempts >= ATTEMPTS_MAX:
            row.done_at = uow.now
    log.warning(
        "event_postponed",
        topic=rows[0].topic,
        events=len(rows),
        attempts=rows[0].attempts,
        error=rows[0].last_error,
    )


DUE_SOURCE = DueSource("outbox", scan=communities_with_due_events, work=deliver_due_events)
