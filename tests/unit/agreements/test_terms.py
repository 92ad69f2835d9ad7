"""Terms of duties as pure decisions: due days, working days, waiting for another duty, what amounts make of a term."""

from datetime import UTC, date, datetime, timedelta

import pytest

from backend.agreements.rules import terms as rules
from backend.agreements.types.agreements import Schedule
from backend.agreements.types.duties import DutyState as D
from backend.agreements.types.duties import TermState as S

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # a Monday, 09:00 in Shanghai


@pytest.mark.parametrize(
    ("schedule", "until_on", "days"),
    [
        (Schedule.ONCE, None, ["2027-01-31"]),
        (Schedule.WEEKLY, "2027-02-14", ["2027-01-31", "2027-02-07", "2027-02-14"]),
        (Schedule.MONTHLY, "2027-04-29", ["2027-01-31", "2027-02-28", "2027-03-31"]),
        (Schedule.MONTHLY, "2027-04-30", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        (Schedule.QUARTERLY, "2027-12-31", ["2027-01-31", "2027-04-30", "2027-07-31", "2027-10-31"]),
    ],
)
def test_a_clause_has_its_due_days(schedule: Schedule, until_on: str | None, days: list[str]) -> None:
    found = rules.term_days(schedule, date(2027, 1, 31), date.fromisoformat(until_on) if until_on else None)
    assert [day.isoformat() for day in found] == days


def test_a_day_off_moves_to_the_next_working_day() -> None:
    assert rules.last_day(date(2026, 10, 1)) == date(2026, 10, 8)
    assert rules.last_day(date(2026, 12, 5)) == date(2026, 12, 7)
    assert rules.last_day(date(2026, 12, 4)) == date(2026, 12, 4)


def test_the_reminder_comes_three_working_days_before() -> None:
    assert rules.first_step(date(2026, 12, 1), NOW) == datetime(2026, 11, 26, 1, 0, tzinfo=UTC)


def test_nobody_is_overdue_sooner_than_three_working_days_after_being_told() -> None:
    assert rules.first_step(date(2026, 11, 20), NOW) == datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
    assert rules.overdue_moment(date(2026, 12, 1), NOW) == datetime(2026, 12, 1, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(("accepted", "state"), [(0, S.OPEN), (3, S.PARTLY), (4, S.ACCEPTED)])
def test_amounts_decide_what_a_term_in_time_is(accepted: int, state: S) -> None:
    assert rules.decide_state(amount=4, accepted=accepted) is state


@pytest.mark.parametrize(
    ("states", "duty"),
    [
        ((), D.IN_FORCE),
        ((S.ACCEPTED, S.OPEN), D.IN_FORCE),
        ((S.ACCEPTED, S.EXCUSED), D.DONE),
        ((S.ACCEPTED, S.GIVEN_UP), D.ENDED),
    ],
)
def test_a_duty_is_done_once_nothing_is_left_and_nothing_was_given_up(states: tuple[S, ...], duty: D) -> None:
    assert rules.decide_duty(states) is duty


@pytest.mark.parametrize(
    ("measure", "minutes", "points", "most"),
    [("小时", 119, None, 2), ("分钟", 119, None, 119), ("积分", None, 30, 30), ("次", 119, None, None)],
)
def test_a_thing_shows_no_more_than_it_is(
    measure: str, minutes: int | None, points: int | None, most: int | None
) -> None:
    assert rules.amount_shown(measure, minutes=minutes, points=points) == most


def test_a_term_waits_for_what_comes_before_it() -> None:
    day = date(2026, 12, 1)
    week = timedelta(weeks=1)
    assert rules.must_wait([(day, S.OPEN), (day + week, S.OPEN)], day)
    assert not rules.must_wait([(day, S.ACCEPTED), (day + week, S.OPEN)], day)
    assert not rules.must_wait([(day, S.EXCUSED)], day)
    # It comes no more.
    assert not rules.must_wait([(day, S.GIVEN_UP)], day)
    # Nothing of the earlier one is due by then: still its first term comes first.
    assert rules.must_wait([(day + week, S.OPEN)], day)
    assert not rules.must_wait([], day)
