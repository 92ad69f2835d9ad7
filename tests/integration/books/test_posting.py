"""Posting on real PostgreSQL: exactly once, all or none, never uncovered, in order."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import flask
import psycopg
import pytest
from sqlalchemy import select

from backend.books import service
from backend.books.errors import (
    AccountClosedError,
    AccountFullError,
    BusinessKeyReusedError,
    InsufficientPointsError,
    InsufficientTimeError,
    TransferNotFoundError,
)
from backend.books.models import Seal, TransferRow
from backend.books.types import (
    AccountRef,
    Balance,
    Mode,
    Outcome,
    PointAccount,
    Posting,
    TimeAccount,
    Transfer,
    TransferType,
)
from backend.core.amounts import Points, TimeCredits
from backend.core.clock import FixedClock
from backend.core.ids import new_id
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.factories.books import earn, pledge


def gift(
    key: str,
    from_: UUID,
    to: AccountRef[Points],
    points: int,
    mode: Mode = Mode.MUST,
    title: str = "赠送",
) -> Transfer[Points]:
    return Transfer(PointAccount.member(from_), to, Points(points), TransferType.GIFT, key, title, mode=mode)


def balance(uow: UnitOfWork, community_id: int, account: AccountRef[Any]) -> int:
    return service.balances(uow, community_id, [account])[account].balance


@pytest.fixture
def rich(context: flask.Flask, community_id: int) -> UUID:
    """A member with 100 points and 60 minutes, earned and committed."""
    member_id = new_id()
    with unit_of_work() as uow:
        pledge(uow, community_id, 100)
    with unit_of_work() as uow:
        earn(uow, community_id, member_id, time=60, points=100)
    return member_id


def test_a_transfer_takes_from_one_account_and_gives_the_other(rich: UUID, uow: UnitOfWork, community_id: int) -> None:
    posted = service.post(uow, community_id, [gift("gift:1", rich, PointAccount.pool(), 30)])
    assert posted == [Posting("gift:1", Outcome.POSTED, 30)]
    assert balance(uow, community_id, PointAccount.member(rich)) == 70
    assert balance(uow, community_id, PointAccount.pool()) == 30


def test_the_same_key_moves_value_once(rich: UUID, uow: UnitOfWork, community_id: int) -> None:
    transfer = gift("gift:1", rich, PointAccount.pool(), 30)
    service.post(uow, community_id, [transfer])
    assert service.post(uow, community_id, [transfer]) == [Posting("gift:1", Outcome.ALREADY, 30)]
    assert balance(uow, community_id, PointAccount.pool()) == 30


def test_the_same_key_in_another_community_is_another_key(uow: UnitOfWork, community_id: int) -> None:
    for each in (community_id, community_id + 1):
        earned = Transfer(
            TimeAccount.source(), TimeAccount.pool(), TimeCredits(5), TransferType.GRANT, "grant:1", "公益池"
        )
        assert service.post(uow, each, [earned])[0].outcome is Outcome.POSTED
        assert balance(uow, each, TimeAccount.pool()) == 5


@pytest.mark.parametrize(
    "other",
    [
        lambda rich: gift("gift:1", rich, PointAccount.pool(), 31),
        lambda rich: gift("gift:1", rich, PointAccount.pool(), 29),
        lambda rich: gift("gift:1", rich, PointAccount.reserve(), 30),
        lambda rich: gift("gift:1", new_id(), PointAccount.pool(), 30),
    ],
)
def test_the_same_key_for_something_else_is_refused(
    rich: UUID, context: flask.Flask, community_id: int, other: Callable[[UUID], Transfer[Points]]
) -> None:
    with unit_of_work() as uow:
        service.post(uow, community_id, [gift("gift:1", rich, PointAccount.pool(), 30)])
    with pytest.raises(BusinessKeyReusedError), unit_of_work() as uow:
        service.post(uow, community_id, [other(rich)])


def test_one_key_twice_in_a_batch_is_refused(rich: UUID, context: flask.Flask, community_id: int) -> None:
    transfer = gift("gift:1", rich, PointAccount.pool(), 30)
    with pytest.raises(BusinessKeyReusedError), unit_of_work() as uow:
        service.post(uow, community_id, [transfer, transfer])


def test_more_than_there_is_is_refused_with_both_figures(rich: UUID, context: flask.Flask, community_id: int) -> None:
    with pytest.raises(InsufficientPointsError) as refusal, unit_of_work() as uow:
        service.post(uow, community_id, [gift("gift:1", rich, PointAccount.pool(), 101)])
    assert refusal.value.extras == {"available": 100, "needed": 101}
    assert refusal.value.code == "insufficient_points"


def test_missing_time_is_told_as_time(rich: UUID, context: flask.Flask, community_id: int) -> None:
    spend = Transfer(
        TimeAccount.member(rich), TimeAccount.pool(), TimeCredits(61), TransferType.DONATE, "donate:1", "捐赠"
    )
    with pytest.raises(InsufficientTimeError) as refusal, unit_of_work() as uow:
        service.post(uow, community_id, [spend])
    assert refusal.value.extras == {"available": 60, "needed": 61}


def test_a_batch_is_posted_whole_or_not_at_all(rich: UUID, context: flask.Flask, community_id: int) -> None:
    batch = [
        gift("gift:1", rich, PointAccount.pool(), 60),
        gift("gift:2", rich, PointAccount.reserve(), 60),
    ]
    with pytest.raises(InsufficientPointsError), unit_of_work() as uow:
        service.post(uow, community_id, batch)
    with unit_of_work() as uow:
        assert balance(uow, community_id, PointAccount.member(rich)) == 100
        assert balance(uow, community_id, PointAccount.pool()) == 0


def test_a_batch_happens_in_its_order(rich: UUID, context: flask.Flask, community_id: int) -> None:
    """What arrives may be passed on, but not before it arrives."""
    friend = new_id()
    arrives = gift("gift:1", rich, PointAccount.member(friend), 50)
    passed_on = gift("gift:2", friend, PointAccount.pool(), 50)
    with pytest.raises(InsufficientPointsError), unit_of_work() as uow:
        service.post(uow, community_id, [passed_on, arrives])
    with unit_of_work() as uow:
        service.post(uow, community_id, [arrives, passed_on])
        assert balance(uow, community_id, PointAccount.pool()) == 50


def test_up_to_moves_what_is_there_and_remembers_it(rich: UUID, uow: UnitOfWork, community_id: int) -> None:
    transfer = gift("gift:1", rich, PointAccount.pool(), 500, Mode.UP_TO)
    assert service.post(uow, community_id, [transfer]) == [Posting("gift:1", Outcome.POSTED, 100)]
    assert service.post(uow, community_id, [transfer]) == [Posting("gift:1", Outcome.ALREADY, 100)]
    nothing = gift("gift:2", rich, PointAccount.pool(), 500, Mode.UP_TO)
    assert service.post(uow, community_id, [nothing]) == [Posting("gift:2", Outcome.LEFT, 0)]


def test_what_may_wait_waits_from_the_first_that_is_not_covered(rich: UUID, uow: UnitOfWork, community_id: int) -> None:
    batch = [gift(f"gift:{n}", rich, PointAccount.pool(), points, Mode.MAY) for n, points in enumerate([60, 50, 10])]
    outcomes = [posting.outcome for posting in service.post(uow, community_id, batch)]
    assert outcomes == [Outcome.POSTED, Outcome.LEFT, Outcome.LEFT]


def test_every_row_tells_what_stood_in_both_accounts_after_it(rich: UUID, uow: UnitOfWork, community_id: int) -> None:
    service.post(uow, community_id, [gift(f"gift:{n}", rich, PointAccount.pool(), 10 * n) for n in (1, 2, 3)])
    rows = uow.session.scalars(
        select(TransferRow)
        .where(TransferRow.community_id == community_id, TransferRow.type == TransferType.GIFT)
        .order_by(TransferRow.debit_line)
    )
    seen = [(row.debit_line, row.debit_balance, row.credit_line, row.credit_balance) for row in rows]
    assert seen == [(2, 90, 1, 10), (3, 70, 2, 30), (4, 40, 3, 60)]


@pytest.mark.parametrize(
    "title", ['引"号"', "反\\斜\\", "{花,括}", "NULL", "", "emoji 🎁", "两\n行", "'; DROP TABLE transfers; --", "%s :x"]
)
def test_any_title_is_kept_as_it_is(rich: UUID, uow: UnitOfWork, community_id: int, title: str) -> None:
    service.post(uow, community_id, [gift("gift:1", rich, PointAccount.pool(), 1, title=title)])
    kept = uow.session.scalar(
        select(TransferRow.title).where(TransferRow.community_id == community_id, TransferRow.business_key == "gift:1")
    )
    assert kept == title


def test_lines_stay_in_the_order_of_their_time_when_units_cross(
    rich: UUID, context: flask.Flask, community_id: int, clock: FixedClock
) -> None:
    started = clock.at
    clock.advance(timedelta(seconds=2))
    with unit_of_work() as uow:
        service.post(uow, community_id, [gift("gift:later", rich, PointAccount.pool(), 1)])
    clock.at = started  # a unit that began before and posts after
    with unit_of_work() as uow:
        service.post(uow, community_id, [gift("gift:earlier", rich, PointAccount.pool(), 1)])
        times = uow.session.scalars(
            select(TransferRow.occurred_at)
            .where(TransferRow.community_id == community_id, TransferRow.type == TransferType.GIFT)
            .order_by(TransferRow.debit_line)
        ).all()
    assert list(times) == [started + timedelta(seconds=2)] * 2


def test_a_clock_set_back_is_not_hidden(rich: UUID, context: flask.Flask, community_id: int, clock: FixedClock) -> None:
    clock.at -= timedelta(days=1)
    with unit_of_work() as uow:
        service.post(uow, community_id, [gift("gift:1", rich, PointAccount.pool(), 1)])
        at = uow.session.scalar(
            select(TransferRow.occurred_at).where(
                TransferRow.community_id == community_id, TransferRow.business_key == "gift:1"
            )
        )
    assert at == clock.at
    assert service.self_check(uow, community_id) == []


@pytest.mark.parametrize("batch", [1, 2])
def test_nothing_is_booked_into_days_that_are_sealed(
    rich: UUID, context: flask.Flask, community_id: int, clock: FixedClock, batch: int
) -> None:
    """A clock that was set back by days books at the end of what is sealed, where the next seal finds it."""
    clock.advance(timedelta(days=2))
    with unit_of_work() as uow:
        service.plan_seals(uow, community_id)
    clock.advance(timedelta(days=1))
    with unit_of_work() as uow:
        assert service.seal_day(uow, community_id) == 1
        sealed_until = uow.session.scalars(select(Seal.until).where(Seal.community_id == community_id)).one()
    clock.advance(timedelta(days=-3))
    with unit_of_work() as uow:
        service.post(uow, community_id, [gift(f"gift:{turn}", rich, PointAccount.pool(), 1) for turn in range(batch)])
    with unit_of_work() as uow:
        moments = uow.session.scalars(
            select(TransferRow.occurred_at).where(
                TransferRow.community_id == community_id, TransferRow.business_key.like("gift:%")
            )
        ).all()
        assert moments == [sealed_until] * batch
        assert service.self_check(uow, community_id) == []


@pytest.mark.parametrize("batch", [1, 2])
def test_an_account_holds_no_more_than_its_ceiling(
    rich: UUID, context: flask.Flask, community_id: int, owner: "psycopg.Connection[Any]", batch: int
) -> None:
    friend = new_id()
    with unit_of_work() as uow:
        service.post(uow, community_id, [gift("gift:0", rich, PointAccount.member(friend), 10)])
    owner.execute("UPDATE accounts SET ceiling = 15 WHERE community_id = %s AND owner_id = %s", [community_id, friend])
    transfers = [gift(f"gift:{turn + 1}", rich, PointAccount.member(friend), 6) for turn in range(batch)]
    with pytest.raises(AccountFullError) as refusal, unit_of_work() as uow:
        service.post(uow, community_id, transfers)
    assert refusal.value.code == "account_full"
    with unit_of_work() as uow:
        assert balance(uow, community_id, PointAccount.member(friend)) == 10


def transfer_id(uow: UnitOfWork, community_id: int, key: str) -> UUID:
    found = uow.session.scalar(
        select(TransferRow.id).where(TransferRow.community_id == community_id, TransferRow.business_key == key)
    )
    assert found is not None
    return found


def test_a_reversal_moves_the_amount_back_once_and_names_its_transfer(
    rich: UUID, uow: UnitOfWork, community_id: int
) -> None:
    service.post(uow, community_id, [gift("gift:1", rich, PointAccount.pool(), 30)])
    original = transfer_id(uow, community_id, "gift:1")
    for outcome in (Outcome.POSTED, Outcome.ALREADY):
        assert service.reverse(uow, community_id, original, title="冲正").outcome is outcome
    assert balance(uow, community_id, PointAccount.member(rich)) == 100
    row = uow.session.get_one(
        TransferRow, (community_id, transfer_id(uow, community_id, f"transfer:{original}:reverse"))
    )
    assert (row.refers_to_id, row.type) == (original, "reversal")


def test_what_is_spent_cannot_be_reversed(rich: UUID, context: flask.Flask, community_id: int) -> None:
    with unit_of_work() as uow:
        record = service.post(uow, community_id, [gift("gift:1", rich, PointAccount.pool(), 100)])
        assert record
        earned = uow.session.scalar(
            select(TransferRow.id).where(
                TransferRow.community_id == community_id, TransferRow.type == TransferType.EARN_POINTS
            )
        )
    assert earned is not None
    with pytest.raises(InsufficientPointsError), unit_of_work() as uow:
        service.reverse(uow, community_id, earned, title="冲正")


def test_a_transfer_of_another_community_is_not_found(rich: UUID, uow: UnitOfWork, community_id: int) -> None:
    service.post(uow, community_id, [gift("gift:1", rich, PointAccount.pool(), 30)])
    original = transfer_id(uow, community_id, "gift:1")
    with pytest.raises(TransferNotFoundError):
        service.reverse(uow, community_id + 1, original, title="冲正")


def test_a_closed_account_takes_nothing(
    rich: UUID, context: flask.Flask, owner: "psycopg.Connection[Any]", community_id: int
) -> None:
    owner.execute(
        "UPDATE accounts SET state = 'closed' WHERE community_id = %s AND owner_id = %s AND book = 'POINT'",
        [community_id, rich],
    )
    with pytest.raises(AccountClosedError), unit_of_work() as uow:
        service.post(uow, community_id, [gift("gift:1", rich, PointAccount.pool(), 1)])


def test_nothing_to_post_is_nothing(uow: UnitOfWork, community_id: int) -> None:
    assert service.post(uow, community_id, []) == []


def test_an_account_that_nothing_touched_holds_nothing(uow: UnitOfWork, community_id: int) -> None:
    nobody = PointAccount.member(new_id())
    assert service.balances(uow, community_id, [nobody]) == {nobody: Balance(0, 0)}
