"""Terms of duties as pure decisions: due days, working days, waiting for another duty, what amounts make of a term."""

from datetime import UTC, date, datetime, timedelta

import pytest

from backend.agreements.rules import terms as rules
from backend.agreements.types.agreements import Schedule
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


@pytest.mark.parametrize(
    ("accepted", "is_waiting", "state"),
    [(0, False, S.OPEN), (3, False, S.PARTLY), (4, False, S.ACCEPTED), (3, True, S.SUBMITTED), (0, True, S.SUBMITTED)],
)
def test_amounts_decide_what_a_term_is(accepted: int, is_waiting: bool, state: S) -> None:
    assert rules.decide_state(amount=4, accepted=accepted, is_waiting=is_waiting) is state


def test_a_term_waits_for_what_comes_before_it() -> None:
    day = date(2026, 12, 1)
    week = timedelta(weeks=1)
    assert rules.must_wait([(day, S.OPEN), (day + week, S.OPEN)], day)
    assert not rules.must_wait([(day, S.ACCEPTED), (day + week, S.OPEN)], day)
    assert not rules.must_wait([(day, S.EXCUSED)], day)
    # Nothing of the earlier one is due by then: still its first term comes first.
    assert rules.must_wait([(day + week, S.OPEN)], day)
    assert not rules.must_wait([], day)
