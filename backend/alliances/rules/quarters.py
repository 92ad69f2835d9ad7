"""Quarters: a quarter is named by its first day; its statements are due on the 10th after it."""

from datetime import date, datetime, time

from backend.core.clock import LOCAL_ZONE, next_month

MONTHS = 3
# 澄城县 (real_list_facts, chengcheng): 下达 on the 10th, 汇总通报 on the next 10th, 点评 each quarter.
RHYTHM_DAY = 10
# Our rule: in the morning, when the desk is there to answer questions.
STATEMENTS_AT = time(8)


def quarter_of(day: date) -> date:
    """Return the first day of the quarter in which a day is."""
    return date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)


def next_quarter(quarter: date) -> date:
    """Return the first day of the quarter after."""
    return next_month(next_month(next_month(quarter)))


def previous_quarter(quarter: date) -> date:
    """Return the first day of the quarter before."""
    return date(quarter.year - (quarter.month == 1), (quarter.month - MONTHS - 1) % 12 + 1, 1)


def quarter_name(quarter: date) -> str:
    """Return 2026年第四季度."""
    return f"{quarter.year}年第{'一二三四'[(quarter.month - 1) // MONTHS]}季度"


def moments_of(quarter: date) -> tuple[datetime, datetime]:
    """Return the first moment of a quarter and of the next one."""
    first, past = quarter, next_quarter(quarter)
    return datetime.combine(first, time.min, LOCAL_ZONE), datetime.combine(past, time.min, LOCAL_ZONE)


def statements_due(quarter: date) -> datetime:
    """Return when a quarter's statements are made."""
    return datetime.combine(next_quarter(quarter).replace(day=RHYTHM_DAY), STATEMENTS_AT, LOCAL_ZONE)


def last_to_state(now: datetime) -> date:
    """Return the newest quarter whose statements are due by now."""
    quarter = quarter_of(now.astimezone(LOCAL_ZONE).date())
    before = previous_quarter(quarter)
    return before if statements_due(before) <= now else previous_quarter(before)
