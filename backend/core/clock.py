"""The product's time; everything else asks a Clock and never the machine."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

# Shown to people and used for "the day of service"; stored times are UTC.
LOCAL_ZONE = ZoneInfo("Asia/Shanghai")


def local_day(day: date) -> tuple[datetime, datetime]:
    """Return the first moment of a local day and of the next one."""
    start = datetime.combine(day, time.min, LOCAL_ZONE)
    return start, start + timedelta(days=1)


def local_date(moment: datetime) -> date:
    """Return the local day on which a moment is."""
    return moment.astimezone(LOCAL_ZONE).date()


def month_of(moment: datetime) -> date:
    """Return the first day of the local month in which a moment is."""
    return local_date(moment).replace(day=1)


def next_month(day: date) -> date:
    """Return the first day of the month after a day's."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def end_of_day(day: date) -> datetime:
    """Return the moment at which a local day is over."""
    return local_day(day)[1]


class Clock(Protocol):
    """Tells the product's time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's time; the only clock in production."""

    def now(self) -> datetime:
        """Return the machine's present moment in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is moved; for tests and recomputation."""

    def __init__(self, at: datetime) -> None:
        """Start at ``at``, which must be aware."""
        self.at = at

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self.at

    def advance(self, by: timedelta) -> None:
        """Move on by ``by``."""
        self.at += by
