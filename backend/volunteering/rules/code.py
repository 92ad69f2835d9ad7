"""The rotating code of a shift (RFC 6238: HMAC-SHA1, 30 s, 6 digits). It keeps no secret and counts no try."""

import hmac
from datetime import datetime, timedelta
from enum import StrEnum

import pyotp

from backend.core.tries import TryLimit

STEP_SECONDS = 30
# RFC 6238, section 5.2: one step either way for a slow network and a phone's clock.
STEPS_EITHER_WAY = 1
# A code from the last hour is told apart from a wrong one, so that people know to look at the new one.
EXPIRED_STEPS = 3600 // STEP_SECONDS
# With three codes open at a time, 5 guesses in 10 minutes find one in about 1 of 66,000 tries of this kind.
TRIES = TryLimit(5, timedelta(minutes=10))
QR_PREFIX = "sangong:shift:"


class Verdict(StrEnum):
    """What a code given at a moment is."""

    RIGHT = "right"
    EXPIRED = "expired"
    WRONG = "wrong"


def code_at(secret: str, moment: datetime) -> str:
    """Return the six digits shown at ``moment``; ``secret`` is base32."""
    return _totp(secret).at(moment)


def valid_until(moment: datetime) -> datetime:
    """Return when the code shown at ``moment`` is followed by the next."""
    step = int(moment.timestamp()) // STEP_SECONDS + 1
    return datetime.fromtimestamp(step * STEP_SECONDS, moment.tzinfo)


def judge_code(secret: str, given: str, moment: datetime) -> Verdict:
    """Tell whether ``given`` opens at ``moment``, did within the last hour, or never did."""
    totp = _totp(secret)
    for offset in range(-STEPS_EITHER_WAY, STEPS_EITHER_WAY + 1):
        if _same(totp.at(moment, counter_offset=offset), given):
            return Verdict.RIGHT
    for offset in range(STEPS_EITHER_WAY + 1, EXPIRED_STEPS + 1):
        if _same(totp.at(moment, counter_offset=-offset), given):
            return Verdict.EXPIRED
    return Verdict.WRONG


def _totp(secret: str) -> pyotp.TOTP:
    return pyotp.TOTP(secret, interval=STEP_SECONDS)


def _same(expected: str, given: str) -> bool:
    return hmac.compare_digest(expected.encode(), given.encode())
