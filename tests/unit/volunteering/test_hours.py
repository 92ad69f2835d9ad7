"""Times: a shift's own, the window of the code, and the minutes that count."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.errors import InvalidError
from backend.volunteering.errors import TooEarlyError, TooLateError
from backend.volunteering.rules.hours import (
    check_in_time,
    check_in_window,
    check_out_time,
    check_shift_times,
    minutes_served,
)

START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
END = START + timedelta(hours=2)


def minutes(came: float, left: float) -> int:
    """Return what counts of coming and leaving so many minutes after the start."""
    return minutes_served(
        came=START + timedelta(minutes=came),
        left=START + timedelta(minutes=left),
        starts_at=START,
        ends_at=END,
    )


@pytest.mark.parametrize(
    ("came", "left", "counted"),
    [
        (0, 120, 120),
        (-30, 120, 120),  # coming early doesn't count
        (0, 175, 120),  # nor does staying on
        (-30, 175, 120),
        (10, 60, 50),
        (0.5, 60, 59),  # whole minutes
        (0, 59.99, 59),
        (0, 0.5, 0),
        (-20, -10, 0),
        (130, 140, 0),  # came when it was over
    ],
)
def test_minutes_within_the_planned_time(came: float, left: float, counted: int) -> None:
    assert minutes(came, left) == counted


@given(came=st.integers(-1800, 10_800), stay=st.integers(0, 10_800))
def test_minutes_never_exceed_presence_nor_plan(came: int, stay: int) -> None:
    counted = minutes(came / 60, (came + stay) / 60)
    assert 0 <= counted <= min(120, stay // 60)


def test_a_shift_lies_ahead_and_lasts_at_most_a_day() -> None:
    now = START - timedelta(days=1)
    check_shift_times(START, END, now=now)
    check_shift_times(START, START + timedelta(hours=24), now=now)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "field"),
    [
        (START, END, "starts_at"),
        (START + timedelta(hours=1), START + timedelta(hours=1), "ends_at"),
        (START + timedelta(hours=2), START + timedelta(hours=1), "ends_at"),
        (START + timedelta(hours=1), START + timedelta(hours=25, seconds=1), "ends_at"),
    ],
)
def test_a_shift_of_wrong_times(starts_at: datetime, ends_at: datetime, field: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        check_shift_times(starts_at, ends_at, now=START)
    assert list(refusal.value.extras["errors"]) == [field]


def test_the_window_of_the_code() -> None:
    opens, closes = check_in_window(START, END)
    assert (START - opens, closes - END) == (timedelta(minutes=30), timedelta(minutes=60))
    check_in_time(START, END, now=opens)
    check_in_time(START, END, now=closes)
    with pytest.raises(TooEarlyError):
        check_in_time(START, END, now=opens - timedelta(seconds=1))
    with pytest.raises(TooLateError):
        check_in_time(START, END, now=closes + timedelta(seconds=1))


def test_nobody_leaves_before_the_start() -> None:
    with pytest.raises(TooEarlyError):
        check_out_time(START, END, now=START - timedelta(seconds=1))
    check_out_time(START, END, now=START)
    with pytest.raises(TooLateError):
        check_out_time(START, END, now=END + timedelta(minutes=61))
