"""Points of one community are spent in another: held, taken, answered; each message once, whoever repeats it."""

from datetime import timedelta
from typing import Any

import flask
import pytest
from psycopg import errors as pg
from sqlalchemy import func, select, update
from sqlalchemy.exc import InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from backend.books import service as books
from backend.books.errors import InsufficientPointsError
from backend.books.types import PointAccount
from backend.clearing import events, service
from backend.clearing.errors import (
    MessageAlteredError,
    NotAMemberThereError,
    OverCeilingError,
    PairNotOpenError,
    SameCommunityError,
)
from backend.clearing.models import ClearingTransfer
from backend.clearing.moves import PairMove
from backend.communities.models import PersonCommunity
from backend.core.clock import FixedClock
from backend.core.ids import new_id
from backend.infra.between import to_the_other
from backend.infra.outbox import Event, OutboxEvent, RetryLater
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.notifications.models import InboxMessage
from tests.factories.clearing import Side, Two, agree, check_tallies, deliver, make_two, owed, points_in, send
from tests.factories.redemption import buy


def transfer(side: Side, id_: Any) -> ClearingTransfer:
    with unit_of_work() as uow:
        return uow.session.get_one(ClearingTransfer, (side.community_id, id_))


def said_to(side: Side) -> list[str]:
    with unit_of_work() as uow:
        mine = InboxMessage.community_id == side.community_id, InboxMessage.member_id == side.person.member_id
        return list(uow.session.scalars(select(InboxMessage.title).where(*mine).order_by(InboxMessage.id)))


def test_points_earned_at_home_buy_an_offer_at_work(two: Two) -> None:
    id_ = send(two.home, two.work, 50)
    with unit_of_work() as uow:
        account = PointAccount.member(two.home.person.member_id)
        held = books.balances(uow, two.home.community_id, [account])[account]
    assert (held.balance, held.available, points_in(two.work)) == (1_000, 950, 0)
    deliver(two)
    assert (points_in(two.home), points_in(two.work)) == (950, 50)
    assert (owed(two.home, two.work), transfer(two.home, id_).state, transfer(two.work, id_).state) == (
        50,
        "done",
        "done",
    )
    with unit_of_work() as uow:
        buy(uow, two.work.shop, two.work.person)
    assert points_in(two.work) == 0
    assert said_to(two.work) == ["50积分已从泰和里社区转来"]
    check_tallies(two)


def test_both_ways_run_over_one_account(two: Two) -> None:
    send(two.home, two.work, 300)
    deliver(two)
    send(two.work, two.home, 120)
    deliver(two)
    assert (owed(two.home, two.work), owed(two.work, two.home)) == (180, -180)
    assert points_in(two.home) + points_in(two.work) == 1_000
    check_tallies(two)


def test_the_smaller_ceiling_holds_with_what_is_under_way(two: Two) -> None:
    send(two.home, two.work, 400)  # not delivered
    with pytest.raises(OverCeilingError) as refused:
        send(two.home, two.work, 101)
    assert refused.value.extras == {"possible": 100}
    send(two.home, two.work, 100)
    deliver(two)
    assert owed(two.home, two.work) == 500
    send(two.work, two.home, 500)
    deliver(two)
    send(two.home, two.work, 500)
    check_tallies(two)


def test_a_ceiling_lowered_below_what_is_owed_lets_it_only_shrink(two: Two) -> None:
    send(two.home, two.work, 400)
    deliver(two)
    agree(two.work, two.home, 100)
    deliver(two)
    with pytest.raises(OverCeilingError):
        send(two.home, two.work, 1)
    send(two.work, two.home, 350)
    deliver(two)
    with pytest.raises(OverCeilingError) as refused:
        send(two.home, two.work, 51)
    assert refused.value.extras == {"possible": 50}
    check_tallies(two)


