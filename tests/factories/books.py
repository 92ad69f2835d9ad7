"""Communities' books for tests: a fresh number per test, value put in, a fake of the first book."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from backend.books import service
from backend.books.types import PassbookLine, Period, ServiceEarning
from backend.core.amounts import Minutes, Points, TimeCredits
from backend.core.ids import new_id
from backend.infra.paging import Page, PageRequest
from backend.infra.uow import UnitOfWork


def new_community_id() -> int:
    """Return a number that no other test uses; the books need no more of a community."""
    return 10**11 + secrets.randbelow(9 * 10**11)


def earning(
    member_id: UUID | None = None,
    *,
    time: int = 0,
    points: int = 0,
    served_on: date = date(2026, 11, 20),
    record_id: UUID | None = None,
) -> ServiceEarning:
    """Return what one record earns."""
    return ServiceEarning(
        record_id=record_id or new_id(),
        member_id=member_id or new_id(),
        minutes=Minutes(60),
        time_credits=TimeCredits(time),
        points=Points(points),
        served_on=served_on,
        title="社区服务",
    )


def pledge(uow: UnitOfWork, community_id: int, points: int, *, unit_id: UUID | None = None) -> UUID:
    """Let a merchant pledge and return the merchant."""
    unit_id = unit_id or new_id()
    service.pledge_points(
        uow, community_id, unit_id=unit_id, pledge_id=new_id(), points=Points(points), title="商户承诺"
    )
    return unit_id


def earn(uow: UnitOfWork, community_id: int, member_id: UUID, *, time: int = 0, points: int = 0) -> UUID:
    """Settle one record of a member and return the record."""
    line = earning(member_id, time=time, points=points)
    outcome = service.settle_service(uow, community_id, [line])
    assert not outcome.awaiting
    return line.record_id


@dataclass
class FakeServiceRecords:
    """The first book as volunteering would keep it: lines per member, a count of what waits."""

    lines: dict[UUID, list[PassbookLine]] = field(default_factory=dict)
    awaiting: int = 0

    def add(self, member_id: UUID, minutes: int) -> None:
        """Enter one record."""
        own = self.lines.setdefault(member_id, [])
        total = minutes + (own[0].balance if own else 0)
        at = datetime(2026, 11, 20, tzinfo=UTC)
        own.insert(0, PassbookLine(new_id(), at, "志愿服务", minutes, total, None, None))

    def total_minutes(self, uow: UnitOfWork, community_id: int, member_id: UUID) -> Minutes:
        own = self.lines.get(member_id)
        return Minutes(own[0].balance if own else 0)

    def service_lines(
        self, uow: UnitOfWork, community_id: int, member_id: UUID, page: PageRequest
    ) -> Page[PassbookLine]:
        return Page(self.lines.get(member_id, [])[: page.limit])

    def period(self, uow: UnitOfWork, community_id: int, member_id: UUID, start: datetime, end: datetime) -> Period:
        own = [line for line in reversed(self.lines.get(member_id, [])) if line.at < end]
        before = sum(line.amount for line in own if line.at < start)
        return Period(before, [line for line in own if line.at >= start], sum(line.amount for line in own))

    def count_awaiting_backing(self, uow: UnitOfWork, community_id: int) -> int:
        return self.awaiting
