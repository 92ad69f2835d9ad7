"""When a shift's two reminders are due and what they say."""

from datetime import date, datetime, time, timedelta

from backend.core.clock import LOCAL_ZONE, local_date
from backend.infra.wechat import fit_moment, fit_thing
from backend.notifications.types import Draft, ShiftPlace, When

EVENING = time(19, 0)
BEFORE_START = timedelta(hours=1)


def reminder_moments(starts_at: datetime, now: datetime) -> dict[When, datetime]:
    """Return when to remind of a shift: the evening before and one hour before, as far as that is to come."""
    day_before = local_date(starts_at) - timedelta(days=1)
    moments = {
        When.EVENING: datetime.combine(day_before, EVENING, LOCAL_ZONE),
        When.HOUR: starts_at - BEFORE_START,
    }
    return {when: at for when, at in moments.items() if at > now}


def is_timely(when: When, starts_at: datetime, now: datetime) -> bool:
    """Tell whether a reminder still says something: not after the start, nor the evening's once the hour's is due."""
    return now < (starts_at - BEFORE_START if when is When.EVENING else starts_at)


def day_in_words(moment: datetime, now: datetime) -> str:
    """Return a moment as people say it: 今天14:00, 明天09:30, 11月25日09:30."""
    local = moment.astimezone(LOCAL_ZONE)
    return f"{_day(local.date(), local_date(now))}{local:%H:%M}"


def _day(day: date, today: date) -> str:
    if day == today:
        return "今天"
    if day == today + timedelta(days=1):
        return "明天"
    return f"{day.month}月{day.day}日"


def reminder_draft(place: ShiftPlace, now: datetime) -> Draft:
    """Return the inbox message of a reminder."""
    text = f"{day_in_words(place.starts_at, now)}开始，地点：{place.place}。到场后请扫带队人的签到码。"
    return Draft(place.member_id, f"活动快开始了：{place.title}", text, ("shift", place.shift_id))


def reminder_data(place: ShiftPlace) -> dict[str, str]:
    """Return the fields of WeChat's template 活动开始提醒, each cut to its limit."""
    return {
        "thing1": fit_thing(place.title),
        "time2": fit_moment(place.starts_at),
        "thing3": fit_thing(place.place),
        "thing4": fit_thing("到场后请扫带队人的签到码"),
    }
