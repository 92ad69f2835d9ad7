"""Working days of the official calendar (library chinesecalendar); it knows no notice period of its own."""

from datetime import date, datetime, timedelta

import chinese_calendar

from backend.core.clock import end_of_day, local_date

_TICK = timedelta(microseconds=1)


def is_working_day(day: date) -> bool:
    """Tell whether ``day`` is worked in China; beyond the library's years, weekdays count."""
    known = _official(day)
    return day.weekday() < 5 if known is None else not known[0]


def has_official_calendar(day: date) -> bool:
    """Tell whether the State Council's holidays of that year are known."""
    return _official(day) is not None


def is_official_holiday(day: date) -> bool:
    """Tell whether the State Council's calendar gives the day off for a holiday, not for a weekend alone.

    Beyond the library's years no day is one: ``has_official_calendar`` tells.
    """
    is_free, name = _official(day) or (False, None)
    return is_free and name is not None


def _official(day: date) -> tuple[bool, str | None] | None:
    """Return whether the day is off and of which holiday it is a part; None beyond the library's years."""
    try:
        is_free, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return None
    return bool(is_free), name


def last_day_before(moment: datetime) -> date:
    """Return the last local day of a span that is over at ``moment``."""
    return local_date(moment - _TICK)


def year_without_calendar(until: datetime) -> int | None:
    """Return the year in which a span that is over at ``until`` ends, where its holidays are not known."""
    last = last_day_before(until)
    return None if has_official_calendar(last) else last.year


def working_days_left(now: datetime, until: datetime) -> int:
    """Return how many working days a span that is over at ``until`` still has, today among them."""
    first, last = local_date(now), last_day_before(until)
    return sum(is_working_day(first + timedelta(days=n)) for n in range((last - first).days + 1))


def add_working_days(start: date, days: int) -> date:
    """Return the ``days``-th working day after ``start`` (2025-09-29 + 3 = 2025-10-10)."""
    day = start
    for _ in range(days):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def end_of_notice(start: datetime, days: int) -> datetime:
    """Return the moment a notice of ``days`` working days is over: the end of its last day, local time."""
    last = add_working_days(local_date(start), days)
    return end_of_day(last)
