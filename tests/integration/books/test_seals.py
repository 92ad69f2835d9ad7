"""Seals: made once a day, chained; whatever is changed under one afterwards is found and named."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import flask
import psycopg
import pytest

from backend.books import service
from backend.books.models import Seal
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.core.ids import new_id
from backend.infra.due import run_due
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.conftest import MONDAY_MORNING
from tests.factories.books import earn, pledge
from tests.factories.communities import make_community, make_member
from tests.factories.notifications import inbox_of
from tests.integration.notifications.conftest import deliver

DAY = timedelta(days=1)


@pytest.fixture
def sealed(context: flask.Flask, clock: FixedClock, community_id: int) -> UUID:
    """Two days' bookings, each sealed in its night; the member who earned."""
    member = new_id()
    with unit_of_work() as uow:
        service.plan_seals(uow, community_id)
        pledge(uow, community_id, 1000)
        earn(uow, community_id, member, time=60, points=50)
    clock.at += DAY
    run_due("books.seals", community_id)
    with unit_of_work() as uow:
        for _ in range(3):
            earn(uow, community_id, member, time=60, points=50)
    clock.at += DAY
    run_due("books.seals", community_id)
    return member


def seals(uow: UnitOfWork, community_id: int) -> list[Any]:
    return list(uow.session.query(Seal).filter_by(community_id=community_id).order_by(Seal.number))


def found(community_id: int) -> list[str]:
    with unit_of_work() as uow:
        return [example for finding in service.self_check(uow, community_id) for example in finding.examples]


def test_each_day_with_bookings_has_a_seal_chained_to_the_last(
    sealed: UUID, uow: UnitOfWork, community_id: int
) -> None:
    first, second = seals(uow, community_id)
    assert [(seal.number, seal.day.isoformat(), seal.size) for seal in (first, second)] == [
        (1, "2026-11-23", 3),
        (2, "2026-11-24", 6),
    ]
    assert second.previous == first.hash
    assert found(community_id) == []


def test_a_day_without_bookings_has_no_seal(sealed: UUID, clock: FixedClock, community_id: int) -> None:
    clock.at += 3 * DAY
    run_due("books.seals", community_id)
    with unit_of_work() as uow:
        assert len(seals(uow, community_id)) == 2
        assert community_id not in service.communities_to_seal(uow)


def test_today_is_not_sealed_before_its_night_is_an_hour_old(
    context: flask.Flask, clock: FixedClock, community_id: int
) -> None:
    with unit_of_work() as uow:
        service.plan_seals(uow, community_id)
        pledge(uow, community_id, 10)
    clock.at = MONDAY_MORNING + timedelta(hours=15, minutes=59)  # 00:59 in Shanghai
    with unit_of_work() as uow:
        assert community_id not in service.communities_to_seal(uow)
    clock.at += timedelta(minutes=1)
    with unit_of_work() as uow:
        assert community_id in service.communities_to_seal(uow)


def test_two_workers_make_one_seal(
    sealed: UUID, clock: FixedClock, community_id: int, at_once: Callable[..., list[Any]]
) -> None:
    with unit_of_work() as uow:
        earn(uow, community_id, sealed, points=5)
    clock.at += DAY
    results = at_once(*[lambda uow: service.seal_day(uow, community_id)] * 4)
    assert sorted(results) == [0, 0, 0, 1]
    with unit_of_work() as uow:
        assert [seal.number for seal in seals(uow, community_id)] == [1, 2, 3]


CHANGES = [
    ("UPDATE transfers SET title = 'anders' WHERE community_id = %s AND type = 'pledge'", "of seal 1 was changed"),
    (
        "UPDATE transfers SET occurred_at = occurred_at - interval '9 d' WHERE community_id = %s AND type = 'pledge'",
        "of seal 1 was changed",
    ),
    (
        "UPDATE transfers SET occurred_at = occurred_at + interval '1 day' WHERE community_id = %s AND type = 'pledge'",
        "of seal 1 is gone",
    ),
    (
        "UPDATE seals SET leaves = sha256('x') || substr(leaves, 33) WHERE community_id = %s AND number = 1",
        "seal 1 has another root than its leaves",
    ),
    ("UPDATE seals SET root = sha256('x') WHERE community_id = %s AND number = 1", "another hash than its content"),
    ("UPDATE seals SET day = day - 1 WHERE community_id = %s AND number = 1", "another hash than its content"),
    ("DELETE FROM seals WHERE community_id = %s AND number = 1", "seal 2 does not follow the one before it"),
]


@pytest.mark.parametrize(("change", "named"), CHANGES)
def test_whatever_is_changed_under_a_seal_is_named(
    sealed: UUID, owner: "psycopg.Connection[Any]", community_id: int, change: str, named: str
) -> None:
    owner.execute(change, [community_id])  # type: ignore[call-overload]  # one of the list above
    assert any(named in example for example in found(community_id)), found(community_id)


def test_the_application_cannot_change_a_seal(sealed: UUID, uow: UnitOfWork, community_id: int) -> None:
    connection = uow.session.connection()
    for forgery in ("UPDATE seals SET number = 9", "DELETE FROM seals"):
        with pytest.raises(Exception, match="permission denied"), connection.begin_nested():
            connection.exec_driver_sql(f"{forgery} WHERE community_id = %s", (community_id,))


def test_the_books_check_themselves_at_night_and_tell_the_desk_what_is_broken(
    context: flask.Flask, clock: FixedClock, owner: "psycopg.Connection[Any]"
) -> None:
    with unit_of_work() as uow:
        community_id = make_community(uow)
        staff = make_member(uow, community_id, Role.STAFF)
        pledge(uow, community_id, 1000)
    clock.at += DAY
    for source in ("books.seals", "books.checks"):
        run_due(source, community_id)
    deliver(community_id)
    change = "UPDATE transfers SET amount = amount + %s WHERE community_id = %s"
    owner.execute(change, [1, community_id])
    clock.at += DAY
    run_due("books.checks", community_id)
    owner.execute(change, [-1, community_id])  # the other tests' databases are checked too
    deliver(community_id)
    with unit_of_work() as uow:
        told = [message.text for message in inbox_of(uow, staff)]
        assert community_id not in service.communities_to_check(uow)
    # Its totals, its running balance, and its seal.
    assert told == ["有3项对不上。账没有改动，请马上联系系统管理员核对。"]
