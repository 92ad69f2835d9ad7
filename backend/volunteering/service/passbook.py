"""The first book: what was entered for a member. It can be read and never spent."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, tuple_

from backend.books.types import PassbookLine, Period
from backend.core.amounts import Minutes
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import EnteredRecord
from backend.volunteering.service.settlement import count_awaiting_backing


class EnteredServiceRecords:
    """The port ``books.types.ServiceRecords`` on entered records."""

    def total_minutes(self, uow: UnitOfWork, community_id: int, member_id: UUID) -> Minutes:
        """Return the minutes entered for a member."""
        total = uow.session.execute(
            select(func.coalesce(func.sum(EnteredRecord.minutes), 0)).where(
                EnteredRecord.community_id == community_id, EnteredRecord.performed_by == member_id
            )
        ).scalar_one()
        return Minutes(int(total))

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
        balance = self._total_up_to(uow, found.items[0])
        lines = []
        for row in found.items:
            lines.append(PassbookLine(row.id, row.entered_at, row.title, row.minutes, balance, "record", row.id))
            balance -= row.minutes
        return Page(lines, found.next_cursor)

    def period(self, uow: UnitOfWork, community_id: int, member_id: UUID, start: datetime, end: datetime) -> Period:
        """Return what was entered for a member from one moment to before another, oldest first."""
        own = (EnteredRecord.community_id == community_id, EnteredRecord.performed_by == member_id)
        opening = uow.session.execute(
            select(func.coalesce(func.sum(EnteredRecord.minutes), 0)).where(*own, EnteredRecord.entered_at < start)
        ).scalar_one()
        rows = uow.session.scalars(
            select(EnteredRecord)
            .where(*own, EnteredRecord.entered_at >= start, EnteredRecord.entered_at < end)
            .order_by(EnteredRecord.entered_at, EnteredRecord.id)
        )
        balance, lines = int(opening), []
        for row in rows:
            balance += row.minutes
            lines.append(PassbookLine(row.id, row.entered_at, row.title, row.minutes, balance, "record", row.id))
        return Period(int(opening), lines, balance)

    def count_awaiting_backing(self, uow: UnitOfWork, community_id: int) -> int:
        """Return how many records wait for points that nobody pledged yet."""
        return count_awaiting_backing(uow, community_id)

    def _total_up_to(self, uow: UnitOfWork, row: EnteredRecord) -> int:
        total = uow.session.execute(
            select(func.sum(EnteredRecord.minutes)).where(
                EnteredRecord.community_id == row.community_id,
                EnteredRecord.performed_by == row.performed_by,
                tuple_(EnteredRecord.entered_at, EnteredRecord.id) <= tuple_(row.entered_at, row.id),
            )
        ).scalar_one()
        return int(total)
