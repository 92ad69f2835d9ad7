"""On which days a repeating shift falls, and how its places are shared out. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from backend.core.clock import LOCAL_ZONE
from backend.core.errors import InvalidError
from backend.core.working_days import is_official_holiday
from backend.volunteering.types.activities import Every, NewRole, Repeat

# Our rule: more than a year of weekly shifts is planned anew, when it is known who still comes.
SHIFTS_MAX = 60
INTERVAL_MAX = 12
# Our rule: nobody plans further ahead; it also ends the search where every chosen day is a holiday.
HORIZON = timedelta(days=800)
OTHERS = "其他志愿者"


def plan_days(first: date, repeat: Repeat) -> list[date]:
    """Return the days of a series, ``first`` or the next chosen day on; raises InvalidError (none, or more than 60)."""
    if (repeat.until is None) == (repeat.times is None):
        raise InvalidError({"repeat.until": ["请填写结束日期或者次数，填一项就好"]})
    most = repeat.times or SHIFTS_MAX + 1
    days: list[date] = []
    for day in _chosen(first, repeat):
        if (repeat.until is not None and day > repeat.until) or len(days) == most:
            break
        if not (repeat.skip_holidays and is_official_holiday(day)):
            days.append(day)
    if len(days) > SHIFTS_MAX:
        raise InvalidError({"repeat.until": [f"一次最多安排{SHIFTS_MAX}场，请缩短时间"]})
    if not days:
        raise InvalidError({"repeat.until": ["这段时间里没有可以安排的日子"]})
    return days


def _chosen(first: date, repeat: Repeat) -> Iterator[date]:
    """Yield the days that the step and the weekdays lead to, holidays and all."""
    if repeat.every is Every.DAY:
        for days in range(0, HORIZON.days, repeat.interval):
            yield first + timedelta(days=days)
        return
    monday = first - timedelta(days=first.weekday())
    weekdays = sorted(set(repeat.weekdays)) or [first.weekday()]
    for weeks in range(0, HORIZON.days // 7, repeat.interval):
        for weekday in weekdays:
            day = monday + timedelta(weeks=weeks, days=weekday)
            if day >= first:
                yield day


def on_day(day: date, first: datetime) -> datetime:
    """Return the moment of ``day`` at the local time of ``first``."""
    return datetime.combine(day, first.astimezone(LOCAL_ZONE).time(), LOCAL_ZONE)


def day_name(moment: datetime) -> str:
    """Return a moment's local day as people write it: 11月25日."""
    local = moment.astimezone(LOCAL_ZONE)
    return f"{local.month}月{local.day}日"


def share_places(roles: Sequence[NewRole], places: int) -> list[NewRole]:
    """Return the roles with one for whoever is left, so that their places add up to the shift's.

    Raises InvalidError where they want more, or two have one name.
    """
    if not roles:
        return []
    names = [role.name for role in roles]
    if len(set(names)) < len(names):
        raise InvalidError({"roles": ["岗位名称不能重复"]})
    left = places - sum(role.places for role in roles)
    if left < 0:
        raise InvalidError({"roles": [f"各岗位人数加起来不能超过{places}人"]})
    return [*roles, NewRole(OTHERS, left)] if left else list(roles)
