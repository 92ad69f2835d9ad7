"""Slots and the rules of booking, without a database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from backend.core.clock import LOCAL_ZONE
from backend.core.errors import MoveNotAllowedError
from backend.lists.bookings import (
    BOOKING_MOVES,
    MOVE_NAMES,
    STATE_NAMES,
    BookingMove,
    BookingRules,
    BookingState,
    NoShowRule,
    OpenTime,
    Slot,
    Taken,
)
from backend.lists.errors import NotThenError
from backend.lists.slots import (
    banned_until,
    busy_units,
    cancelled_state,
    check_moment,
    days_ahead,
    free_count,
    free_unit,
    slots_on,
    units_of,
)

TUESDAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RULE = NoShowRule(3, 90, 30)


def rules(**changes: object) -> BookingRules:
    wanted: dict[str, object] = {
        "units": 1,
        "people_max": None,
        "fee_fen": 0,
        "open_times": [OpenTime(2, time(14), time(16, 30)), OpenTime(2, time(9), time(10))],
        "closed_days": (),
        "slot": HOUR,
        "lead": timedelta(),
        "ahead_days": 14,
        "cancel": 2 * HOUR,
        "member_max": 5,
        "opens_at": None,
        "closes_at": None,
        **changes,
    }
    return BookingRules(**wanted)  # type: ignore[arg-type]  # names and values stand above


def hours(slots: list[Slot]) -> list[str]:
    return [f"{slot.starts_at.astimezone(LOCAL_ZONE):%H:%M}" for slot in slots]


def test_slots_are_cut_from_local_opening_times_and_end_before_closing() -> None:
    slots = slots_on(rules(), TUESDAY)
    assert hours(slots) == ["09:00", "14:00", "15:00"]
    assert slots[0].starts_at == START
    assert slots_on(rules(), TUESDAY + DAY) == []


def test_closed_days_and_the_offers_own_end_leave_slots_out() -> None:
    assert slots_on(rules(closed_days=frozenset({TUESDAY})), TUESDAY) == []
    assert hours(slots_on(rules(opens_at=START + HOUR, closes_at=START + 6 * HOUR), TUESDAY)) == ["14:00"]


def test_days_are_local() -> None:
    late = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert days_ahead(rules(ahead_days=1), late) == [TUESDAY, TUESDAY + DAY]


def test_a_unit_is_busy_when_held_at_some_time_of_the_slot() -> None:
    slot = Slot(START, START + HOUR)
    taken = [
        Taken(1, START - HOUR, START),
        Taken(2, START - HOUR, START + timedelta(minutes=1)),
        Taken(4, START + timedelta(minutes=59), START + 2 * HOUR),
        Taken(5, START + HOUR, START + 2 * HOUR),
    ]
    assert busy_units(slot, taken) == {2, 4}


@pytest.mark.parametrize(
    ("units", "busy", "free", "count"),
    [(1, set(), 1, 1), (1, {1}, None, 0), (3, {1}, 2, 2), (3, {2, 3}, 1, 1), (3, {1, 2, 3}, None, 0), (2, {3}, 1, 2)],
)
def test_the_lowest_free_unit_is_chosen(units: int, busy: set[int], free: int | None, count: int) -> None:
    assert (free_unit(units, busy), free_count(units, busy)) == (free, count)


def test_things_are_counted_and_a_room_is_one() -> None:
    assert [units_of("goods", 3), units_of("goods", None), units_of("space", 3)] == [3, 1, 1]


def test_only_the_booker_is_late() -> None:
    until, late = START - 2 * HOUR, BookingState.LATE_CANCELLED
    assert cancelled_state(by_keeper=False, cancel_until=until, now=until) is BookingState.CANCELLED
    assert cancelled_state(by_keeper=False, cancel_until=until, now=until + timedelta(seconds=1)) is late
    assert cancelled_state(by_keeper=True, cancel_until=until, now=START) is BookingState.CANCELLED


@pytest.mark.parametrize(
    ("to_state", "minutes", "is_time"),
    [
        (BookingState.USED, -31, False),
        (BookingState.USED, -30, True),
        (BookingState.NO_SHOW, -1, False),
        (BookingState.NO_SHOW, 0, True),
        (BookingState.CANCELLED, -1, True),
        (BookingState.LATE_CANCELLED, 0, False),
    ],
)
def test_every_move_has_its_time(to_state: BookingState, minutes: int, is_time: bool) -> None:
    now = START + timedelta(minutes=minutes)
    if is_time:
        check_moment(to_state, START, now)
    else:
        with pytest.raises(NotThenError):
            check_moment(to_state, START, now)


@pytest.mark.parametrize(
    ("days_ago", "until"),
    [
        ([], None),
        ([1, 2], None),
        ([1, 2, 3], 29),
        ([1, 2, 91], 29),
        ([1, 2, 92], None),
        ([30, 31, 32], None),
        ([29, 31, 32], 1),
    ],
)
def test_three_no_shows_in_ninety_days_stop_for_thirty(days_ago: list[int], until: int | None) -> None:
    newest = [NOW - days * DAY for days in days_ago]
    assert banned_until(RULE, newest, NOW) == (None if until is None else NOW + until * DAY)


def test_every_state_and_move_is_in_the_table() -> None:
    ends = {BookingState.USED, BookingState.CANCELLED, BookingState.LATE_CANCELLED}
    for state in BookingState:
        assert state in STATE_NAMES
        assert bool(BOOKING_MOVES.moves_from(state)) is (state not in ends)
        for move in BookingMove:
            assert move in MOVE_NAMES
            if state in ends:
                with pytest.raises(MoveNotAllowedError):
                    BOOKING_MOVES.next(state, move)
