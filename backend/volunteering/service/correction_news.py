"""Telling members what entered corrections changed in their passbooks."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.books import service as books
from backend.books.types import Book
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.models import EnteredRecord
from backend.volunteering.service.in_force import REPLACED, REPLACES
from backend.volunteering.service.parts import record_number


def tell_corrections(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> None:
    """Tell of entered corrections: the minutes before and now, what was earned, taken back and is still owed."""
    if not ids:
        return
    earned = books.earned_by_records(uow, community_id, ids)
    taken_back = books.taken_back_by(uow, community_id, ids)
    rows = uow.session.execute(
        select(
            EnteredRecord.id,
            EnteredRecord.performed_by,
            EnteredRecord.title,
            EnteredRecord.minutes,
            REPLACED.number,
            REPLACED.minutes.label("before"),
        )
        .join(REPLACED, REPLACES)
        .where(EnteredRecord.community_id == community_id, EnteredRecord.id.in_(ids))
        .order_by(EnteredRecord.id)
    )
    items = [
        {
            "record_id": str(row.id),
            "member_id": str(row.performed_by),
            "title": row.title,
            "corrects": record_number(row.number),
            "before": row.before,
            "minutes": row.minutes,
            **_changes(earned.get(row.id, []), taken_back.get(row.id, [])),
        }
        for row in rows
    ]
    events.tell_corrections_entered(uow, community_id, items)


def _changes(earned: Collection[tuple[Book, int]], taken_back: Collection[dict[str, Any]]) -> dict[str, dict[str, int]]:
    changes = {book.lower(): {"earned": 0, "amount": 0, "taken": 0} for book in Book}
    for book, amount in earned:
        changes[book.lower()]["earned"] = amount
    for line in taken_back:
        changes[line["book"]] |= {"amount": line["amount"], "taken": line["taken"]}
    return changes
