"""The first book: what was entered for a member. It can be read and never spent.

Each entered record is a line that never goes; a correction's line is what it changes, so that lines and totals tally.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, tuple_

from backend.books.types import PassbookLine, Period
from backend.core.amounts import Minutes
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import EnteredRecord
from backend.volunteering.service.in_force import ADDED, REPLACED, REPLACES, minutes_in_force
from backend.volunteering.service.parts import record_number
from backend.volunteering.service.settlement import count_awaiting_backing


class EnteredServiceRecords:
    """The port ``books.types.ServiceRecords`` on entered records."""

    def total_minutes(self, uow: UnitOfWork, community_id: int, member_id: UUID) -> Minutes:
        """Return the minutes in force of a member."""
        return minutes_in_force(uow, community_id, [member_id]).get(member_id, Minutes(0))

    def service_lines(
        self, uow: UnitOfWork, community_id: int, member_id: UUID, page: PageRequest
    ) -> Page[PassbookLine]:
        """Return a member's entered records as lines, newest first, each with the total up to it."""
        own = select(EnteredRecord).where(
            EnteredRecord.community_id == community_id, EnteredRecord.performed_by == member_id
        )
        found = fetch_page(uow.session, own, page, keys=[EnteredRecord.entered_at, EnteredRecord.id])
        if not found.items:
            return Page([])
        newest = found.items[0]
        balance = _sum(
            uow,
            *_of(community_id, member_id),
            tuple_(EnteredRecord.entered_at, EnteredRecord.id) <= tuple_(newest.entered_at, newest.id),
        )
        added = _added(uow, community_id, found.items)
        lines = []
        for row in found.items:
            lines.append(_line(row, added[row.id], balance))
            balance -= added[row.id].added
        return Page(lines, found.next_cursor)

    def period(self, uow: UnitOfWork, community_id: int, member_id: UUID, start: datetime, end: datetime) -> Period:
        """Return what was entered for a member from one moment to before another, oldest first."""
        own = _of(community_id, member_id)
        opening = _sum(uow, *own, EnteredRecord.entered_at < start)
        rows = uow.session.scalars(
            select(EnteredRecord)
            .where(*own, EnteredRecord.entered_at >= start, EnteredRecord.entered_at < end)
            .order_by(EnteredRecord.entered_at, EnteredRecord.id)
        ).all()
        added = _added(uow, community_id, rows)
        balance, lines = opening, []
        for row in rows:
            balance += added[row.id].added
            lines.append(_line(row, added[row.id], balance))
        return Period(opening, lines, balance)

    def count_awaiting_backing(self, uow: UnitOfWork, community_id: int) -> int:
        """Return how many records wait for points that nobody pledged yet."""
        return count_awaiting_backing(uow, community_id)


def _of(community_id: int, member_id: UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return EnteredRecord.community_id == community_id, EnteredRecord.performed_by == member_id


def _with_replaced(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(EnteredRecord).outerjoin(REPLACED, REPLACES)


def _sum(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> int:
    total = uow.session.execute(_with_replaced(func.coalesce(func.sum(ADDED), 0)).where(*conditions)).scalar_one()
    return int(total)


def _added(uow: UnitOfWork, community_id: int, rows: Sequence[EnteredRecord]) -> dict[UUID, Any]:
    """Return by record what it added to the total, and the number of what it replaced."""
    found = uow.session.execute(
        _with_replaced(EnteredRecord.id, ADDED.label("added"), REPLACED.number.label("replaced")).where(
            EnteredRecord.community_id == community_id, EnteredRecord.id.in_([row.id for row in rows])
        )
    )
    return {row.id: row for row in found}


def _line(row: EnteredRecord, change: Any, balance: int) -> PassbookLine:
    title = row.title if change.replaced is None else f"更正 {record_number(change.replaced)}：{row.title}"
    return PassbookLine(row.id, row.entered_at, title, change.added, balance, "record", row.id)
