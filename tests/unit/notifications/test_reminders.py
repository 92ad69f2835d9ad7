"""When to remind of a shift, and in which words."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.core.ids import new_id
from backend.notifications.rules.reminders import (
    day_in_words,
    is_timely,
    reminder_data,
    reminder_draft,
    reminder_moments,
)
from backend.notifications.types import ShiftPlace, When

# Wednesday 2026-11-25, 14:00 in Shanghai.
STARTS = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # 19:00
HOUR = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def place(title: str = "周末河道清洁", where: str = "三号桥东侧") -> ShiftPlace:
    return ShiftPlace(new_id(), new_id(), new_id(), title, where, STARTS)


@pytest.mark.parametrize(
    ("now", "moments"),
    [
        (EVENING - timedelta(days=3), {When.EVENING: EVENING, When.HOUR: HOUR}),
        (EVENING - SECOND, {When.EVENING: EVENING, When.HOUR: HOUR}),
        (EVENING, {When.HOUR: HOUR}),
        (HOUR - SECOND, {When.HOUR: HOUR}),
        (HOUR, {}),
        (STARTS, {}),
    ],
)
def test_what_is_past_is_not_reminded_of(now: datetime, moments: dict[When, datetime]) -> None:
    assert reminder_moments(STARTS, now) == moments


def test_of_two_that_are_late_only_the_nearer_one_is_timely() -> None:
    assert is_timely(When.EVENING, STARTS, HOUR - SECOND)
    assert not is_timely(When.EVENING, STARTS, HOUR)
    assert is_timely(When.HOUR, STARTS, STARTS - SECOND)
    assert not is_timely(When.HOUR, STARTS, STARTS)


def test_an_early_shift_is_reminded_of_on_the_local_evening_before() -> None:
    at_seven = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)  # 2026-11-25 07:00 in Shanghai
    moments = reminder_moments(at_seven, datetime(2026, 11, 20, tzinfo=UTC))
    assert moments[When.EVENING] == EVENING


@pytest.mark.parametrize(
    ("now", "words"),
    [(HOUR, "今天14:00"), (EVENING, "明天14:00"), (EVENING - timedelta(days=2), "11月25日14:00")],
)
def test_days_are_said_as_people_say_them(now: datetime, words: str) -> None:
    assert day_in_words(STARTS, now) == words


def test_the_inbox_tells_when_and_where() -> None:
    draft = reminder_draft(place(), EVENING)
    assert draft.title == "活动快开始了：周末河道清洁"
    assert draft.text.startswith("明天14:00开始，地点：三号桥东侧。")


def test_wechats_fields_keep_to_their_limits() -> None:
    data = reminder_data(place("很" * 60, "远" * 60))
    assert data["time2"] == "2026年11月25日 14:00"
    assert all(0 < len(data[key]) <= 20 for key in ("thing1", "thing3", "thing4"))
