"""Points expire month by month, first in, first out; who is concerned is told; nothing happens twice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import flask
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from backend.books import service
from backend.books.models import ExpiryRule, TransferRow
from backend.books.rules import months_before
from backend.books.types import Expiring, PointAccount, Transfer, TransferType
from backend.core.amounts import Points
from backend.core.clock import LOCAL_ZONE, FixedClock, local_day, next_month
from backend.core.ids import new_id
from backend.infra.outbox import OutboxEvent
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.books import earn, new_community_id, pledge

AtOnce = Callable[..., list[Any]]
MEMBER, OTHER = UUID(int=1), UUID(int=2)
MONTHS = 3
EARNED = datetime(2026, 11, 10, 9, tzinfo=LOCAL_ZONE)


def found_rule(uow: UnitOfWork, community_id: int, months: int | None = MONTHS) -> None:
    service.plan_seals(uow, community_id)
    uow.session.add(
        ExpiryRule(
            community_id=community_id,
            valid_from=date(2026, 1, 1),
            months=months,
            adopted_by=new_id(),
            adopted_at=uow.now,
        )
    )


@pytest.fixture
def old(context: flask.Flask, community_id: int, clock: FixedClock) -> int:
    """A community where points last three months, and a member with 100 of them, earned on 10 November."""
    clock.at = EARNED
    with unit_of_work() as uow:
        found_rule(uow, community_id)
        pledge(uow, community_id, 10_000)
    with unit_of_work() as uow:
        earn(uow, community_id, MEMBER, points=100)
    return community_id


def on(clock: FixedClock, day: date) -> None:
    clock.at = local_day(day)[0]


def expire(community_id: int) -> None:
    with unit_of_work() as uow:
        while service.expire_points(uow, community_id):
            pass


def points(community_id: int, member: UUID = MEMBER) -> int:
    with unit_of_work() as uow:
        account = PointAccount.member(member)
        return service.balances(uow, community_id, [account])[account].balance


def told(community_id: int, topic: str) -> list[dict[str, Any]]:
    with unit_of_work() as uow:
        wanted = select(OutboxEvent.payload).where(OutboxEvent.community_id == community_id, OutboxEvent.topic == topic)
        return list(uow.session.scalars(wanted.order_by(OutboxEvent.due_at)))


def test_points_last_until_the_first_of_a_month_after_their_time(old: int, clock: FixedClock) -> None:
    on(clock, date(2027, 2, 1))  # earned on 10 November: not three months ago
    expire(old)
    assert points(old) == 100
    on(clock, date(2027, 3, 1))
    expire(old)
    assert points(old) == 0
    with unit_of_work() as uow:
        row = uow.session.scalars(
            select(TransferRow).where(TransferRow.community_id == old, TransferRow.type == "expire")
        ).one()
        assert (row.amount, row.title, row.business_key) == (100, "积分到期", f"expire:{MEMBER}:2027-03-01")
        assert row.id.version == 7
        coverage = service.coverage(uow, old)
        assert (coverage.members, coverage.backing, coverage.tallies) == (0, 10_000, True)
        assert service.self_check(uow, old) == []
    assert told(old, "books.expired") == [{"items": [{"member_id": str(MEMBER), "points": 100}]}]


def test_what_was_spent_first_came_from_the_oldest(old: int, clock: FixedClock) -> None:
    clock.advance(timedelta(days=60))
    with unit_of_work() as uow:
        earn(uow, old, MEMBER, points=50)
    with unit_of_work() as uow:
        service.issue_voucher(uow, old, voucher_id=new_id(), member_id=MEMBER, points=Points(70), title="换购")
    on(clock, date(2027, 3, 1))
    expire(old)
    assert points(old) == 50  # 30 of the old were left and went


def test_without_a_rule_nothing_expires(context: flask.Flask, community_id: int, clock: FixedClock) -> None:
    clock.at = EARNED
    with unit_of_work() as uow:
        service.plan_seals(uow, community_id)
        pledge(uow, community_id, 100)
    with unit_of_work() as uow:
        earn(uow, community_id, MEMBER, points=100)
    on(clock, date(2030, 1, 1))
    expire(community_id)
    assert points(community_id) == 100
    assert told(community_id, "books.expired") == []


def test_a_rule_that_ends_expiry_ends_it(old: int, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        uow.session.add(
            ExpiryRule(
                community_id=old, valid_from=date(2027, 2, 1), months=None, adopted_by=new_id(), adopted_at=uow.now
            )
        )
    on(clock, date(2028, 1, 1))
    expire(old)
    assert points(old) == 100


def test_four_workers_let_expire_once(old: int, clock: FixedClock, at_once: AtOnce) -> None:
    with unit_of_work() as uow:
        while service.expire_points(uow, old):
            pass
    on(clock, date(2027, 3, 1))
    for _ in range(4):
        at_once(*[lambda uow: service.expire_points(uow, old)] * 4)
    assert points(old) == 0
    assert len(told(old, "books.expired")[0]["items"]) == 1
    with unit_of_work() as uow:
        assert service.self_check(uow, old) == []


def test_a_clock_that_goes_back_lets_nothing_expire_again(old: int, clock: FixedClock) -> None:
    on(clock, date(2027, 3, 1))
    expire(old)
    with unit_of_work() as uow:
        earn(uow, old, MEMBER, points=5)
    on(clock, date(2027, 1, 15))
    expire(old)
    on(clock, date(2027, 3, 2))
    expire(old)
    assert points(old) == 5


def test_thirty_days_before_members_hear_what_they_would_lose(old: int, clock: FixedClock) -> None:
    on(clock, date(2027, 1, 29))
    with unit_of_work() as uow:
        while service.warn_of_expiry(uow, old):
            pass
        assert service.expiring_of(uow, old, MEMBER) is None
    on(clock, date(2027, 1, 30))  # 30 days before 1 March
    for _ in range(2):
        with unit_of_work() as uow:
            service.warn_of_expiry(uow, old)
    (notice,) = [each for each in told(old, "books.expiring") if each["items"]]
    assert notice == {"on": "2027-03-01", "items": [{"member_id": str(MEMBER), "points": 100}]}
    with unit_of_work() as uow:
        assert service.expiring_of(uow, old, MEMBER) == Expiring(100, date(2027, 3, 1))
        assert service.expiring_of(uow, old, OTHER) is None
    clock.advance(timedelta(hours=1))
    with unit_of_work() as uow:
        service.issue_voucher(uow, old, voucher_id=new_id(), member_id=MEMBER, points=Points(30), title="换购")
    with unit_of_work() as uow:
        assert service.expiring_of(uow, old, MEMBER) == Expiring(70, date(2027, 3, 1))
    on(clock, date(2027, 3, 1))
    expire(old)
    with unit_of_work() as uow:
        assert service.expiring_of(uow, old, MEMBER) is None
    assert points(old) == 0


@dataclass
class Lots:
    """The naive model: every credit is a lot of single points, a debit takes the oldest, what is undone never was."""

    credits: dict[UUID, tuple[datetime, int]] = field(default_factory=dict)
    debits: dict[UUID, int] = field(default_factory=dict)

    @property
    def available(self) -> int:
        return sum(amount for _, amount in self.credits.values()) - sum(self.debits.values())

    def left_of(self, before: datetime) -> int:
        """Return how many points of lots made before a moment are left."""
        queue = [at for at, amount in self.credits.values() for _ in range(amount)]
        for amount in self.debits.values():
            del queue[:amount]
        return sum(at < before for at in queue)


step = st.one_of(
    st.tuples(st.just("earn"), st.integers(1, 40)),
    st.tuples(st.just("spend"), st.integers(1, 40)),
    st.tuples(st.just("give_back"), st.integers(0, 40)),
    st.tuples(st.just("take_back"), st.integers(0, 40)),
    st.tuples(st.just("hold"), st.integers(1, 20)),
    st.tuples(st.just("wait"), st.integers(5, 70)),
)


class World:
    """A member's points, in the books and in the naive model."""

    def __init__(self, clock: FixedClock) -> None:
        self.clock, self.cid, self.lots = clock, new_community_id(), Lots()
        self.vouchers: dict[UUID, int] = {}
        self.earned: list[UUID] = []
        clock.at = EARNED
        with unit_of_work() as uow:
            found_rule(uow, self.cid)
            pledge(uow, self.cid, 1_000_000)
        self.month = next_month(EARNED.date())

    def earn(self, amount: int) -> None:
        with unit_of_work() as uow:
            record = earn(uow, self.cid, MEMBER, points=amount)
        self.lots.credits[record] = (self.clock.at, amount)
        self.earned.append(record)

    def spend(self, amount: int) -> None:
        if amount > self.lots.available:
            return
        voucher = new_id()
        with unit_of_work() as uow:
            service.issue_voucher(
                uow, self.cid, voucher_id=voucher, member_id=MEMBER, points=Points(amount), title="换购"
            )
        self.lots.debits[voucher] = self.vouchers[voucher] = amount

    def give_back(self, used: int) -> None:
        """A voucher ends: what was not used of it comes back."""
        if not self.vouchers:
            return
        voucher, amount = self.vouchers.popitem()
        used = min(used, amount)
        with unit_of_work() as uow:
            if used:
                service.use_voucher(uow, self.cid, voucher_id=voucher, unit_id=OTHER, points=Points(used), title="核销")
            service.return_voucher(uow, self.cid, voucher_id=voucher, member_id=MEMBER, title="退回")
        self.lots.debits[voucher] = used

    def take_back(self, place: int) -> None:
        """An earning is reversed, where it is still there."""
        if not self.earned:
            return
        record = self.earned[place % len(self.earned)]
        amount = self.lots.credits[record][1]
        if amount > self.lots.available:
            return
        self.earned.remove(record)
        with unit_of_work() as uow:
            id_ = uow.session.scalars(
                select(TransferRow.id).where(
                    TransferRow.community_id == self.cid, TransferRow.business_key == f"record:{record}:point"
                )
            ).one()
            service.reverse(uow, self.cid, id_, title="冲正")
        self.lots.credits[record] = (self.lots.credits[record][0], 0)

    def hold(self, amount: int) -> None:
        if amount > self.lots.available:
            return
        transfer = Transfer(
            PointAccount.member(MEMBER),
            PointAccount.pool(),
            Points(amount),
            TransferType.DONATE,
            f"donate:{new_id()}",
            "捐赠",
        )
        with unit_of_work() as uow:
            held = service.hold(uow, self.cid, transfer, until=uow.now + timedelta(days=3650)).id
        assert held is not None
        self.lots.debits[held] = amount

    def wait(self, days: int) -> None:
        """Let time pass; what the model loses on each first of a month the books must lose too."""
        end = self.clock.at + timedelta(days=days)
        while local_day(self.month)[0] <= end:
            self.clock.at = local_day(self.month)[0]
            lost = self.lots.left_of(local_day(months_before(self.month, MONTHS))[0])
            lost = max(0, min(lost, self.lots.available))
            with unit_of_work() as uow:
                assert service.expire_points(uow, self.cid) == 1
                amount = uow.session.scalar(
                    select(TransferRow.amount).where(
                        TransferRow.community_id == self.cid,
                        TransferRow.business_key == f"expire:{MEMBER}:{self.month}",
                    )
                )
            assert (amount or 0) == lost
            if lost:
                self.lots.debits[new_id()] = lost
            self.month = next_month(self.month)
        self.clock.at = end


@pytest.mark.slow
def test_the_formula_is_the_naive_model_lot_by_lot(context: flask.Flask, clock: FixedClock) -> None:
    expired = 0

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(step, min_size=6, max_size=25))
    def history(steps: list[tuple[str, int]]) -> None:
        nonlocal expired
        world = World(clock)
        world.earn(30)
        for name, amount in [*steps, ("wait", 150)]:
            getattr(world, name)(amount)
        with unit_of_work() as uow:
            assert service.self_check(uow, world.cid) == []
            expired += uow.session.query(TransferRow).filter_by(community_id=world.cid, type="expire").count()

    history()
    assert expired, "no history let anything expire"


def test_a_month_is_counted_over_the_turn_of_the_year() -> None:
    assert next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert months_before(date(2027, 1, 1), 1) == date(2026, 12, 1)
    assert months_before(date(2027, 3, 1), 24) == date(2025, 3, 1)
