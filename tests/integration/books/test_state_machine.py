"""Whatever happens in whatever order, the books say what a naive model says, and their invariants hold."""

from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

import flask
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from backend.books import service
from backend.books.errors import HoldOverError, InsufficientError
from backend.books.models import TransferRow
from backend.books.types import (
    AnyAccount,
    Outcome,
    PointAccount,
    ServiceEarning,
    TimeAccount,
    Transfer,
    TransferType,
)
from backend.core.amounts import Points, TimeCredits
from backend.core.ids import new_id
from backend.infra.uow import unit_of_work
from tests.factories.books import earning, new_community_id

MEMBERS = [UUID(int=n) for n in (1, 2, 3)]
MERCHANTS = [UUID(int=n) for n in (11, 12)]
SOURCES = {PointAccount.pledge(merchant) for merchant in MERCHANTS} | {TimeAccount.source()}

member = st.sampled_from(MEMBERS)
merchant = st.sampled_from(MERCHANTS)
amount = st.integers(1, 60)


class Books(RuleBasedStateMachine):
    """The model: a balance per account, and what each record and voucher has been through."""

    app: flask.Flask
    records = Bundle("records")
    pledges = Bundle("pledges")
    vouchers = Bundle("vouchers")
    transfers = Bundle("transfers")
    holds = Bundle("holds")

    @initialize()
    def found(self) -> None:
        """Start with a community of its own."""
        self.community_id = new_community_id()
        self.model: dict[AnyAccount, int] = defaultdict(int)
        self.pledged = self.lapsed = 0
        self.earned: set[tuple[UUID, str]] = set()
        self.used: dict[UUID, int] = defaultdict(int)
        self.turns = 0
        self.closed: set[UUID] = set()
        self.reversed: set[str] = set()
        self.reserved: dict[AnyAccount, int] = defaultdict(int)
        self.ended: dict[UUID, int] = {}

    def move(self, debit: AnyAccount, credit: AnyAccount, moved: int) -> bool:
        """Move in the model; False where the account does not cover it."""
        if debit not in SOURCES and self.model[debit] - self.reserved[debit] < moved:
            return False
        self.model[debit] -= moved
        self.model[credit] += moved
        return True

    def do(self, expected: bool, work: Any) -> None:
        """Run a unit of work that must succeed or be refused as the model says."""
        with self.app.app_context():
            try:
                with unit_of_work() as uow:
                    work(uow)
            except InsufficientError:
                assert not expected
            else:
                assert expected

    @rule(target=pledges, unit=merchant, points=amount)
    def pledge(self, unit: UUID, points: int) -> tuple[UUID, UUID, int]:
        pledge_id = new_id()
        self.move(PointAccount.pledge(unit), PointAccount.backing(), points)
        self.pledged += points

        def work(uow: Any) -> None:
            for _ in range(2):  # the second time moves nothing
                moved = service.pledge_points(
                    uow, self.community_id, unit_id=unit, pledge_id=pledge_id, points=Points(points), title="承诺"
                )
                assert moved == points

        self.do(True, work)
        return unit, pledge_id, points

    @rule(given=pledges, points=amount)
    def lapse(self, given: tuple[UUID, UUID, int], points: int) -> None:
        unit, pledge_id, _ = given
        moved = min(points, self.model[PointAccount.backing()])
        self.turns += 1
        self.move(PointAccount.backing(), PointAccount.pledge(unit), moved)
        self.lapsed += moved

        def work(uow: Any) -> None:
            lapsed = service.lapse_pledge(
                uow,
                self.community_id,
                unit_id=unit,
                pledge_id=pledge_id,
                points=Points(points),
                title="到期",
                turn=self.turns,
            )
            assert lapsed == moved

        self.do(True, work)

    @rule(target=records, owner=member, time=st.integers(0, 60), points=st.integers(0, 60))
    def serve(self, owner: UUID, time: int, points: int) -> ServiceEarning:
        return earning(owner, time=time, points=points)

    @rule(lines=st.lists(records, min_size=1, max_size=6, unique_by=lambda line: line.record_id))
    def settle(self, lines: list[ServiceEarning]) -> None:
        """New records, settled ones and waiting ones in one batch."""
        awaiting = set()
        for line in sorted(lines, key=lambda each: each.record_id):
            self._earn_time(line)
            if line.points and not self._earn_points(line, stopped=bool(awaiting)):
                awaiting.add(line.record_id)

        def work(uow: Any) -> None:
            outcome = service.settle_service(uow, self.community_id, lines)
            assert outcome.awaiting == awaiting
            assert outcome.settled == {line.record_id for line in lines} - awaiting

        self.do(True, work)

    def _earn_time(self, line: ServiceEarning) -> None:
        key = (line.record_id, "time")
        if line.time_credits and key not in self.earned:
            self.move(TimeAccount.source(), TimeAccount.member(line.member_id), line.time_credits)
            self.earned.add(key)

    def _earn_points(self, line: ServiceEarning, *, stopped: bool) -> bool:
        key = (line.record_id, "point")
        if key in self.earned:
            return True
        if stopped or not self.move(PointAccount.backing(), PointAccount.member(line.member_id), line.points):
            return False
        self.earned.add(key)
        return True

    @rule(target=vouchers, owner=member, points=amount)
    def issue(self, owner: UUID, points: int) -> Any:
        voucher = new_id()
        covered = self.move(PointAccount.member(owner), PointAccount.voucher(voucher), points)

        def work(uow: Any) -> None:
            service.issue_voucher(
                uow, self.community_id, voucher_id=voucher, member_id=owner, points=Points(points), title="换购"
            )

        self.do(covered, work)
        return (voucher, owner) if covered else multiple()

    @rule(held=vouchers, unit=merchant, points=amount)
    def use(self, held: tuple[UUID, UUID], unit: UUID, points: int) -> None:
        voucher, _ = held
        covered = self.move(PointAccount.voucher(voucher), PointAccount.merchant(unit), points)
        turn = self.used[voucher] + 1
        self.used[voucher] += covered

        def work(uow: Any) -> None:
            service.use_voucher(
                uow,
                self.community_id,
                voucher_id=voucher,
                unit_id=unit,
                points=Points(points),
                title="核销",
                use=turn,
            )

        self.do(covered, work)

    @rule(held=vouchers)
    def give_back(self, held: tuple[UUID, UUID]) -> None:
        voucher, owner = held
        rest = self.model[PointAccount.voucher(voucher)]
        if voucher not in self.closed:
            self.move(PointAccount.voucher(voucher), PointAccount.member(owner), rest)

        def work(uow: Any) -> None:
            moved = service.return_voucher(uow, self.community_id, voucher_id=voucher, member_id=owner, title="退回")
            assert voucher in self.closed or moved == rest

        self.do(True, work)
        if rest:
            self.closed.add(voucher)

    @rule(target=transfers, giver=member, taker=member, time=amount)
    def give_time(self, giver: UUID, taker: UUID, time: int) -> Any:
        if giver == taker:
            return multiple()
        key = f"gift:{new_id()}"
        debit, credit = TimeAccount.member(giver), TimeAccount.member(taker)
        covered = self.move(debit, credit, time)
        transfer = Transfer(debit, credit, TimeCredits(time), TransferType.GIFT, key, "赠送")
        self.do(covered, lambda uow: service.post(uow, self.community_id, [transfer]))
        return transfer if covered else multiple()

    @rule(done=transfers)
    def reverse(self, done: Transfer[TimeCredits]) -> None:
        again = done.business_key in self.reversed
        covered = again or self.move(done.credit, done.debit, done.amount)

        def work(uow: Any) -> None:
            transfer_id = uow.session.scalars(
                select(TransferRow.id).where(
                    TransferRow.community_id == self.community_id, TransferRow.business_key == done.business_key
                )
            ).one()
            posting = service.reverse(uow, self.community_id, transfer_id, title="冲正")
            assert posting.outcome is (Outcome.ALREADY if again else Outcome.POSTED)

        self.do(covered, work)
        if covered:
            self.reversed.add(done.business_key)

    @rule(target=holds, giver=member, taker=member, time=amount)
    def hold(self, giver: UUID, taker: UUID, time: int) -> Any:
        if giver == taker:
            return multiple()
        debit, credit = TimeAccount.member(giver), TimeAccount.member(taker)
        covered = self.model[debit] - self.reserved[debit] >= time
        transfer = Transfer(debit, credit, TimeCredits(time), TransferType.EXCHANGE, f"order:{new_id()}", "互助")
        posted: list[Any] = []

        def work(uow: Any) -> None:
            posted.append(service.hold(uow, self.community_id, transfer, until=uow.now + timedelta(hours=1)).id)

        self.do(covered, work)
        if not covered:
            return multiple()
        self.reserved[debit] += time
        return posted[0], transfer

    @rule(held=holds, share=st.integers(0, 60))
    def resolve(self, held: tuple[UUID, Transfer[TimeCredits]], share: int) -> None:
        """Post some of it (or all, or nothing); again is the same, otherwise it is over."""
        hold_id, transfer = held
        share = min(share, transfer.amount)
        before = self.ended.get(hold_id)
        try:
            with self.app.app_context(), unit_of_work() as uow:
                service.post_hold(uow, self.community_id, hold_id, title="完成", amount=share)
        except HoldOverError:
            assert before not in (None, share)
            return
        assert before in (None, share)
        if before is None:
            self.ended[hold_id] = share
            self.reserved[transfer.debit] -= transfer.amount
            self.move(transfer.debit, transfer.credit, share)

    @invariant()
    def the_books_say_what_the_model_says(self) -> None:
        with self.app.app_context(), unit_of_work() as uow:
            found = service.balances(uow, self.community_id, list(self.model))
            points = service.coverage(uow, self.community_id)
        assert {account: each.balance for account, each in found.items()} == dict(self.model)
        assert all(each.balance - each.available == self.reserved[account] for account, each in found.items())
        assert (points.pledged, points.lapsed) == (self.pledged, self.lapsed)
        assert points.tallies
        assert points.backing >= 0

    def teardown(self) -> None:
        """Check the whole history once at the end: no finding, no matter what happened."""
        if hasattr(self, "community_id"):
            with self.app.app_context(), unit_of_work() as uow:
                assert service.self_check(uow, self.community_id) == []


@pytest.mark.slow
def test_the_books_behave_like_the_naive_model(context: flask.Flask) -> None:
    machine = type("BooksOnThisDatabase", (Books,), {"app": context})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
