"""Holds: what is set aside can be spent by nobody, is resolved once, and comes back when it is too late."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import flask
import pytest

from backend.books import service
from backend.books.errors import (
    BusinessKeyReusedError,
    HoldOverError,
    InsufficientTimeError,
    TransferNotFoundError,
)
from backend.books.types import Balance, Mode, Outcome, Posting, TimeAccount, Transfer, TransferType
from backend.core.amounts import TimeCredits
from backend.core.clock import FixedClock
from backend.core.ids import new_id
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.books import earn

AtOnce = Callable[..., list[Any]]
ASKER, HELPER = UUID(int=1), UUID(int=2)
HOUR = timedelta(hours=1)


def exchange(key: str = "order:1", minutes: int = 40, giver: UUID = ASKER, mode: Mode = Mode.MUST) -> Any:
    return Transfer(
        TimeAccount.member(giver),
        TimeAccount.member(HELPER),
        TimeCredits(minutes),
        TransferType.EXCHANGE,
        key,
        "陪诊",
        mode=mode,
    )


def of(community_id: int, member: UUID = ASKER) -> Balance:
    with unit_of_work() as uow:
        account = TimeAccount.member(member)
        return service.balances(uow, community_id, [account])[account]


def findings(community_id: int) -> list[str]:
    with unit_of_work() as uow:
        return [str(finding) for finding in service.self_check(uow, community_id)]


@pytest.fixture
def held(context: flask.Flask, community_id: int, clock: FixedClock) -> UUID:
    """An asker with 100 minutes, 40 of them held for an hour."""
    with unit_of_work() as uow:
        earn(uow, community_id, ASKER, time=100)
    with unit_of_work() as uow:
        posting = service.hold(uow, community_id, exchange(), until=uow.now + HOUR)
    assert posting.id is not None
    return posting.id


def test_what_is_held_is_still_there_and_cannot_be_spent(held: UUID, community_id: int) -> None:
    assert of(community_id) == Balance(100, 60)
    assert of(community_id, HELPER) == Balance(0, 0)
    with pytest.raises(InsufficientTimeError) as refusal, unit_of_work() as uow:
        service.post(uow, community_id, [exchange("gift:1", 61)])
    assert refusal.value.extras == {"available": 60, "needed": 61}
    with unit_of_work() as uow:
        service.post(uow, community_id, [exchange("gift:2", 60)])
    assert of(community_id) == Balance(40, 0)
    assert findings(community_id) == []


def test_a_hold_beyond_what_is_available_is_refused(held: UUID, community_id: int) -> None:
    with pytest.raises(InsufficientTimeError) as refusal, unit_of_work() as uow:
        service.hold(uow, community_id, exchange("order:2", 61), until=uow.now + HOUR)
    assert refusal.value.extras == {"available": 60, "needed": 61}


@pytest.mark.parametrize(("amount", "moved"), [(None, 40), (40, 40), (15, 15)])
def test_a_hold_is_posted_whole_or_in_part_and_the_rest_is_free(
    held: UUID, community_id: int, amount: int | None, moved: int
) -> None:
    for outcome in (Outcome.POSTED, Outcome.ALREADY):
        with unit_of_work() as uow:
            posting = service.post_hold(uow, community_id, held, title="陪诊完成", amount=amount)
        assert posting == Posting(f"hold:{held}:end", outcome, moved)
    assert of(community_id) == Balance(100 - moved, 100 - moved)
    assert of(community_id, HELPER) == Balance(moved, moved)
    assert findings(community_id) == []


def test_a_hold_is_freed_once_and_moves_nothing(held: UUID, community_id: int) -> None:
    for outcome in (Outcome.POSTED, Outcome.ALREADY):
        with unit_of_work() as uow:
            assert service.void_hold(uow, community_id, held, title="取消").outcome is outcome
    assert of(community_id) == Balance(100, 100)
    assert of(community_id, HELPER) == Balance(0, 0)
    assert findings(community_id) == []


@pytest.mark.parametrize("amount", [41, 10**12])
def test_more_than_was_held_is_refused(held: UUID, community_id: int, amount: int) -> None:
    with pytest.raises(HoldOverError), unit_of_work() as uow:
        service.post_hold(uow, community_id, held, title="陪诊完成", amount=amount)
    assert of(community_id) == Balance(100, 60)


def test_what_was_freed_is_not_posted_and_what_was_posted_is_not_freed(held: UUID, community_id: int) -> None:
    with unit_of_work() as uow:
        service.void_hold(uow, community_id, held, title="取消")
        other = service.hold(uow, community_id, exchange("order:2"), until=uow.now + HOUR).id
        assert other is not None
    with unit_of_work() as uow:
        service.post_hold(uow, community_id, other, title="完成")
    with pytest.raises(HoldOverError), unit_of_work() as uow:
        service.post_hold(uow, community_id, held, title="完成")
    with pytest.raises(HoldOverError), unit_of_work() as uow:
        service.void_hold(uow, community_id, other, title="取消")
    with pytest.raises(HoldOverError), unit_of_work() as uow:
        service.post_hold(uow, community_id, other, title="完成", amount=1)
    assert findings(community_id) == []


def test_no_hold_of_that_id_or_of_another_community_is_resolved(held: UUID, community_id: int) -> None:
    for where, id_ in ((community_id, new_id()), (community_id + 1, held)):
        with pytest.raises(HoldOverError), unit_of_work() as uow:
            service.post_hold(uow, where, id_, title="完成")


def test_after_its_end_a_hold_is_not_posted_and_comes_back_by_itself(
    held: UUID, community_id: int, clock: FixedClock
) -> None:
    clock.advance(HOUR)
    with pytest.raises(HoldOverError), unit_of_work() as uow:
        service.post_hold(uow, community_id, held, title="完成")
    with unit_of_work() as uow:
        assert community_id in service.communities_with_ended_holds(uow)
        assert service.void_ended_holds(uow, community_id) == 1
    assert of(community_id) == Balance(100, 100)
    with unit_of_work() as uow:
        assert community_id not in service.communities_with_ended_holds(uow)
        assert service.void_ended_holds(uow, community_id) == 0
    assert findings(community_id) == []


def test_a_hold_that_is_not_over_is_left_alone(held: UUID, community_id: int, clock: FixedClock) -> None:
    clock.advance(HOUR - timedelta(seconds=1))
    with unit_of_work() as uow:
        assert community_id not in service.communities_with_ended_holds(uow)
        assert service.void_ended_holds(uow, community_id) == 0
    assert of(community_id) == Balance(100, 60)


def test_two_workers_free_what_is_over_once(held: UUID, community_id: int, clock: FixedClock, at_once: AtOnce) -> None:
    clock.advance(HOUR)
    ended = at_once(*[lambda uow: service.void_ended_holds(uow, community_id)] * 4)
    assert set(ended) <= {0, 1}
    assert of(community_id) == Balance(100, 100)
    assert findings(community_id) == []


def test_posting_and_freeing_at_one_moment_does_one_of_them(held: UUID, community_id: int, at_once: AtOnce) -> None:
    def complete(uow: UnitOfWork) -> str:
        return service.post_hold(uow, community_id, held, title="完成").outcome

    def call_off(uow: UnitOfWork) -> str:
        return service.void_hold(uow, community_id, held, title="取消").outcome

    results = at_once(*[complete, call_off] * 4)
    refused = [each for each in results if isinstance(each, HoldOverError)]
    assert results.count(Outcome.POSTED) == 1
    assert results.count(Outcome.ALREADY) == 3
    assert len(refused) == 4
    assert of(community_id) in (Balance(60, 60), Balance(100, 100))
    assert findings(community_id) == []


def test_a_ruling_posts_in_part_and_pays_the_rest_elsewhere_in_one_linked_batch(held: UUID, community_id: int) -> None:
    """All or none: where one of the batch is refused, the hold stays as it was."""
    to_pool = Transfer(
        TimeAccount.member(ASKER), TimeAccount.pool(), TimeCredits(90), TransferType.DONATE, "ruling:1", "裁定"
    )
    with unit_of_work() as uow:
        most = service.resolution(uow, community_id, held, title="裁定", amount=15)
    with pytest.raises(InsufficientTimeError), unit_of_work() as uow:
        service.post(uow, community_id, [most, to_pool])
    assert of(community_id) == Balance(100, 60)
    with unit_of_work() as uow:
        part = service.resolution(uow, community_id, held, title="裁定", amount=10)
        service.post(uow, community_id, [part, to_pool])
    assert of(community_id) == Balance(0, 0)
    assert findings(community_id) == []


def test_what_a_hold_frees_may_be_spent_in_the_same_batch(held: UUID, community_id: int) -> None:
    with unit_of_work() as uow:
        freed = service.resolution(uow, community_id, held, title="取消", amount=0)
        service.post(uow, community_id, [freed, exchange("gift:1", 100)])
    assert of(community_id) == Balance(0, 0)
    assert findings(community_id) == []


def test_the_same_hold_twice_in_a_batch_is_refused(held: UUID, community_id: int) -> None:
    with unit_of_work() as uow:
        half = service.resolution(uow, community_id, held, title="完成", amount=20)
    with pytest.raises(BusinessKeyReusedError), unit_of_work() as uow:
        service.post(uow, community_id, [half, half])
    assert of(community_id) == Balance(100, 60)


def test_a_passbook_shows_no_line_for_a_hold_and_one_when_it_is_posted(held: UUID, community_id: int) -> None:
    """What is held is no movement; the running balance has no gap."""
    with unit_of_work() as uow:
        period = service.period_of(uow, community_id, TimeAccount.member(ASKER), uow.now - HOUR, uow.now + HOUR)
        assert [(line.amount, line.balance) for line in period.lines] == [(100, 100)]
    with unit_of_work() as uow:
        service.post_hold(uow, community_id, held, title="陪诊完成", amount=15)
    with unit_of_work() as uow:
        period = service.period_of(uow, community_id, TimeAccount.member(ASKER), uow.now - HOUR, uow.now + HOUR)
        assert [(line.title, line.amount, line.balance) for line in period.lines] == [
            ("社区服务", 100, 100),
            ("陪诊完成", -15, 85),
        ]


def test_a_hold_itself_cannot_be_reversed_but_what_it_paid_can(held: UUID, community_id: int) -> None:
    with pytest.raises(TransferNotFoundError), unit_of_work() as uow:
        service.reverse(uow, community_id, held, title="冲正")
    with unit_of_work() as uow:
        paid = service.post_hold(uow, community_id, held, title="完成").id
        assert paid is not None
    with unit_of_work() as uow:
        service.reverse(uow, community_id, paid, title="冲正")
    assert of(community_id) == Balance(100, 100)
    assert findings(community_id) == []
