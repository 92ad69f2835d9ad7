"""Rows of a community: read by their id, inserted once, or refused where something stands in their way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from psycopg import errors
from sqlalchemy import inspect, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from backend.core.errors import NotFoundError, SangongError
from backend.infra.db import Base
from backend.infra.uow import UnitOfWork

T = TypeVar("T", bound=Base)


def row_by_id(uow: UnitOfWork, table: type[T], community_id: int, id_: UUID, *, lock: bool = False) -> T:
    """Return the row as it is now, with ``lock`` held until the unit of work ends; raises NotFoundError.

    For tables whose key is (community_id, id).
    """
    key = zip(inspect(table).primary_key, (community_id, id_), strict=True)
    wanted = select(table).where(*(column == value for column, value in key))
    if lock:
        wanted = wanted.with_for_update(key_share=True)
    row = uow.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFoundError
    return row


def insert_once(uow: UnitOfWork, table: type[Base], **values: Any) -> bool:
    """Insert a row unless one of its keys is taken; tell whether it was: of two at once the first one wins."""
    key = inspect(table).primary_key
    written = uow.session.execute(insert(table).values(values).on_conflict_do_nothing().returning(*key)).first()
    return written is not None


@contextmanager
def refusing(
    uow: UnitOfWork,
    refusal: Callable[[], SangongError],
    violates: type[errors.IntegrityError] = errors.UniqueViolation,
) -> Iterator[None]:
    """Do all of the block's writes, or none and raise ``refusal()`` where one violates a constraint of that kind.

    ``refusal`` may read why: it is called once nothing of the block is left. Any other violation is a fault of ours.
    """
    try:
        with uow.session.begin_nested():
            yield
            uow.session.flush()
    except IntegrityError as error:
        if isinstance(error.orig, violates):
            raise refusal() from error
        raise


def add_or_refuse(
    uow: UnitOfWork,
    *rows: Base,
    refusal: Callable[[], SangongError],
    violates: type[errors.IntegrityError] = errors.UniqueViolation,
) -> None:
    """Insert rows as ``refusing`` does."""
    with refusing(uow, refusal, violates):
        uow.session.add_all(rows)
