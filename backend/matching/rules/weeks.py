"""Times of the week between people's words, stored ranges and the model: minutes from Monday 00:00, local time."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from backend.core.clock import LOCAL_ZONE, local_date
from backend.matching.model.types import DAY, WEEK, Slot, Window
from backend.matching.types import Minutes, WeekWindow

WHOLE_WEEK = (Minutes(0, WEEK),)
MINUTE = timedelta(minutes=1)


def minutes_of(windows: Iterable[WeekWindow]) -> tuple[Minutes, ...]:
    """Return windows as stretches of the week, joined where they touch; none given: the whole week."""
    found = [
        Minutes((each.weekday - 1) * DAY + _clock(each.from_), (each.weekday - 1) * DAY + _clock(each.to))
        for each in windows
    ]
    return joined(found) if found else WHOLE_WEEK


def windows_of(minutes: Sequence[Minutes]) -> list[WeekWindow]:
    """Return stretches as people read them, a day each; the whole week: none."""
    if tuple(minutes) == WHOLE_WEEK:
        return []
    cut = (
        (day, max(start, day * DAY) - day * DAY, min(end, (day + 1) * DAY) - day * DAY)
        for start, end in minutes
        for day in range(start // DAY, (end - 1) // DAY + 1)
    )
    return [WeekWindow(day + 1, _written(start), _written(end)) for day, start, end in cut]


def joined(stretches: Iterable[Minutes]) -> tuple[Minutes, ...]:
    """Return what stretches in any order cover together."""
    done: list[Minutes] = []
    for each in sorted(stretches):
        if done and each.start <= done[-1].end:
            done[-1] = Minutes(done[-1].start, max(done[-1].end, each.end))
        else:
            done.append(each)
    return tuple(done)


def model_windows(minutes: Sequence[Minutes]) -> tuple[Window, ...] | None:
    """Return stretches as the model takes them; the whole week is any time."""
    return None if tuple(minutes) == WHOLE_WEEK else tuple(Window(start, end) for start, end in minutes)


def of_slot(slot: Slot) -> tuple[Minutes, ...]:
    """Return the minutes of the week that a stretch of the horizon lies in."""
    if slot.end - slot.start >= WEEK:
        return WHOLE_WEEK
    start = slot.start % WEEK
    end = start + slot.end - slot.start
    if end <= WEEK:
        return (Minutes(start, end),)
    return joined([Minutes(start, WEEK), Minutes(0, end - WEEK)])


def as_text(minutes: Iterable[Minutes]) -> str:
    """Return stretches as PostgreSQL writes an int4multirange."""
    return "{" + ",".join(f"[{start},{end})" for start, end in minutes) + "}"


def monday_of(moment: datetime) -> datetime:
    """Return the beginning of the local week: minute 0 of the horizon."""
    day = local_date(moment)
    return datetime.combine(day - timedelta(days=day.weekday()), time(), LOCAL_ZONE)


def minute_at(monday: datetime, moment: datetime) -> int:
    """Return a moment as a minute of the horizon, rounded down."""
    return (moment - monday) // MINUTE


def slot_of(monday: datetime, starts_at: datetime, ends_at: datetime) -> Slot:
    """Return a time as minutes of the horizon: all that it touches."""
    return Slot(minute_at(monday, starts_at), -(-(ends_at - monday) // MINUTE))


def moment_at(monday: datetime, minute: int) -> datetime:
    """Return a minute of the horizon as a moment."""
    return monday + minute * MINUTE


def _clock(written: str) -> int:
    hours, minutes = written.split(":")
    return int(hours) * 60 + int(minutes)


def _written(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
