"""Real threads on real PostgreSQL: one acceptance, one end, one clear refusal for whoever came second."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import flask
import pytest

from backend.books.errors import InsufficientTimeError
from backend.core.clock import FixedClock
from backend.core.errors import MoveNotAllowedError
from backend.exchange import rules, service
from backend.exchange.errors import AlreadyAnsweredError, HelperBusyError, TooManyOpenError
from backend.exchange.moves import OrderMove as M
from backend.exchange.service import MoveAsked
from backend.exchange.types import Payer
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering
from backend.volunteering.types.presence import Given
from tests.factories.exchange import Lane, answer, ask, fill_pool, make_lane
from tests.factories.races import race
from tests.factories.volunteering import code_now

Work = Callable[[UnitOfWork], object]


@pytest.fixture
def crowd(crowded: flask.Flask, clock: FixedClock) -> Lane:
    """A lane in the application with more connections."""
    return make_lane(crowded, clock)


def outcomes(results: list[Exception | None]) -> Counter[str]:
    """Count what became of each thread."""
    return Counter("done" if result is None else type(result).__name__ for result in results)


def moves(lane: Lane, who: str, order_id: UUID, move: M, **asked: object) -> Work:
    """Return a move as a thread makes it."""
    wanted = MoveAsked(move, **asked)  # type: ignore[arg-type]  # the fields are its own
    return lambda uow: service.move_order(uow, lane.street[who].actor, lane.cid, order_id, wanted)


def by_time(lane: Lane) -> Work:
    """Return what a worker does."""
    return lambda uow: service.move_due_order(uow, lane.cid)


def run(lane: Lane, works: list[Work]) -> Counter[str]:
    return outcomes(race(lane.street.app, works))


def test_two_answers_accepted_at_once(crowd: Lane) -> None:
    order_id = crowd.ask()
    chosen = [crowd.answer(order_id, who) for who in ("volunteer", "peer", "neighbour")]
    works = [moves(crowd, "elder", order_id, M.ACCEPT, answer_id=id_) for id_ in chosen]
    assert run(crowd, works) == {"done": 1, MoveNotAllowedError.__name__: 2}
    assert crowd.balance("elder").available == 240
    states = sorted(each["state"] for each in crowd.view("elder", order_id)["answers"])
    assert states == ["chosen", "declined", "declined"]
    crowd.check()


def test_one_helper_wanted_by_two_at_one_time(crowd: Lane) -> None:
    first, second = crowd.ask(), crowd.ask()
    works = [moves(crowd, "elder", id_, M.ACCEPT, answer_id=crowd.answer(id_)) for id_ in (first, second)]
    assert run(crowd, works) == {"done": 1, HelperBusyError.__name__: 1}
    assert crowd.balance("elder").available == 240
    crowd.check()


def test_one_balance_for_two_orders(crowd: Lane) -> None:
    orders = [crowd.ask(minutes=240, ahead=timedelta(days=days)) for days in (2, 3, 4)]
    works = [moves(crowd, "elder", id_, M.ACCEPT, answer_id=crowd.answer(id_)) for id_ in orders]
    assert run(crowd, works) == {"done": 1, InsufficientTimeError.__name__: 2}
    crowd.check()


def test_one_pool_for_many_orders_with_its_stripes(crowd: Lane) -> None:
    crowd.entitle()
    with crowd.work() as uow:
        fill_pool(uow, crowd.cid, 30, times=5)
    orders = [crowd.ask(payer=Payer.POOL, ahead=timedelta(days=days)) for days in range(2, 7)]
    works = [moves(crowd, "elder", id_, M.ACCEPT, answer_id=crowd.answer(id_)) for id_ in orders]
    works += [lambda uow: fill_pool(uow, crowd.cid, 1)] * 5
    assert run(crowd, works) == {"done": 7, InsufficientTimeError.__name__: 3}
    assert (crowd.balance("pool").balance, crowd.balance("pool").available) == (155, 35)
    crowd.check()


def test_confirming_denying_and_silence_at_once(crowd: Lane) -> None:
    for _ in range(3):
        order_id = crowd.accepted(ahead=timedelta(days=2))
        crowd.to_end(order_id)
        crowd.move("volunteer", order_id, M.REPORT, minutes=60)
        crowd.clock.at += rules.ANSWER_WITHIN
        works = [
            moves(crowd, "elder", order_id, M.CONFIRM),
            moves(crowd, "elder", order_id, M.DISPUTE, note="没有这么久"),
            by_time(crowd),
            by_time(crowd),
        ]
        done = run(crowd, works)
        row = crowd.row(order_id)
        # A worker that finds nothing due is done too; whoever denies what silence has just completed is in time.
        assert set(done) <= {"done", MoveNotAllowedError.__name__, "DisputeTooLateError"}
        assert row.state in ("completed", "disputed")
        assert (row.state == "completed") <= (row.posted_minutes == 60)
        crowd.check()


def test_both_cancel_at_once(crowd: Lane) -> None:
    order_id = crowd.accepted()
    crowd.to_start(order_id, -timedelta(hours=1))
    works = [moves(crowd, who, order_id, M.CANCEL) for who in ("elder", "volunteer")]
    assert run(crowd, works) == {"done": 1, MoveNotAllowedError.__name__: 1}
    row = crowd.row(order_id)
    assert (row.at_fault, row.posted_minutes) in (("asker", 30), ("helper", 0))
    crowd.check()


def test_two_of_the_desk_rule_at_once(crowd: Lane) -> None:
    order_id = crowd.accepted()
    crowd.to_end(order_id)
    crowd.move("volunteer", order_id, M.REPORT, minutes=60)
    crowd.move("elder", order_id, M.DISPUTE, note="没有这么久")
    works = [
        moves(crowd, who, order_id, M.RULE, minutes=minutes, note="核实过")
        for who, minutes in (("staff", 60), ("colleague", 0), ("supervisor", 30))
    ]
    assert run(crowd, works) == {"done": 1, MoveNotAllowedError.__name__: 2}
    assert crowd.row(order_id).state == "ruled"
    crowd.check()


def test_a_cancellation_races_with_the_code(crowd: Lane) -> None:
    """Whichever comes first: who has come is not sent away, and who was sent away can't check in."""
    order_id = crowd.accepted()
    crowd.to_start(order_id, -timedelta(minutes=10))
    shift_id = crowd.row(order_id).shift_id
    assert shift_id is not None
    helper = crowd.street["volunteer"].actor

    def come(uow: UnitOfWork) -> None:
        code = code_now(uow, crowd.cid, shift_id)
        volunteering.check_in(uow, helper, crowd.cid, shift_id, Given(code))

    run(crowd, [moves(crowd, "elder", order_id, M.CANCEL), come])
    assert crowd.row(order_id).state == "cancelled"
    assert crowd.minutes("volunteer") == (30,)
    crowd.check()


def test_one_helper_answers_twice_at_once(crowd: Lane) -> None:
    order_id = crowd.ask()
    works: list[Work] = [lambda uow: answer(uow, crowd.street["volunteer"], order_id)] * 4
    assert run(crowd, works) == {"done": 1, AlreadyAnsweredError.__name__: 3}


def test_no_more_open_requests_than_anybody_needs(crowd: Lane) -> None:
    works: list[Work] = [lambda uow: ask(uow, crowd.street["elder"])] * (rules.OPEN_MAX + 3)
    assert run(crowd, works) == {"done": rules.OPEN_MAX, TooManyOpenError.__name__: 3}
