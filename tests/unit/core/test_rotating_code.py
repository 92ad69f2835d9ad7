"""The rotating code: RFC 6238's own vectors, one step either way, an hour of expired codes, the limit of tries."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from backend.core.rotating_code import (
    EXPIRED_STEPS,
    STEP_SECONDS,
    TRIES,
    Verdict,
    code_at,
    judge_code,
    valid_until,
)

# RFC 6238, appendix B: the secret of the SHA-1 vectors ("12345678901234567890") in base32.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
NOW = datetime(2026, 11, 24, 1, 0, 10, tzinfo=UTC)
STEP = timedelta(seconds=STEP_SECONDS)


@pytest.mark.parametrize(
    ("seconds", "digits"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_vectors_of_rfc_6238(seconds: int, digits: str) -> None:
    # The RFC prints eight digits; ours are the last six.
    assert code_at(SECRET, datetime.fromtimestamp(seconds, UTC)) == digits[-6:]


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_one_step_either_way_opens(steps: int) -> None:
    assert judge_code(SECRET, code_at(SECRET, NOW + steps * STEP), now=NOW).verdict is Verdict.RIGHT


@pytest.mark.parametrize("steps", [2, 3, EXPIRED_STEPS - 1, EXPIRED_STEPS])
def test_a_code_of_the_last_hour_is_expired(steps: int) -> None:
    assert judge_code(SECRET, code_at(SECRET, NOW - steps * STEP), now=NOW).verdict is Verdict.EXPIRED


@pytest.mark.parametrize("steps", [EXPIRED_STEPS + 1, -2, -3])
def test_an_older_or_future_code_is_wrong(steps: int) -> None:
    assert judge_code(SECRET, code_at(SECRET, NOW - steps * STEP), now=NOW).verdict is Verdict.WRONG


def test_the_last_second_of_a_step_and_the_first_of_the_next() -> None:
    end = valid_until(NOW)
    assert end == datetime(2026, 11, 24, 1, 0, 30, tzinfo=UTC)
    assert code_at(SECRET, end - timedelta(seconds=1)) == code_at(SECRET, NOW)
    assert code_at(SECRET, end) != code_at(SECRET, NOW)


def test_the_code_of_another_shift_is_wrong() -> None:
    other = pyotp.random_base32()
    assert judge_code(SECRET, code_at(other, NOW), now=NOW).verdict is Verdict.WRONG


def test_the_limit_of_tries_ends_with_its_window() -> None:
    assert TRIES.again_at(tries=0, since=None, now=NOW) is None
    assert TRIES.again_at(tries=TRIES.most - 1, since=NOW, now=NOW) is None
    assert TRIES.again_at(tries=TRIES.most, since=NOW, now=NOW + TRIES.window - timedelta(seconds=1)) is not None
    assert TRIES.again_at(tries=TRIES.most, since=NOW, now=NOW + TRIES.window) is None