def test_the_other_side_refuses_over_its_own_ceiling_and_the_hold_is_free_again(two: Two) -> None:
    id_ = send(two.home, two.work, 300)
    agree(two.work, two.home, 200)  # the sender has not heard of it
    deliver(two)
    assert (transfer(two.home, id_).state, transfer(two.home, id_).reason) == ("refunded", "ceiling")
    assert (points_in(two.home), points_in(two.work), owed(two.home, two.work)) == (1_000, 0, 0)
    assert said_to(two.home) == ["300积分没有转到安和社区，已退回"]
    check_tallies(two)


def test_who_is_not_verified_there_gets_the_points_back(context: flask.Flask) -> None:
    two = make_two(context, state="applied")
    id_ = send(two.home, two.work, 10)
    deliver(two)
    assert (transfer(two.home, id_).reason, points_in(two.home)) == ("no_member", 1_000)
    check_tallies(two)


def test_what_was_sent_before_a_pause_ends_with_a_refusal(two: Two) -> None:
    id_ = send(two.home, two.work, 10)
    with unit_of_work() as uow:
        service.move_pair(uow, two.work.lead.actor, two.work.community_id, two.home.community_id, PairMove.PAUSE)
    deliver(two)
    assert (transfer(two.home, id_).reason, points_in(two.home)) == ("not_open", 1_000)
    with pytest.raises(PairNotOpenError):
        send(two.home, two.work, 10)
    check_tallies(two)


def test_what_the_sender_sent_before_its_own_pause_arrives(two: Two) -> None:
    send(two.home, two.work, 10)
    with unit_of_work() as uow:
        service.move_pair(uow, two.home.lead.actor, two.home.community_id, two.work.community_id, PairMove.PAUSE)
    deliver(two)
    assert points_in(two.work) == 10
    check_tallies(two)


def test_no_hold_of_another_community_ends_by_time(two: Two, clock: FixedClock) -> None:
    send(two.home, two.work, 10)
    clock.advance(timedelta(days=400))
    with unit_of_work() as uow:
        assert books.void_ended_holds(uow, two.home.community_id) == 0
        assert len(service.waiting_transfers(uow, two.home.community_id)) == 1
    deliver(two)
    assert points_in(two.work) == 10


def test_a_message_delivered_again_changes_nothing(two: Two) -> None:
    send(two.home, two.work, 70)
    deliver(two)
    with unit_of_work() as uow:
        uow.session.execute(
            update(OutboxEvent).where(OutboxEvent.community_id.in_(two.ids)).values(done_at=None, due_at=uow.now)
        )
    deliver(two)
    with unit_of_work() as uow:
        answers = select(func.count()).where(
            OutboxEvent.topic == events.ANSWERED, OutboxEvent.community_id.in_(two.ids)
        )
        assert uow.session.scalar(answers) == 1
        undone = OutboxEvent.community_id.in_(two.ids), OutboxEvent.done_at.is_(None)
        assert uow.session.scalar(select(func.count()).where(*undone)) == 0
    assert (points_in(two.home), points_in(two.work), said_to(two.work)) == (930, 70, ["70积分已从泰和里社区转来"])
    check_tallies(two)


@pytest.mark.parametrize("change", [{"points": 71}, {"person_id": str(new_id())}])
def test_an_altered_transfer_is_not_taken(two: Two, change: dict[str, Any]) -> None:
    id_ = send(two.home, two.work, 70)
    deliver(two)
    message = {"name": "泰和里社区", "transfer_id": str(id_), "points": 70, "person_id": str(two.home.person.person_id)}
    with pytest.raises(MessageAlteredError), unit_of_work() as uow:
        service.hear_transfer(uow, two.work.community_id, two.home.community_id, message | change)
    check_tallies(two)


@pytest.mark.parametrize(
    "change", [{"points": 71}, {"transfer_id": str(new_id())}, {"accepted": False, "reason": "ceiling"}]
)
def test_an_altered_answer_changes_nothing(two: Two, change: dict[str, Any]) -> None:
    id_ = send(two.home, two.work, 70)
    deliver(two)
    answer = {"transfer_id": str(id_), "points": 70, "accepted": True, "reason": None, "booked_at": None}
    with pytest.raises(MessageAlteredError), unit_of_work() as uow:
        service.hear_answer(uow, two.home.community_id, two.work.community_id, answer | change)
    check_tallies(two)


