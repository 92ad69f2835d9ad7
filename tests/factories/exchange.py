"""Neighbours who ask and help each other, for tests, made through the services as people make them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import flask

from backend.books import service as books
from backend.books.types import Balance, TimeAccount, Transfer, TransferType
from backend.communities.models import Member
from backend.core.amounts import TimeCredits
from backend.core.clock import FixedClock
from backend.exchange import service
from backend.exchange.models import ServiceOrder
from backend.exchange.moves import OrderMove
from backend.exchange.service import MoveAsked
from backend.exchange.types import Consent, ForMember, NewAnswer, NewOrder
from backend.giving import service as giving
from backend.giving.moves import EntitlementMove
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering
from backend.volunteering.types.presence import Given
from tests.factories.communities import Someone
from tests.factories.giving import Desk, propose
from tests.factories.volunteering import Street, code_now, make_street

CATEGORY = "elder.companion"


def give_time(uow: UnitOfWork, someone: Someone, minutes: int) -> None:
    """Let a member have time credits."""
    _earn(uow, someone.community_id, TimeAccount.member(someone.member_id), minutes)


def fill_pool(uow: UnitOfWork, community_id: int, minutes: int, *, times: int = 1) -> None:
    """Let the pool have time credits, by so many transfers."""
    for _ in range(times):
        _earn(uow, community_id, TimeAccount.pool(), minutes)


def _earn(uow: UnitOfWork, community_id: int, account: Any, minutes: int) -> None:
    earned = Transfer(
        TimeAccount.source(), account, TimeCredits(minutes), TransferType.EARN_TIME, f"test:{uow.new_id()}", "服务"
    )
    books.post(uow, community_id, [earned])


@dataclass(frozen=True)
class Lane:
    """A street with an asker who has time credits and helpers; the clock moves on as tests say."""

    street: Street

    @property
    def cid(self) -> int:
        """The community."""
        return self.street.community_id

    @property
    def clock(self) -> FixedClock:
        """The test's clock."""
        return self.street.clock

    @contextmanager
    def work(self) -> Iterator[UnitOfWork]:
        """Open a unit of work of its own."""
        with self.street.work() as uow:
            yield uow

    def ask(
        self, who: str = "elder", *, ahead: timedelta = timedelta(days=2), minutes: int = 60, **changes: Any
    ) -> UUID:
        """Ask for a service and return the order."""
        with self.work() as uow:
            return ask(uow, self.street[who], ahead=ahead, minutes=minutes, **changes)

    def answer(self, order_id: UUID, who: str = "volunteer") -> UUID:
        """Answer and return the answer."""
        with self.work() as uow:
            return answer(uow, self.street[who], order_id)

    def move(self, who: str, order_id: UUID, move: OrderMove, **asked: Any) -> dict[str, Any]:
        """Make a move."""
        with self.work() as uow:
            return service.move_order(uow, self.street[who].actor, self.cid, order_id, MoveAsked(move, **asked))

    def accepted(self, asker: str = "elder", helper: str = "volunteer", **changes: Any) -> UUID:
        """Ask, answer and accept; return the order."""
        order_id = self.ask(asker, **changes)
        answer_id = self.answer(order_id, helper)
        self.move("staff" if changes.get("on_behalf_of") else asker, order_id, OrderMove.ACCEPT, answer_id=answer_id)
        return order_id

    def to_start(self, order_id: UUID, after: timedelta = timedelta(0)) -> None:
        """Move the clock to the planned start, or so much later."""
        self.clock.at = self.row(order_id).starts_at + after

    def to_end(self, order_id: UUID, after: timedelta = timedelta(0)) -> None:
        """Move the clock to the planned end, or so much later."""
        self.clock.at = self.row(order_id).ends_at + after

    def be_there(self, order_id: UUID, helper: str = "volunteer", *, until: timedelta | None = None) -> UUID:
        """Check in at the start and out at the end (or after ``until``) by the asker's code; return the record."""
        row = self.row(order_id)
        assert row.shift_id is not None
        record: dict[str, Any] = {}
        leave = row.ends_at if until is None else row.starts_at + until
        for go, moment in ((volunteering.check_in, row.starts_at), (volunteering.check_out, leave)):
            self.clock.at = moment
            with self.work() as uow:
                code = code_now(uow, self.cid, row.shift_id)
                actor = self.street[helper].actor
                record = go(uow, actor, self.cid, row.shift_id, Given(code))
        return UUID(str(record["id"]))

    def entitle(self, who: str = "elder", monthly: int = 600) -> None:
        """Let the pool pay for somebody."""
        desk = Desk(self.cid, self.street["staff"], self.street["lead"])
        with self.work() as uow:
            uow.session.get_one(Member, (self.cid, self.street[who].member_id)).birth_date = date(1940, 1, 1)
            id_ = propose(uow, desk, self.street[who], monthly=monthly)
            giving.move_entitlement(uow, desk.lead.actor, self.cid, id_, EntitlementMove.APPROVE, "")

    def pool_left(self, who: str = "elder") -> int | None:
        """Return what the pool still pays for somebody this month."""
        with self.work() as uow:
            return service.read_means(uow, self.street[who].actor, self.cid)["pool_left"]

    def row(self, order_id: UUID) -> ServiceOrder:
        """Return the order as it is stored."""
        with self.work() as uow:
            return uow.session.get_one(ServiceOrder, (self.cid, order_id))

    def view(self, who: str, order_id: UUID) -> dict[str, Any]:
        """Return the order as somebody sees it."""
        with self.work() as uow:
            return service.get_order(uow, self.street[who].actor, self.cid, order_id)

    def balance(self, who: str) -> Balance:
        """Return somebody's time credits, or the pool's."""
        account = TimeAccount.pool() if who == "pool" else TimeAccount.member(self.street[who].member_id)
        with self.work() as uow:
            return books.balances(uow, self.cid, [account])[account]

    def minutes(self, *people: str) -> tuple[int, ...]:
        """Return what is posted of each."""
        return tuple(self.balance(who).balance for who in people)

    def run_due(self, at: datetime | None = None) -> None:
        """Do what time does to orders."""
        if at is not None:
            self.clock.at = at
        self.street.run_due("exchange.orders")

    def check(self) -> None:
        """Assert that orders, holds and books tell the same."""
        with self.work() as uow:
            assert books.ask_checks(uow, self.cid, service.CHECKS) == []
            assert books.self_check(uow, self.cid) == []


