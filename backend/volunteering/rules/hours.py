"""Time: what a shift's times may be, when one may check in and out, and the minutes that count."""

from datetime import datetime, timedelta

from backend.core.amounts import Minutes
from backend.core.errors import InvalidError
from backend.volunteering.errors import TooEarlyError, TooLateError

SHIFT_LENGTH_MAX = timedelta(hours=24)
CHECK_IN_BEFORE = timedelta(minutes=30)
CHECK_AFTER = timedelta(minutes=60)
# Our rule: half a day's work; a longer shift has its leader near a network in between. A CHECK counts its steps.
CODES_AHEAD = timedelta(hours=4)


def check_shift_times(starts_at: datetime, ends_at: datetime, *, now: datetime) -> None:
    """Raise InvalidError unless the shift lies ahead, ends after it starts and lasts at most 24 hours."""
    if starts_at <= now:
        raise InvalidError({"starts_at": ["开始时间须在现在之后"]})
    if ends_at <= starts_at:
        raise InvalidError({"ends_at": ["结束时间须在开始时间之后"]})
    if ends_at - starts_at > SHIFT_LENGTH_MAX:
        raise InvalidError({"ends_at": ["一场活动最长24小时"]})


def check_in_window(starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    """Return the first and last moment at which the code opens."""
    return starts_at - CHECK_IN_BEFORE, ends_at + CHECK_AFTER


def check_in_time(starts_at: datetime, ends_at: datetime, *, now: datetime) -> None:
    """Raise TooEarlyError or TooLateError outside of the window."""
    opens, closes = check_in_window(starts_at, ends_at)
    if now < opens:
        raise TooEarlyError("活动开始前30分钟起可以签到")
    if now > closes:
        raise TooLateError("活动结束60分钟后不能再签到签退")


def codes_window(starts_at: datetime, ends_at: datetime, *, now: datetime) -> tuple[datetime, datetime]:
    """Return from when to when (both included) codes are handed out now; raises TooEarlyError, TooLateError."""
    check_in_time(starts_at, ends_at, now=now)
    _, closes = check_in_window(starts_at, ends_at)
    return now, min(closes, now + CODES_AHEAD - timedelta(seconds=30))


def check_out_time(starts_at: datetime, ends_at: datetime, *, now: datetime) -> None:
    """Raise TooEarlyError before the start (nothing served yet) or TooLateError after the window."""
    if now < starts_at:
        raise TooEarlyError("活动还没有开始，开始后才能签退")
    check_in_time(starts_at, ends_at, now=now)


def minutes_served(*, came: datetime, left: datetime, starts_at: datetime, ends_at: datetime) -> Minutes:
    """Return the whole minutes of presence within the planned time; coming early or staying on doesn't count."""
    served = min(left, ends_at) - max(came, starts_at)
    return Minutes(max(0, int(served.total_seconds()) // 60))
