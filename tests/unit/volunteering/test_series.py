"""On which days a series falls, and how places are shared out."""

from datetime import date, timedelta

import pytest

from backend.core.errors import InvalidError
from backend.volunteering.rules.series import OTHERS, plan_days, share_places
from backend.volunteering.types.activities import Every, NewRole, Repeat

WEDNESDAY = date(2026, 9, 30)


def days(repeat: Repeat, first: date = WEDNESDAY) -> list[str]:
    return [f"{day:%m-%d}" for day in plan_days(first, repeat)]


def test_every_week_on_the_day_of_the_first() -> None:
    assert days(Repeat(Every.WEEK, times=3)) == ["09-30", "10-07", "10-14"]


def test_chosen_weekdays_begin_at_the_first_day_not_before_it() -> None:
    wanted = Repeat(Every.WEEK, weekdays=(0, 2, 4), times=4)
    assert days(wanted) == ["09-30", "10-02", "10-05", "10-07"]


def test_every_second_week_counts_weeks_from_monday() -> None:
    assert days(Repeat(Every.WEEK, interval=2, weekdays=(0, 2), times=4)) == ["09-30", "10-12", "10-14", "10-26"]


def test_until_a_day_takes_that_day_in() -> None:
    assert days(Repeat(Every.DAY, interval=2, until=date(2026, 10, 4))) == ["09-30", "10-02", "10-04"]


def test_official_holidays_are_left_out_and_do_not_count() -> None:
    """2026-10-01 to 10-07 is the National Day holiday; a Saturday is no holiday, 10-10 is even worked."""
    assert days(Repeat(Every.WEEK, times=3, skip_holidays=True)) == ["09-30", "10-14", "10-21"]
    saturday = Repeat(Every.WEEK, times=3, skip_holidays=True)
    assert days(saturday, date(2026, 9, 19)) == ["09-19", "10-10", "10-17"]


def test_weekends_stay() -> None:
    assert days(Repeat(Every.DAY, times=3, skip_holidays=True), date(2026, 10, 16)) == ["10-16", "10-17", "10-18"]


@pytest.mark.parametrize(
    "repeat",
    [
        Repeat(Every.DAY),
        Repeat(Every.DAY, times=2, until=WEDNESDAY),
        Repeat(Every.DAY, until=WEDNESDAY + timedelta(days=60)),
        Repeat(Every.DAY, until=WEDNESDAY - timedelta(days=1)),
    ],
)
def test_neither_no_end_nor_two_nor_too_many_nor_none(repeat: Repeat) -> None:
    with pytest.raises(InvalidError):
        plan_days(WEDNESDAY, repeat)


def test_sixty_are_not_too_many() -> None:
    assert len(plan_days(WEDNESDAY, Repeat(Every.DAY, until=WEDNESDAY + timedelta(days=59)))) == 60


def test_who_is_left_is_a_role_of_its_own() -> None:
    nurse = NewRole("测血压", 2)
    assert share_places([nurse], 5) == [nurse, NewRole(OTHERS, 3)]
    assert share_places([nurse], 2) == [nurse]
    assert share_places([], 5) == []


@pytest.mark.parametrize("roles", [[NewRole("测血压", 6)], [NewRole("登记", 1), NewRole("登记", 1)]])
def test_roles_fit_into_the_places_and_have_names_of_their_own(roles: list[NewRole]) -> None:
    with pytest.raises(InvalidError):
        share_places(roles, 5)
