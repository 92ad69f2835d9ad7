"""Quarters and the monthly rhythm."""

from datetime import date, datetime

import pytest

from backend.alliances.errors import AmountDoneError
from backend.alliances.rules import quarters, rhythm
from backend.alliances.types import Answer, Outcome
from backend.core.clock import LOCAL_ZONE


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LOCAL_ZONE)  # type: ignore[arg-type]  # year, month, day and hour


@pytest.mark.parametrize(
    ("day", "quarter", "before", "after"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2025, 10, 1), date(2026, 4, 1)),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 1, 1), date(2026, 7, 1)),
        (date(2026, 9, 15), date(2026, 7, 1), date(2026, 4, 1), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 7, 1), date(2027, 1, 1)),
    ],
)
def test_quarters_follow_each_other(day: date, quarter: date, before: date, after: date) -> None:
    assert quarters.quarter_of(day) == quarter
    assert (quarters.previous_quarter(quarter), quarters.next_quarter(quarter)) == (before, after)
    assert quarters.moments_of(quarter) == (
        local(quarter.year, quarter.month, 1, 0),
        local(after.year, after.month, 1, 0),
    )


def test_a_quarter_is_stated_on_the_tenth_after_it() -> None:
    assert quarters.quarter_name(date(2026, 10, 1)) == "2026年第四季度"
    assert quarters.last_to_state(local(2027, 1, 10, 7)) == date(2026, 7, 1)
    assert quarters.last_to_state(local(2027, 1, 10, 8)) == date(2026, 10, 1)
    assert quarters.last_to_state(local(2027, 3, 31, 23)) == date(2026, 10, 1)


def test_a_month_is_issued_and_told_on_tenths_and_no_gap_is_between_two() -> None:
    month = date(2026, 12, 1)
    assert rhythm.issue_of(month) == local(2026, 12, 10, 14)
    assert rhythm.telling_of(month) == local(2027, 1, 10, 12)
    assert rhythm.figures_of(month) < rhythm.telling_of(month) < rhythm.issue_of(date(2027, 1, 1))
    assert rhythm.span_of(month)[1] == rhythm.span_of(date(2027, 1, 1))[0]
    assert [rhythm.ends_quarter(date(2026, number, 1)) for number in (3, 4, 12)] == [True, False, True]


def test_what_is_written_after_the_list_went_out_is_for_the_next_month() -> None:
    assert rhythm.month_to_write(local(2026, 12, 10, 13)) == date(2026, 12, 1)
    assert rhythm.month_to_write(local(2026, 12, 10, 14)) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("outcome", "done"),
    [(Outcome.DONE, 9), (Outcome.DONE, 11), (Outcome.PARTLY, 0), (Outcome.PARTLY, 10), (Outcome.NOT_DONE, 1)],
)
def test_what_was_done_fits_what_is_said_of_it(outcome: Outcome, done: int) -> None:
    with pytest.raises(AmountDoneError):
        rhythm.decide_answer(Answer(date(2026, 12, 1), outcome, done, ""), 10)


@pytest.mark.parametrize(("outcome", "done"), [(Outcome.DONE, 10), (Outcome.PARTLY, 9), (Outcome.NOT_DONE, 0)])
def test_an_answer_that_fits_is_taken(outcome: Outcome, done: int) -> None:
    answer = Answer(date(2026, 12, 1), outcome, done, "")
    assert rhythm.decide_answer(answer, 10) is answer
