"""The unit of work: a transaction with one moment of time. Edges open it; services never commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from flask import g
from sqlalchemy.orm import Session

from backend.core.ids import new_id
from backend.infra.db import db
from backend.infra.runtime import runtime


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """What a service works with.

    ``now`` is the product's time, the same for the whole unit; ``new_id`` makes UUIDv7. ``after_commit`` are calls that
    may be lost (a cache): they are made once everything is stored, and raise nothing.
    """

    session: Session
    now: datetime
    new_id: Callable[[], UUID] = new_id
    after_commit: list[Callable[[], None]] = field(default_factory=list, compare=False)


@contextmanager
def unit_of_work() -> Iterator[UnitOfWork]:
    """Open a transaction, commit at the end, roll back on any error. Inside another one it joins that one."""
    outer: UnitOfWork | None = g.get("unit_of_work")
    if outer is not None:
        yield outer
        return
    with _transaction(db.session()) as uow:
        yield uow


@contextmanager
def separate_unit_of_work() -> Iterator[UnitOfWork]:
    """Open a transaction of its own beside the one that is open, on a connection of its own; it commits before that.

    For a message to another community, whose rows no transaction of this one may touch. Neither may wait for what the
    other has locked.
    """
    outer: UnitOfWork | None = g.pop("unit_of_work", None)
    try:
        with _transaction(db.session.session_factory()) as uow:
            yield uow
    finally:
        if outer is not None:
            g.unit_of_work = outer


@contextmanager
def _transaction(session: Session) -> Iterator[UnitOfWork]:
    try:
        g.unit_of_work = uow = UnitOfWork(session, runtime().clock.now())
        yield uow
        session.commit()
    finally:
        g.pop("unit_of_work", None)
        session.close()  # rolls back what was not committed, and gives the connection back before serialising
    for call in uow.after_commit:
        call()
