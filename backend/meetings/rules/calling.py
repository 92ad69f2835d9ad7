"""When a meeting may be, and of what kind with whose seats: pure."""

from datetime import date, datetime, timedelta

from backend.core.clock import local_date
from backend.core.errors import InvalidError
from backend.core.working_days import end_of_notice
from backend.meetings.errors import MeetingTooEarlyError, NoticeTooShortError
from backend.meetings.rules.thresholds import AHEAD_MAX, NOTICE, OPENS_BEFORE
from backend.meetings.types import Audience, Basis, Kind, NewMeeting

# Our rule: the day before it is told again, the day after the desk is asked.
REMIND_BEFORE = timedelta(days=1)


def check_call(new: NewMeeting, now: datetime) -> None:
    """Raise InvalidError where kind and seats do not go together, NoticeTooShortError where people hear too late."""
    is_lawful = new.kind is Kind.RESIDENTS
    if is_lawful is (new.basis is Basis.INVITED):
        raise InvalidError({"basis": ["居民会议请选择谁来参加；其他会议按邀请范围"]})
    if is_lawful and new.audience.rule is not Audience.ALL:
        raise InvalidError({"audience": ["居民会议面向全体居民"]})
    if not is_lawful and new.demand_id is not None:
        raise InvalidError({"demand_id": ["居民提议的是居民会议"]})
    earliest = end_of_notice(now, NOTICE.value)
    if new.starts_at < earliest:
        raise NoticeTooShortError(earliest_on=local_date(earliest).isoformat(), days=NOTICE.value)
    if new.starts_at > now + timedelta(days=AHEAD_MAX.value):
        raise InvalidError({"starts_at": [f"最早提前{AHEAD_MAX.value}天通知"]})


def remind_at(starts_at: datetime, now: datetime) -> datetime | None:
    """Return when whoever has a seat is reminded; the notice leaves at least a day."""
    at = starts_at - REMIND_BEFORE
    return at if at > now else None


def missed_at(starts_at: datetime) -> datetime:
    """Return when the desk is asked what became of a meeting that nobody opened."""
    return starts_at + REMIND_BEFORE


def check_opening(starts_at: datetime, now: datetime) -> None:
    """Raise MeetingTooEarlyError long before the time that people were told."""
    if now < starts_at - timedelta(minutes=OPENS_BEFORE.value):
        raise MeetingTooEarlyError(starts_at=starts_at.isoformat())


def day_of(starts_at: datetime) -> date:
    """Return the day on which age counts: the meeting's, so that a day's birthday is in."""
    return local_date(starts_at)
