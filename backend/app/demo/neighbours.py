"""Neighbours help each other: a request that waits, one agreed on, one done with its record, one in dispute."""

import dataclasses
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE, local_date
from backend.exchange import service as exchange
from backend.exchange.moves import OrderMove
from backend.exchange.service import MoveAsked
from backend.exchange.types import Consent, ForMember, NewAnswer, NewOrder
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering
from backend.volunteering.moves import RecordMove
from backend.volunteering.types.presence import Given


class Neighbours:
    """What the cast of one community asks of each other; ``uow.now`` is the present."""

    def __init__(self, uow: UnitOfWork, community_id: int, people: Mapping[str, Actor]) -> None:
        """Begin where the story is; resident, neighbour and supervisor have earned time credits."""
        self.uow, self.community_id, self.people = uow, community_id, people

    def tell(self) -> None:
        """Tell it all."""
        self._done()
        self._disputed()
        self._agreed()
        self._waiting()

    def _at(self, moment: datetime) -> UnitOfWork:
        return dataclasses.replace(self.uow, now=moment)

    def _ago(self, days: int) -> UnitOfWork:
        return self._at(self.uow.now - timedelta(days=days))

    def _day(self, days: int, hour: int) -> datetime:
        day = local_date(self.uow.now) + timedelta(days=days)
        return datetime.combine(day, time(hour), LOCAL_ZONE)

    def _ask(self, uow: UnitOfWork, who: str, new: NewOrder) -> UUID:
        order_id: UUID = exchange.ask(uow, self.people[who], self.community_id, new)["id"]
        return order_id

    def _answer(self, uow: UnitOfWork, who: str, order_id: UUID, message: str) -> UUID:
        answered = exchange.answer(uow, self.people[who], self.community_id, order_id, NewAnswer(message))
        return UUID(str(answered["my_answer"]["id"]))

    def _move(self, uow: UnitOfWork, who: str, order_id: UUID, asked: MoveAsked) -> None:
        exchange.move_order(uow, self.people[who], self.community_id, order_id, asked)

    def _agree(self, uow: UnitOfWork, asker: str, helper: str, new: NewOrder, message: str) -> UUID:
        order_id = self._ask(uow, asker, new)
        answer_id = self._answer(uow, helper, order_id, message)
        self._move(uow, asker, order_id, MoveAsked(OrderMove.ACCEPT, answer_id))
        return order_id

    def _done(self) -> None:
        """Yesterday the resident taught the neighbour to use a phone; the code was read, the record waits for staff."""
        start = self._day(-1, 15)
        new = NewOrder(
            "elder.digital", "教我用手机挂号", "3号楼", start, 60, text="字小，想学会自己挂号。", door="501室"
        )
        order_id = self._agree(self._ago(3), "neighbour", "resident", new, "我退休前教过这个")
        shift_id = exchange.get_order(self.uow, self.people["resident"], self.community_id, order_id)["shift_id"]
        record_id: UUID | None = None
        for go, moment in ((volunteering.check_in, start), (volunteering.check_out, start + timedelta(minutes=55))):
            uow = self._at(moment)
            code = volunteering.show_code(uow, self.people["neighbour"], self.community_id, shift_id)["code"]
            helper = self.people["resident"]
            record = go(uow, helper, self.community_id, shift_id, Given(code))
            record_id = record["id"]
        assert record_id is not None, "she checked in"
        self._move(self._at(start + timedelta(hours=1)), "resident", order_id, MoveAsked(OrderMove.REPORT, minutes=55))
        evening = self._at(start + timedelta(hours=3))
        self._move(evening, "neighbour", order_id, MoveAsked(OrderMove.CONFIRM))
        staff = self.people["staff"]
        volunteering.move_record(evening, staff, self.community_id, record_id, RecordMove.CONFIRM, note=None)

    def _disputed(self) -> None:
        """The day before, the supervisor put up a shelf for the resident; how long it took they do not agree on."""
        start = self._day(-2, 16)
        new = NewOrder(
            "repair.home", "帮我装一个置物架", "3号楼", start, 90, text="架子和螺丝都有，缺个电钻。", door="201室"
        )
        order_id = self._agree(self._ago(4), "resident", "supervisor", new, "我有电钻")
        done = self._at(start + timedelta(hours=2))
        self._move(done, "supervisor", order_id, MoveAsked(OrderMove.REPORT, minutes=90))
        said = "只做了四十多分钟，有一层没有装上。"
        self._move(self._ago(1), "resident", order_id, MoveAsked(OrderMove.DISPUTE, note=said))

    def _agreed(self) -> None:
        """Tomorrow the neighbour goes along to the hospital."""
        new = NewOrder(
            "elder.outing", "陪我去医院看眼睛", "3号楼", self._day(1, 16), 120, text="去六院，下午的号。", door="201室"
        )
        self._agree(self._ago(1), "resident", "neighbour", new, "我正好也要去")

    def _waiting(self) -> None:
        """Two requests wait: the resident's has two answers, staff ask for the neighbour, the leader asks too."""
        books = NewOrder(
            "children.tutoring", "陪孙子读英语", "3号楼", self._day(3, 19), 60, text="小学四年级，读课文就好。"
        )
        order_id = self._ask(self._ago(1), "resident", books)
        self._answer(self._ago(1), "leader", order_id, "我每天晚上都有空")
        self._answer(self.uow, "lead", order_id, "我教过英语")
        member_id = self.people["neighbour"].member_id
        assert member_id is not None  # the cast has joined
        spoken = ForMember(member_id, Consent.SPOKEN)
        meals = NewOrder("elder.errands", "代买降压药", "3号楼", self._day(2, 9), 30, door="501室", on_behalf_of=spoken)
        self._ask(self.uow, "staff", meals)
        plants = NewOrder(
            "environment.pets", "遛狗一次", "5号楼", self._day(2, 18), 45, text="小狗很乖，绕小区走一圈。"
        )
        self._ask(self.uow, "leader", plants)