def ask(
    uow: UnitOfWork, by: Someone, *, ahead: timedelta = timedelta(days=2), minutes: int = 60, **changes: Any
) -> UUID:
    """Ask for a service and return the order."""
    fields = {"category": CATEGORY, "title": "陪我去医院", "place": "3号楼", "door": "602室", **changes}
    new = NewOrder(starts_at=uow.now + ahead, minutes=minutes, **fields)
    id_: UUID = service.ask(uow, by.actor, by.community_id, new)["id"]
    return id_


def answer(uow: UnitOfWork, by: Someone, order_id: UUID) -> UUID:
    """Answer and return the answer."""
    shown = service.answer(uow, by.actor, by.community_id, order_id, NewAnswer("我有空"))
    return UUID(str(shown["my_answer"]["id"]))


def make_lane(app: flask.Flask, clock: FixedClock, *, minutes: int = 300) -> Lane:
    """Make a street; its elder has time credits, and the pool pays for nobody yet."""
    street = make_street(app, clock)
    with street.work() as uow:
        if minutes:
            give_time(uow, street["elder"], minutes)
    return Lane(street)


def for_elder(lane: Lane) -> ForMember:
    """Return that staff ask for the elder, who agreed."""
    return ForMember(lane.street["elder"].member_id, Consent.SPOKEN)
