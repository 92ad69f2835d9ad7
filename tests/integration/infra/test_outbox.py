"""The outbox: an event and the change it tells of are one, and every event reaches its subscriber."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import flask
import pytest
from sqlalchemy import select, text

from backend.core.clock import FixedClock
from backend.infra import outbox
from backend.infra.due import run_due
from backend.infra.outbox import ATTEMPTS_MAX, BACK_OFF_SECONDS, Event, OutboxEvent, RetryLater
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.integration.infra.conftest import TOPIC, Subscribe


class Subscriber:
    """Remembers what it got; raises for payloads that say so."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []

    def __call__(self, uow: UnitOfWork, events: Sequence[Event]) -> None:
        self.batches.append([event.payload["n"] for event in events])
        for event in events:
            if event.payload.get("later"):
                raise RetryLater("away")
            if event.payload.get("bad"):
                raise LookupError("no such thing")

    @property
    def got(self) -> list[int]:
        return [n for batch in self.batches for n in batch]


@pytest.fixture
def subscriber(subscribe: Subscribe) -> Subscriber:
    found = Subscriber()
    subscribe(found)
    return found


def record(community: int, *payloads: dict[str, Any], topic: str = TOPIC, **kwargs: Any) -> None:
    with unit_of_work() as uow:
        for payload in payloads:
            outbox.record(uow, community, topic, payload, **kwargs)


def deliver(community: int) -> int:
    return run_due("outbox", community)


def rows(community: int) -> list[OutboxEvent]:
    with unit_of_work() as uow:
        found = select(OutboxEvent).where(OutboxEvent.community_id == community).order_by(OutboxEvent.id)
        return list(uow.session.scalars(found))


def due(community: int) -> bool:
    with unit_of_work() as uow:
        return community in outbox.communities_with_due_events(uow)


def test_an_event_is_rolled_back_with_its_change(community: int, subscriber: Subscriber) -> None:
    with pytest.raises(ZeroDivisionError):
        _rename_tell_and_fail(community)
    assert rows(community) == []
    with unit_of_work() as uow:
        name = uow.session.scalar(text("SELECT name FROM communities WHERE community_id = :id"), {"id": community})
    assert name != "x"


def _rename_tell_and_fail(community: int) -> None:
    with unit_of_work() as uow:
        outbox.record(uow, community, TOPIC, {"n": 1})
        uow.session.execute(text("UPDATE communities SET name = 'x' WHERE community_id = :id"), {"id": community})
        raise ZeroDivisionError


def test_what_a_subscriber_writes_is_rolled_back_when_it_raises(community: int, subscribe: Subscribe) -> None:
    def write_then_raise(uow: UnitOfWork, events: Sequence[Event]) -> None:
        outbox.record(uow, community, "test.consequence", {})
        raise LookupError

    subscribe(write_then_raise)
    record(community, {"n": 1})
    assert deliver(community) == 1
    assert [row.topic for row in rows(community)] == [TOPIC]


def test_events_come_in_batches_oldest_first_and_once(community: int, subscribe: Subscribe) -> None:
    subscriber = Subscriber()
    subscribe(subscriber, batch=2)
    with unit_of_work() as uow:
        earlier = [(None, {"n": n}, uow.now - timedelta(minutes=n)) for n in range(5)]
        outbox.record_many(uow, community, TOPIC, earlier)
    assert deliver(community) == 5
    assert subscriber.batches == [[4, 3], [2, 1], [0]]
    assert deliver(community) == 0
    assert not due(community)


def test_a_bad_event_fails_alone_and_holds_up_nobody(community: int, subscriber: Subscriber, clock: FixedClock) -> None:
    record(community, {"n": 1}, {"n": 2, "bad": True}, {"n": 3})
    deliver(community)
    assert subscriber.batches == [[1, 2, 3]]
    clock.advance(timedelta(seconds=BACK_OFF_SECONDS[0]))
    deliver(community)
    assert sorted(subscriber.batches[1:]) == [[1], [2], [3]]
    assert [(row.payload["n"], row.done_at is not None, row.attempts) for row in rows(community)] == [
        (1, True, 1),
        (2, False, 2),
        (3, True, 1),
    ]
    record(community, {"n": 4})
    deliver(community)
    assert subscriber.batches[-1] == [4]


def test_what_failed_before_joins_no_batch_of_others(community: int, subscriber: Subscriber, clock: FixedClock) -> None:
    record(community, {"n": 1, "bad": True})
    deliver(community)
    clock.advance(timedelta(seconds=BACK_OFF_SECONDS[0]))
    record(community, {"n": 2}, {"n": 3}, due_at=clock.now() - timedelta(seconds=1))
    deliver(community)
    assert subscriber.batches == [[1], [2, 3], [1]]


def test_a_postponed_event_waits_longer_each_time(community: int, subscriber: Subscriber, clock: FixedClock) -> None:
    record(community, {"n": 1, "later": True})
    for seconds in (*BACK_OFF_SECONDS, BACK_OFF_SECONDS[-1]):
        assert deliver(community) == 1
        clock.advance(timedelta(seconds=seconds - 1))
        assert deliver(community) == 0
        clock.advance(timedelta(seconds=1))
        assert due(community)


def test_an_event_that_always_fails_ends_visibly(community: int, subscriber: Subscriber, clock: FixedClock) -> None:
    record(community, {"n": 1, "bad": True})
    for _ in range(ATTEMPTS_MAX + 2):
        deliver(community)
        clock.advance(timedelta(seconds=BACK_OFF_SECONDS[-1]))
    (row,) = rows(community)
    assert (row.attempts, row.last_error, row.done_at is not None) == (ATTEMPTS_MAX, "LookupError: no such thing", True)
    assert len(subscriber.got) == ATTEMPTS_MAX
    assert not due(community)
    with unit_of_work() as uow:
        assert outbox.count_given_up(uow, community) == 1


