"""Bookings on a real database: the exclusion, reminders, messages to both sides, the self-check, the history."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import flask
import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from backend.app.checking import check_all
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.lists import service
from backend.lists.bookings import BookingMove
from backend.lists.models import Booking, BookingMoveRow
from backend.lists.service.bookings.check import CHECKS
from backend.notifications.models import InboxMessage
from tests.factories.agreements import Neighbourhood, make_neighbourhood
from tests.factories.bookings import book, make_room, make_wheelchairs, slot
from tests.factories.communities import Someone


@pytest.fixture
def hood(context: flask.Flask, clock: FixedClock) -> Neighbourhood:
    with unit_of_work() as uow:
        return make_neighbourhood(uow)


@pytest.fixture
def room(hood: Neighbourhood) -> UUID:
    with unit_of_work() as uow:
        return make_room(uow, hood["neighbour"])


@pytest.fixture
def owner(owner_url: str) -> Iterator["psycopg.Connection[Any]"]:
    """A connection of the tables' owner, each statement its own transaction."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        yield connection


def do(by: Someone, booking_id: UUID, move: BookingMove, note: str | None = None) -> None:
    with unit_of_work() as uow:
        service.bookings.move_booking(uow, by.actor, by.community_id, booking_id, move, note)


def booked(hood: Neighbourhood, entry_id: UUID) -> UUID:
    with unit_of_work() as uow:
        return book(uow, hood["resident"], entry_id, slot())


def deliver(hood: Neighbourhood) -> None:
    while run_due("lists.bookings_soon", hood.community_id) or run_due("outbox", hood.community_id):
        pass


def inbox(hood: Neighbourhood, who: str) -> list[str]:
    deliver(hood)
    with unit_of_work() as uow:
        mine = select(InboxMessage.title).where(
            InboxMessage.community_id == hood.community_id,
            InboxMessage.member_id == hood[who].member_id,
            InboxMessage.target_type == "booking",
        )
        return list(uow.session.scalars(mine.order_by(InboxMessage.id)))


def test_both_sides_are_told_and_the_booker_is_reminded(hood: Neighbourhood, room: UUID, clock: FixedClock) -> None:
    booking_id = booked(hood, room)
    assert inbox(hood, "resident") == ["预约成功：活动室"]
    assert inbox(hood, "neighbour") == ["有人预约：活动室"]
    clock.at = slot() - timedelta(hours=2)
    assert inbox(hood, "resident")[1:] == ["预约快到时间了：活动室"]
    do(hood["neighbour"], booking_id, BookingMove.CANCEL, "停电")
    assert inbox(hood, "resident")[2:] == ["预约被取消：活动室"]
    assert len(inbox(hood, "neighbour")) == 1


def test_who_cancels_is_not_reminded_and_the_keeper_is_told(hood: Neighbourhood, room: UUID, clock: FixedClock) -> None:
    booking_id = booked(hood, room)
    deliver(hood)  # at one moment of a clock that stands still, two messages have no order
    do(hood["resident"], booking_id, BookingMove.CANCEL)
    clock.at = slot() - timedelta(hours=1)
    assert inbox(hood, "resident") == ["预约成功：活动室"]
    assert inbox(hood, "neighbour")[1:] == ["预约已取消：活动室"]


def test_a_reminder_that_comes_after_the_beginning_is_dropped(
    hood: Neighbourhood, room: UUID, clock: FixedClock
) -> None:
    booked(hood, room)
    clock.at = slot() + timedelta(minutes=1)
    assert inbox(hood, "resident") == ["预约成功：活动室"]
    assert run_due("lists.bookings_soon", hood.community_id) == 0


def test_every_move_leaves_a_line_that_stays(hood: Neighbourhood, room: UUID, clock: FixedClock) -> None:
    booking_id = booked(hood, room)
    clock.at = slot()
    do(hood["neighbour"], booking_id, BookingMove.NO_SHOW)
    do(hood["neighbour"], booking_id, BookingMove.USE)
    with unit_of_work() as uow:
        lines = uow.session.scalars(
            select(BookingMoveRow)
            .where(BookingMoveRow.community_id == hood.community_id, BookingMoveRow.booking_id == booking_id)
            .order_by(BookingMoveRow.id)
        ).all()
        assert [(line.move, line.to_state) for line in lines] == [
            ("book", "booked"),
            ("no_show", "no_show"),
            ("use", "used"),
        ]
    with pytest.raises(ProgrammingError), unit_of_work() as uow:
        uow.session.execute(text("DELETE FROM booking_moves WHERE community_id = :cid"), {"cid": hood.community_id})


def test_the_database_refuses_a_unit_twice(hood: Neighbourhood, room: UUID) -> None:
    booking_id = booked(hood, room)
    with pytest.raises(IntegrityError, match="ex_bookings_overlap"), unit_of_work() as uow:
        copy_of(uow, hood, booking_id, later=timedelta(minutes=30))
    with unit_of_work() as uow:  # what begins when the other ends does not overlap
        copy_of(uow, hood, booking_id, later=timedelta(hours=1))


def copy_of(uow: UnitOfWork, hood: Neighbourhood, booking_id: UUID, *, later: timedelta) -> None:
    found = uow.session.get_one(Booking, (hood.community_id, booking_id))
    values = {column.key: getattr(found, column.key) for column in Booking.__table__.columns}
    moments = {name: values[name] + later for name in ("starts_at", "ends_at", "cancel_until")}
    uow.session.add(Booking(**values | moments | {"id": uow.new_id()}))
    uow.session.flush()


def test_the_check_is_silent_over_sound_bookings(hood: Neighbourhood, room: UUID) -> None:
    booked(hood, room)
    lines = check_all(hood.community_id).lines
    assert all(line.startswith(f"{hood.community_id} ok: ") for line in lines)


def test_the_check_names_a_unit_beyond_the_quantity(hood: Neighbourhood, owner: "psycopg.Connection[Any]") -> None:
    with unit_of_work() as uow:
        chairs = make_wheelchairs(uow, hood["neighbour"], 2)
    for _ in range(2):
        last = booked(hood, chairs)
    change = "UPDATE entries SET quantity = %s WHERE community_id = %s"
    owner.execute(change, [1, hood.community_id])
    lines = check_all(hood.community_id).lines
    owner.execute(change, [2, hood.community_id])  # the other tests' databases are checked too
    broken = f"{hood.community_id} BROKEN (1): nobody has booked a unit beyond the quantity: booking {last}"
    assert [line for line in lines if " ok: " not in line] == [broken]


def test_the_check_would_see_what_the_exclusion_prevents(
    hood: Neighbourhood, room: UUID, owner: "psycopg.Connection[Any]"
) -> None:
    booking_id = booked(hood, room)
    with unit_of_work() as uow:
        copy_of(uow, hood, booking_id, later=timedelta(hours=1))
    query = CHECKS["no unit of a resource is booked twice at one time"].replace(":community_id", str(hood.community_id))
    with owner.transaction(force_rollback=True):
        assert owner.execute(query.encode()).fetchall() == []
        owner.execute("ALTER TABLE bookings DROP CONSTRAINT ex_bookings_overlap")
        owner.execute(
            "UPDATE bookings SET ends_at = ends_at + interval '30 minutes' WHERE community_id = %s AND id = %s",
            [hood.community_id, booking_id],
        )
        assert len(owner.execute(query.encode()).fetchall()) == 1
