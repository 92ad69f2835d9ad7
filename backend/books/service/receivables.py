"""What is to be taken back of what was earned wrongly: what was taken so far, and what is still owed."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.books.models import Receivable
from backend.books.types import AccountKind, Book
from backend.infra.uow import UnitOfWork


def taken_back_by(uow: UnitOfWork, community_id: int, correction_id: UUID) -> list[dict[str, Any]]:
    """Return by book what a correction takes back of its member: the whole, what was taken so far, what is owed."""
    rows = uow.session.execute(
        select(Receivable.book, func.sum(Receivable.amount), func.sum(Receivable.taken))
        .where(
            Receivable.community_id == community_id,
            Receivable.correction_id == correction_id,
            Receivable.kind == AccountKind.MEMBER,
        )
        .group_by(Receivable.book)
        .order_by(Receivable.book.desc())
    )
    return [
        {"book": Book(book).lower(), "amount": int(amount), "taken": int(taken), "owed": int(amount - taken)}
        for book, amount, taken in rows
    ]
