"""A rotating code on one phone for others to type (RFC 6238: HMAC-SHA1, 30 s, 6 digits). It counts no try."""

import base64
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import pyotp

from backend.core.tries import TryLimit

STEP_SECONDS = 30
# RFC 6238, section 5.2: one step either way for a slow network and a phone's clock.
STEPS_EITHER_WAY = 1
# A code from the last hour is told apart from a wrong one, so that people know to look at the new one.
EXPIRED_STEPS = 3600 // STEP_SECONDS
# Three codes are open now and three at the moment that a phone claims: 5 guesses in 10 minutes find one in about 1 of
# 33,000 tries of this kind.
TRIES = TryLimit(5, timedelta(minutes=10))
SECRET_BYTES = 20  # RFC 4226, section 4, R6: 160 bits


class Verdict(StrEnum):
    """What a code given at a moment is."""

    RIGHT = "right"
    EXPIRED = "expired"
    WRONG = "wrong"


def new_secret() -> str:
    """Return the secret of a series of codes, in base32."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def code_at(secret: str, moment: datetime) -> str:
    """Return the six digits shown at ``moment``; ``secret`` is base32."""
    return _totp(secret).at(moment)


def valid_until(moment: datetime) -> datetime:
    """Return when the code shown at ``moment`` is followed by the next."""
    step = int(moment.timestamp()) // STEP_SECONDS + 1
    return datetime.fromtimestamp(step * STEP_SECONDS, moment.tzinfo)


def codes_between(secret: str, first_step: int, last_step: int) -> list[str]:
    """Return the codes of these steps, both included."""
    totp = _totp(secret)
    return [totp.generate_otp(step) for step in range(first_step, last_step + 1)]


def step_begins(moment: datetime) -> datetime:
    """Return when the code shown at ``moment`` began to be shown."""
    return valid_until(moment) - timedelta(seconds=STEP_SECONDS)


def step_at(moment: datetime) -> int:
    """Return the number of the step in which ``moment`` lies, counted from 1970."""
    return int(moment.timestamp()) // STEP_SECONDS


@dataclass(frozen=True, slots=True)
class Seen:
    """What a code given is: ``at`` is when it was seen, ``step`` whose code it is, known where it is right."""

    verdict: Verdict
    at: datetime
    step: int = 0
    is_late: bool = False


def judge_code(secret: str, given: str, *, now: datetime, seen_at: datetime | None = None) -> Seen:
    """Tell what ``given`` is now, or was when a phone without a network saw it (``seen_at``, corrected by that phone).

    A code that opens now arrived in time, whatever the phone says. How long ago may be is the caller's to decide.
    """
    step = _step_of(secret, given, now)
    if step is not None:
        return Seen(Verdict.RIGHT, now, step)
    at = now if seen_at is None else min(seen_at, now)
    if at < now:
        step = _step_of(secret, given, at)
        if step is not None:
            return Seen(Verdict.RIGHT, at, step, is_late=True)
    return Seen(Verdict.EXPIRED if _is_expired(secret, given, at) else Verdict.WRONG, at)


def _step_of(secret: str, given: str, moment: datetime) -> int | None:
    """Return the step, within one of the moment's, whose code is ``given``."""
    totp = _totp(secret)
    for offset in range(-STEPS_EITHER_WAY, STEPS_EITHER_WAY + 1):
        if _same(totp.at(moment, counter_offset=offset), given):
            return step_at(moment) + offset
    return None


def _is_expired(secret: str, given: str, moment: datetime) -> bool:
    """Tell whether ``given`` was shown within the hour before."""
    totp = _totp(secret)
    offsets = range(STEPS_EITHER_WAY + 1, EXPIRED_STEPS + 1)
    return any(_same(totp.at(moment, counter_offset=-offset), given) for offset in offsets)


def _totp(secret: str) -> pyotp.TOTP:
    return pyotp.TOTP(secret, interval=STEP_SECONDS)


def _same(expected: str, given: str) -> bool:
    return hmac.compare_digest(expected.encode(), given.encode())
