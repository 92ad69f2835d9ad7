"""Codes seen without a network: they must fit the moment that the phone tells, and say nothing of any other."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.core.rotating_code import STEP_SECONDS, Verdict, code_at, judge_code, step_at

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
NOW = datetime(2026, 11, 24, 9, 0, 10, tzinfo=UTC)
SEEN = NOW - timedelta(hours=7)
STEP = timedelta(seconds=STEP_SECONDS)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_within_a_step_of_the_moment_it_is_right_and_late(steps: int) -> None:
    seen = judge_code(SECRET, code_at(SECRET, SEEN + steps * STEP), now=NOW, seen_at=SEEN)
    assert (seen.verdict, seen.at, seen.is_late) == (Verdict.RIGHT, SEEN, True)
    assert seen.step == step_at(SEEN) + steps


@pytest.mark.parametrize("steps", [2, -3, 200])
def test_a_code_of_another_moment_is_not(steps: int) -> None:
    assert judge_code(SECRET, code_at(SECRET, SEEN + steps * STEP), now=NOW, seen_at=SEEN).verdict is not Verdict.RIGHT


def test_what_opens_now_is_in_time_whatever_the_phone_says() -> None:
    for seen_at in (SEEN, NOW + timedelta(hours=1), None):
        seen = judge_code(SECRET, code_at(SECRET, NOW), now=NOW, seen_at=seen_at)
        assert (seen.verdict, seen.at, seen.is_late) == (Verdict.RIGHT, NOW, False)


def test_a_phone_ahead_of_time_sees_no_future_code() -> None:
    later = NOW + timedelta(minutes=5)
    assert judge_code(SECRET, code_at(SECRET, later), now=NOW, seen_at=later).verdict is Verdict.WRONG
