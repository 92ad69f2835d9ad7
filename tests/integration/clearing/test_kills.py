"""The process dies at every single moment of the way; after a restart everything happened once or not at all.

The whole way of a transfer (hold, message, decision, answer, end) is killed before and after each of its statements
and commits in turn, and gone on with by another process each time.
"""

from collections.abc import Callable
from datetime import timedelta

import flask
from sqlalchemy import func, select

from backend.clearing import events
from backend.clearing.models import ClearingDay, ClearingReport, ClearingTransfer
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from backend.infra.outbox import OutboxEvent
from backend.infra.uow import unit_of_work
from backend.notifications.models import InboxMessage
from tests.factories.clearing import Two, check_tallies, deliver, make_two, points_in, send
from tests.integration.clearing.kills import run_killed_at
from tests.integration.infra.processes import until


def kill_everywhere(
    two: Two, work: Callable[[], object], check: Callable[[], None], *, step: int = 1
) -> tuple[int, set[str]]:
    """Kill ``work`` at each ``step``-th of its moments, deliver what is left, check.

    Returns how many moments there were, and how far the transfer had come when it was found.
    """
    moment, found = 1, set()
    while run_killed_at(moment, work):
        found.add(how_far(two))
        deliver_all(two)
        check()
        moment += step
    deliver_all(two)
    return moment - 1, found


def how_far(two: Two) -> str:
    """Return what of the newest transfer is committed: there, here, and which messages are not done with."""
    with unit_of_work() as uow:
        newest = select(ClearingTransfer).order_by(ClearingTransfer.id.desc()).limit(1)
        here = uow.session.scalars(newest.where(ClearingTransfer.community_id == two.ids[0])).one_or_none()
        if here is None:
            return "nothing"
        there = uow.session.get(ClearingTransfer, (two.ids[1], here.id))
        waiting = uow.session.scalars(
            select(OutboxEvent.topic)
            .where(OutboxEvent.community_id.in_(two.ids), OutboxEvent.done_at.is_(None))
            .where(OutboxEvent.topic.in_([events.SENT, events.ANSWERED]))
            .order_by(OutboxEvent.topic)
        )
        return f"{here.state}, {there.state if there else 'not there'}, {' '.join(waiting) or 'nothing waits'}"


# Each is between two commits; no transaction is over both communities, or some of them could never be found.
BETWEEN = {
    "nothing",
    "sent, not there, clearing.sent",
    "sent, done, clearing.answered clearing.sent",
    "sent, done, clearing.answered",
    "done, done, clearing.answered",
    "done, done, nothing waits",
}


def deliver_all(two: Two) -> None:
    """Deliver until nothing is open; a killed session may hold its locks for a moment."""

    def is_done() -> bool:
        deliver(two)
        with unit_of_work() as uow:
            open_ = OutboxEvent.community_id.in_(two.ids), OutboxEvent.done_at.is_(None)
            return uow.session.scalar(select(func.count()).where(*open_)) == 0

    until(is_done)


def sent(two: Two) -> dict[str, int]:
    """Return how many transfers stand in which state on both sides together."""
    with unit_of_work() as uow:
        rows = uow.session.execute(
            select(ClearingTransfer.state, func.count())
            .where(ClearingTransfer.community_id.in_(two.ids))
            .group_by(ClearingTransfer.state)
        )
        return dict(iter(rows))


def messages(two: Two) -> int:
    with unit_of_work() as uow:
        to_person = InboxMessage.member_id.in_([two.home.person.member_id, two.work.person.member_id])
        found = select(func.count()).where(InboxMessage.community_id.in_(two.ids), to_person)
        return uow.session.scalar(found) or 0


def test_a_transfer_killed_at_any_moment_arrives_once_or_never_began(context: flask.Flask) -> None:
    two = make_two(context, ceilings=(10_000, 10_000), points=1_000)

    def work() -> None:
        send(two.home, two.work, 7)
        deliver(two)

    def check() -> None:
        done = sent(two).get("done", 0)
        assert sent(two) == ({"done": done} if done else {})
        assert (done % 2, messages(two)) == (0, done // 2)
        assert (points_in(two.home), points_in(two.work)) == (1_000 - 7 * done // 2, 7 * done // 2)

    moments, found = kill_everywhere(two, work, check)
    assert moments > 100
    assert found >= BETWEEN
    check()
    check_tallies(two)


def test_a_refusal_killed_at_any_moment_frees_the_hold_once(context: flask.Flask) -> None:
    two = make_two(context, ceilings=(10_000, 10_000), points=1_000, state="applied")

    def work() -> None:
        send(two.home, two.work, 7)
        deliver(two)

    def check() -> None:
        back = sent(two).get("refunded", 0)
        assert sent(two) == ({"refunded": back} if back else {})
        assert (back % 2, messages(two)) == (0, back // 2)
        assert (points_in(two.home), points_in(two.work)) == (1_000, 0)

    assert kill_everywhere(two, work, check, step=3)[0] > 100
    check_tallies(two)


def test_a_day_closed_by_a_process_that_dies_is_closed_once_on_both_sides(two: Two, clock: FixedClock) -> None:
    send(two.home, two.work, 40)
    deliver(two)
    clock.advance(timedelta(days=1))

    def close() -> None:
        for community_id in two.ids:
            run_due("clearing.days", community_id)
        deliver(two)

    moment = 1
    while run_killed_at(moment, close):
        moment += 1
        if moment % 10 == 0:
            close()
            clock.advance(timedelta(days=1))
    until(lambda: not close() and days(two) == [moment // 10 + 1] * 4)
    check_tallies(two)


def days(two: Two) -> list[int]:
    """Return how many days each side closed and heard of."""
    with unit_of_work() as uow:
        return [
            uow.session.scalar(select(func.count()).where(table.community_id == community_id)) or 0
            for table in (ClearingDay, ClearingReport)
            for community_id in two.ids
        ]