def test_what_waits_for_somebody_who_is_away_is_never_given_up(
    community: int, subscriber: Subscriber, clock: FixedClock
) -> None:
    record(community, {"n": 1, "later": True})
    for _ in range(ATTEMPTS_MAX * 2):
        deliver(community)
        clock.advance(timedelta(seconds=BACK_OFF_SECONDS[-1]))
    (row,) = rows(community)
    assert (row.done_at, row.last_error) == (None, "RetryLater: away")
    assert due(community)


def test_a_delivered_event_forgets_its_error(community: int, subscribe: Subscribe, clock: FixedClock) -> None:
    answers = iter([RetryLater("away"), None])

    def away_once(uow: UnitOfWork, events: Sequence[Event]) -> None:
        if error := next(answers):
            raise error

    subscribe(away_once)
    record(community, {"n": 1})
    deliver(community)
    clock.advance(timedelta(seconds=5))
    deliver(community)
    (row,) = rows(community)
    assert (row.done_at, row.last_error) == (clock.now(), None)


def test_a_key_stands_for_one_event_of_its_topic(community: int, subscriber: Subscriber, subscribe: Subscribe) -> None:
    subscribe(subscriber, topic="test.other")
    record(community, {"n": 1}, {"n": 2}, key="k")
    record(community, {"n": 3}, key="k", topic="test.other")
    deliver(community)
    record(community, {"n": 4}, key="k")
    deliver(community)
    assert sorted(subscriber.got) == [1, 3]


def test_a_future_event_comes_at_its_time_by_the_products_clock(
    community: int, subscriber: Subscriber, clock: FixedClock
) -> None:
    record(community, {"n": 1}, due_at=clock.now() + timedelta(days=3))
    assert (deliver(community), due(community)) == (0, False)
    clock.advance(timedelta(days=3))
    assert due(community)
    assert deliver(community) == 1
    assert subscriber.got == [1]


def test_a_withdrawn_event_never_comes(community: int, subscriber: Subscriber, clock: FixedClock) -> None:
    later = clock.now() + timedelta(hours=1)
    record(community, {"n": 1}, key="one", due_at=later)
    record(community, {"n": 2}, key="two", due_at=later)
    with unit_of_work() as uow:
        outbox.withdraw(uow, community, TOPIC, ["one", "unknown"])
        outbox.withdraw(uow, community, TOPIC, [])
    clock.advance(timedelta(hours=1))
    deliver(community)
    assert subscriber.got == [2]
    assert [row.last_error for row in rows(community)] == [outbox.WITHDRAWN, None]


def test_withdrawing_takes_nothing_from_another_community(
    community: int, subscriber: Subscriber, clock: FixedClock
) -> None:
    record(community, {"n": 1}, key="one", due_at=clock.now() + timedelta(hours=1))
    with unit_of_work() as uow:
        outbox.withdraw(uow, community + 1, TOPIC, ["one"])
    clock.advance(timedelta(hours=1))
    deliver(community)
    assert subscriber.got == [1]


def test_what_nobody_subscribes_to_is_kept_and_keeps_nobody_busy(community: int, subscriber: Subscriber) -> None:
    record(community, {"n": 1}, topic="test.unheard")
    (row,) = rows(community)
    assert row.done_at is not None
    assert not due(community)


def test_an_event_whose_subscriber_was_taken_away_keeps_nobody_busy(
    community: int, subscriber: Subscriber, runtime: Any
) -> None:
    record(community, {"n": 1})
    runtime.subscriptions = {}
    assert not due(community)
    assert deliver(community) == 0


def test_two_deliveries_at_once_share_the_events(community: int, subscribe: Subscribe, app: flask.Flask) -> None:
    """The other delivery begins while the first one holds its rows, and neither waits for the other."""
    got: list[list[int]] = []

    def deliver_elsewhere() -> int:
        with app.app_context():
            return deliver(community)

    def deliver_inside(uow: UnitOfWork, events: Sequence[Event]) -> None:
        got.append([event.payload["n"] for event in events])
        if len(got) == 1:
            with ThreadPoolExecutor(1) as pool:
                assert pool.submit(deliver_elsewhere).result(timeout=3) == 2

    subscribe(deliver_inside, batch=2)
    record(community, *({"n": n} for n in range(4)))
    assert deliver(community) == 2
    assert len(got) == 2
    assert sorted(n for batch in got for n in batch) == [0, 1, 2, 3]


def test_an_error_with_nul_in_its_text_is_noted_all_the_same(community: int, subscribe: Subscribe) -> None:
    def raise_odd(uow: UnitOfWork, events: Sequence[Event]) -> None:
        raise LookupError("a\0b" * 400)

    subscribe(raise_odd)
    record(community, {"n": 1})
    deliver(community)
    (row,) = rows(community)
    assert row.last_error is not None
    assert len(row.last_error) == 500


def test_a_subscriber_that_breaks_the_transaction_is_postponed_too(community: int, subscribe: Subscribe) -> None:
    def break_it(uow: UnitOfWork, events: Sequence[Event]) -> None:
        uow.session.execute(text("SELECT 1/0"))

    subscribe(break_it)
    record(community, {"n": 1})
    deliver(community)
    (row,) = rows(community)
    assert (row.attempts, row.done_at) == (1, None)


def test_delivering_in_one_community_leaves_another_alone(community: int, subscriber: Subscriber) -> None:
    other = community - 1
    record(other, {"n": 9})
    record(community, {"n": 1})
    deliver(community)
    assert subscriber.got == [1]
    deliver(other)
    assert subscriber.got == [1, 9]
