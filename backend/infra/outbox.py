"""The outbox: an event is a row stored with the change it tells of; delivered later, at least once, oldest due first.

What must happen at a moment in the future (a reminder) is the same row with a later ``due_at``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base
from backend.infra.due import DueSource
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork

log = structlog.get_logger(__name__)

BACK_OFF_SECONDS = (5, 15, 60, 300, 900, 3600)
ATTEMPTS_MAX = 20
WITHDRAWN = "withdrawn"


class OutboxEvent(Base):
    """One event. ``done_at`` is set when its subscriber has dealt with it, or when it will not be tried again.

    ``last_error`` then tells which: None is delivered, ``withdrawn`` taken back, anything else given up.
    """

    __tablename__ = "outbox_events"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_outbox_events"),
        UniqueConstraint("community_id", "topic", "key", name="uq_outbox_events_key"),
        CheckConstraint("attempts >= 0", name="ck_outbox_events_attempts"),
        Index("ix_outbox_events_due", "due_at", "community_id", postgresql_where="done_at IS NULL"),
        Index("ix_outbox_events_open", "community_id", "due_at", postgresql_where="done_at IS NULL"),
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
    """Raised by a subscriber whose other side is not there now; the event comes again, however long that takes."""


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
    """Store many events of one topic, each (key, payload, due_at), in one statement.

    What nobody subscribes to is stored as done: it waits for nobody.
    """
    if not events:
        return
    done_at = None if topic in runtime().subscriptions else uow.now
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
            "done_at": done_at,
        }
        for key, payload, due_at in events
    ]
    uow.session.execute(insert(OutboxEvent).values(rows).on_conflict_do_nothing())


def withdraw(uow: UnitOfWork, community_id: int, topic: str, keys: Sequence[str]) -> None:
    """Take back events that are not delivered yet (the reminder of a cancelled sign-up)."""
    if not keys:
        return
    uow.session.execute(
        update(OutboxEvent)
        .where(
            OutboxEvent.community_id == community_id,
            OutboxEvent.topic == topic,
            OutboxEvent.key.in_(keys),
            OutboxEvent.done_at.is_(None),
        )
        .values(done_at=uow.now, last_error=WITHDRAWN)
    )


def count_given_up(uow: UnitOfWork, community_id: int) -> int:
    """Return how many events of a community were given up after ATTEMPTS_MAX tries."""
    given_up = select(func.count()).where(
        OutboxEvent.community_id == community_id, OutboxEvent.done_at.is_not(None), OutboxEvent.attempts >= ATTEMPTS_MAX
    )
    return uow.session.scalar(given_up) or 0


def communities_with_due_events(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities that have an event due (lock-free scan over all of them)."""
    due = select(OutboxEvent.community_id).where(OutboxEvent.done_at.is_(None), OutboxEvent.due_at <= uow.now)
    return uow.session.scalars(due.where(OutboxEvent.topic.in_(list(runtime().subscriptions))).distinct()).all()


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
        _set(uow, rows, done_at=uow.now, last_error=None)
    return len(rows)


def _claim(uow: UnitOfWork, community_id: int) -> Sequence[OutboxEvent]:
    """Lock the events of the topic whose event is due first."""
    due = (
        OutboxEvent.community_id == community_id,
        OutboxEvent.done_at.is_(None),
        OutboxEvent.due_at <= uow.now,
        OutboxEvent.topic.in_(list(runtime().subscriptions)),
    )
    # What one transaction recorded is due at one moment, and told in the order in which it was recorded.
    order = (OutboxEvent.due_at, OutboxEvent.id)
    oldest_first = select(OutboxEvent).where(*due).order_by(*order).with_for_update(skip_locked=True)
    head = uow.session.scalars(oldest_first.limit(1)).first()
    if head is None:
        return []
    batch = runtime().subscriptions[head.topic].batch
    if batch == 1 or head.attempts > 0:  # what failed once goes alone, so that it holds up nobody else
        return [head]
    alike = oldest_first.where(OutboxEvent.topic == head.topic, OutboxEvent.attempts == 0)
    return uow.session.scalars(alike.limit(batch)).all()


def _postpone(uow: UnitOfWork, rows: Sequence[OutboxEvent], error: Exception) -> None:
    """Note the failure; all ``rows`` have been tried equally often."""
    before = rows[0].attempts
    is_patient = isinstance(error, RetryLater)
    attempts = min(before + 1, len(BACK_OFF_SECONDS)) if is_patient else before + 1
    wait = timedelta(seconds=BACK_OFF_SECONDS[min(before, len(BACK_OFF_SECONDS) - 1)])
    text = f"{type(error).__name__}: {error}".replace("\0", "")[:500]
    facts = {"topic": rows[0].topic, "events": len(rows), "attempts": attempts, "error": text}
    if attempts >= ATTEMPTS_MAX:
        _set(uow, rows, attempts=attempts, last_error=text, done_at=uow.now)
        log.error("event_given_up", **facts, ids=[str(row.id) for row in rows])
        return
    _set(uow, rows, attempts=attempts, last_error=text, due_at=uow.now + wait)
    log.warning("event_postponed", **facts, exc_info=None if is_patient else error)


def _set(uow: UnitOfWork, rows: Sequence[OutboxEvent], **values: Any) -> None:
    """Write the same values into all ``rows`` of one community in one statement."""
    same = OutboxEvent.community_id == rows[0].community_id, OutboxEvent.id.in_([row.id for row in rows])
    uow.session.execute(update(OutboxEvent).where(*same).values(**values).execution_options(synchronize_session=False))


DUE_SOURCE = DueSource("outbox", scan=communities_with_due_events, work=deliver_due_events)
