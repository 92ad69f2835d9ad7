"""Real threads: no ceiling is passed, no point is spent twice, both ways at one time."""

from collections import Counter
from functools import partial

import flask

from backend.clearing import service
from backend.clearing.moves import PairMove
from backend.clearing.types import NewTerms, NewTransfer
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.clearing import Side, Two, check_tallies, deliver, make_two, owed, points_in
from tests.factories.races import race
from tests.factories.redemption import give_points

THREADS = 12


def sending(side: Side, other: Side, points: int, uow: UnitOfWork) -> None:
    service.send_points(uow, side.person.actor, side.community_id, NewTransfer(other.community_id, points))


def outcomes(results: list[Exception | None]) -> Counter[str]:
    return Counter("done" if result is None else type(result).__name__ for result in results)


def test_holds_at_one_moment_never_pass_the_ceiling(context: flask.Flask) -> None:
    two = make_two(context, ceilings=(250, 800))
    results = race(context, [partial(sending, two.home, two.work, 50)] * THREADS)
    assert outcomes(results) == {"done": 5, "OverCeilingError": THREADS - 5}
    deliver(two)
    assert owed(two.home, two.work) == 250
    check_tallies(two)


def test_points_at_one_moment_are_spent_once(context: flask.Flask) -> None:
    two = make_two(context, ceilings=(10_000, 10_000), points=100)
    results = race(context, [partial(sending, two.home, two.work, 30)] * THREADS)
    assert outcomes(results) == {"done": 3, "InsufficientPointsError": THREADS - 3}
    deliver(two)
    assert (points_in(two.home), points_in(two.work)) == (10, 90)
    check_tallies(two)


def test_a_ceiling_lowered_while_points_are_sent_holds_from_then_on(two: Two) -> None:
    def lower(uow: UnitOfWork) -> None:
        service.agree(uow, two.home.lead.actor, two.home.community_id, NewTerms(two.work.community_id, 100))

    results = race(two.app, [lower, *[partial(sending, two.home, two.work, 50)] * (THREADS - 1)])
    assert outcomes(results).keys() <= {"done", "OverCeilingError"}
    deliver(two)
    with unit_of_work() as uow:
        pair = service.list_pairs(uow, two.home.person.actor, two.home.community_id)[0]
    assert pair["possible"] == max(0, 100 - pair["owed"])
    assert owed(two.home, two.work) <= 500
    check_tallies(two)


def test_both_ways_and_a_pause_at_one_time_lose_nothing(two: Two) -> None:
    with unit_of_work() as uow:
        give_points(uow, two.work.person, 500)

    def pause(uow: UnitOfWork) -> None:
        service.move_pair(uow, two.work.lead.actor, two.work.community_id, two.home.community_id, PairMove.PAUSE)

    there, back = partial(sending, two.home, two.work, 20), partial(sending, two.work, two.home, 30)
    race(two.app, [there, back, there, back, pause, there, back])

    deliver(two)
    assert points_in(two.home) + points_in(two.work) == 1_500
    check_tallies(two)
