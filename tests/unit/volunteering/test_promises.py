"""Until when one cancels freely, how long an answer is waited for, what three broken promises lead to."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.volunteering.errors import TooLateToAskError
from backend.volunteering.rules.promises import answer_by, free_until, standing

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def test_free_until_the_shifts_hours_before() -> None:
    start = NOW + timedelta(days=3)
    assert free_until(starts_at=start, cancel_hours=24, placed_at=NOW) == start - timedelta(hours=24)


def test_who_got_the_place_late_has_an_hour_but_not_past_the_start() -> None:
    start = NOW + timedelta(hours=3)
    assert free_until(starts_at=start, cancel_hours=24, placed_at=NOW) == NOW + timedelta(hours=1)
    assert free_until(starts_at=start, cancel_hours=24, placed_at=start - timedelta(minutes=5)) == start


def test_an_answer_is_waited_for_two_days_and_not_into_the_last_two_hours() -> None:
    assert answer_by(NOW + timedelta(days=9), now=NOW) == NOW + timedelta(hours=48)
    assert answer_by(NOW + timedelta(hours=5), now=NOW) == NOW + timedelta(hours=3)
    with pytest.raises(TooLateToAskError):
        answer_by(NOW + timedelta(hours=2), now=NOW)


@pytest.mark.parametrize(
    ("days", "strikes", "asked_for_days"),
    [
        ([], 0, None),
        ([1, 2], 2, None),
        ([1, 2, 3], 3, 29),
        ([90, 40, 10], 3, 20),
        ([100, 40, 10], 2, 20),  # 90 days between the first and the last of three
        ([101, 40, 10], 2, None),
        ([40, 35, 31], 3, None),  # the 30 days are over
        ([60, 50, 40, 5], 4, 25),
    ],
)
def test_three_within_ninety_days_for_thirty(days: list[int], strikes: int, asked_for_days: int | None) -> None:
    found = standing([ago(day) for day in days], now=NOW)
    until = None if asked_for_days is None else NOW + timedelta(days=asked_for_days)
    assert (found.strikes, found.asked_until) == (strikes, until)
