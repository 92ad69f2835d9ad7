"""Promises: until when one cancels freely, how long a place is held for an answer, what missing them leads to. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.volunteering.errors import TooLateToAskError

# Our rule, 24 hours unless the shift says otherwise: time enough for whoever waits to make plans.
CANCEL_HOURS = 24
CANCEL_HOURS_MAX = 168
# Our rule: who got the place only just now (moved up, signed up late) has an hour to think again.
GRACE = timedelta(hours=1)
# Our rule: a place is held for two days at most, and not into the last two hours.
ANSWER_WITHIN = timedelta(hours=48)
ANSWER_BEFORE_START = timedelta(hours=2)
# Our rule: three times not come or given up late within 90 days; then the leader is asked first, for 30 days.
STRIKES = 3
STRIKES_WITHIN = timedelta(days=90)
ASKED_FOR = timedelta(days=30)
# Our rule: who got a waiting list's place less than twelve hours before may have slept or worked and not read it.
SHORT_NOTICE = timedelta(hours=12)
# Our rule: reasons are heard for a week after the shift.
EXCUSE_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standing:
    """How often promises were not kept lately; until ``asked_until`` the leader is asked before a place is given."""

    strikes: int
    asked_until: datetime | None


def free_until(*, starts_at: datetime, cancel_hours: int, placed_at: datetime | None) -> datetime:
    """Return until when a place may be given up without a reason."""
    by_shift = starts_at - timedelta(hours=cancel_hours)
    return by_shift if placed_at is None else min(starts_at, max(by_shift, placed_at + GRACE))


def is_short_notice(
    *, starts_at: datetime, queued_at: datetime, placed_at: datetime | None, own_word_at: datetime | None
) -> bool:
    """Tell whether somebody moved up from the waiting list so late that not coming breaks no promise.

    ``own_word_at`` is when they, or their guardian, last said that they come: a place taken with it is no surprise.
    """
    if placed_at is None or placed_at <= queued_at or placed_at == own_word_at:
        return False
    return starts_at - placed_at < SHORT_NOTICE


def answer_by(starts_at: datetime, *, now: datetime) -> datetime:
    """Return until when a place is held for an answer; raises TooLateToAskError when no time is left for one."""
    end = min(now + ANSWER_WITHIN, starts_at - ANSWER_BEFORE_START)
    if end <= now:
        raise TooLateToAskError
    return end


def standing(strikes: Sequence[datetime], *, now: datetime) -> Standing:
    """Return where somebody stands after these un-excused absences and late cancellations."""
    times = sorted(strikes)
    ends = [
        last + ASKED_FOR
        for first, last in zip(times, times[STRIKES - 1 :], strict=False)
        if last - first <= STRIKES_WITHIN
    ]
    until = max(ends, default=None)
    recent = sum(1 for at in times if now - at <= STRIKES_WITHIN)
    return Standing(recent, until if until is not None and until > now else None)