def test_nobody_answers_for_another_community(two: Two) -> None:
    id_ = send(two.home, two.work, 70)
    answer = {"transfer_id": str(id_), "points": 70, "accepted": True, "reason": None, "booked_at": None}
    with pytest.raises(MessageAlteredError), unit_of_work() as uow:
        service.hear_answer(uow, two.home.community_id, 10**11 + 7, answer)


def test_a_stranger_pair_gives_the_points_back(two: Two, context: flask.Flask) -> None:
    """The sender believes in a pair that the receiver never agreed to."""
    other = make_two(context, ceilings=None)
    message = {"name": "泰和里社区", "transfer_id": str(new_id()), "points": 5}
    with unit_of_work() as uow:
        service.hear_transfer(
            uow, other.work.community_id, two.home.community_id, message | {"person_id": str(two.home.person.person_id)}
        )
    with unit_of_work() as uow:
        told = select(OutboxEvent.payload).where(
            OutboxEvent.community_id == other.work.community_id, OutboxEvent.topic == events.ANSWERED
        )
        answer = uow.session.scalars(told).one()
    assert (answer["accepted"], answer["reason"]) == (False, "not_open")


def test_refused_at_once(two: Two) -> None:
    home, work = two.home, two.work
    with pytest.raises(SameCommunityError):
        send(home, home, 1)
    with pytest.raises(InsufficientPointsError):
        send(work, home, 1)
    with unit_of_work() as uow:
        uow.session.execute(
            PersonCommunity.__table__.delete().where(
                PersonCommunity.person_id == home.person.person_id, PersonCommunity.community_id == work.community_id
            )
        )
    with pytest.raises(NotAMemberThereError):
        send(home, work, 1)
    with unit_of_work() as uow:
        assert uow.session.scalar(select(func.count()).where(ClearingTransfer.community_id.in_(two.ids))) == 0


def test_nothing_is_sent_before_both_have_agreed(context: flask.Flask) -> None:
    two = make_two(context, ceilings=None)
    agree(two.home, two.work, 100)
    deliver(two)
    for side, other in ((two.home, two.work), (two.work, two.home)):
        with pytest.raises(PairNotOpenError):
            send(side, other, 1)
    agree(two.work, two.home, 100)
    deliver(two)
    send(two.home, two.work, 100)


@pytest.mark.parametrize("error", [pg.SerializationFailure, pg.InternalError_, pg.IdleInTransactionSessionTimeout])
def test_while_the_other_side_is_not_there_a_message_waits_however_long(two: Two, error: type[pg.Error]) -> None:
    id_ = send(two.home, two.work, 50)

    def hear(theirs: UnitOfWork, *told: Any) -> None:
        kind = InternalError if issubclass(error, pg.InternalError) else OperationalError
        raise kind("COMMIT", None, error())

    with unit_of_work() as uow:
        sent = OutboxEvent.community_id == two.home.community_id, OutboxEvent.topic == events.SENT
        row = uow.session.scalars(select(OutboxEvent).where(*sent)).one()
        event = Event(row.community_id, row.id, row.topic, row.payload, row.attempts)
        with pytest.raises(RetryLater):
            to_the_other(hear)(uow, [event])
    deliver(two)
    assert transfer(two.home, id_).state == "done"


def test_without_a_free_connection_a_message_waits(two: Two) -> None:
    def hear(theirs: UnitOfWork, *told: Any) -> None:
        raise NoConnectionError("QueuePool limit")

    event = Event(two.home.community_id, new_id(), events.SENT, {"to": two.work.community_id}, 0)
    with unit_of_work() as uow, pytest.raises(RetryLater):
        to_the_other(hear)(uow, [event])
