"""Pure decisions of teams; they know no session and no clock."""

from datetime import date, datetime, time, timedelta

from backend.core.clock import LOCAL_ZONE, local_date
from backend.lists.types import EntryState
from backend.teams.errors import LeaderStaysError, TaskDayError
from backend.teams.moves import SeatMove
from backend.teams.types import SeatRole

# Our rules: a group that can still talk in one room; more open tasks than anybody can follow are refused.
SEATS_MAX = 50
TASKS_OPEN_MAX = 100
TASK_DAYS_MAX = 366
PHOTOS_MAX = 9
# Reminders come in the morning: the day before, and once more on the first day after. Our rule.
REMIND_HOUR = time(9)

# From adoption until it is delivered an entry may be carried out by a team.
TEAM_STATES = frozenset(
    {
        EntryState.ADOPTED,
        EntryState.OPEN,
        EntryState.PARTLY_CLAIMED,
        EntryState.CLAIMED,
        EntryState.IN_PROGRESS,
        EntryState.REOPENED,
    }
)


def check_task_day(due_on: date, today: date) -> None:
    """Raise TaskDayError for a day that is past, or more than a year away."""
    if not today <= due_on <= today + timedelta(days=TASK_DAYS_MAX):
        raise TaskDayError


def first_reminder(due_on: date, now: datetime) -> datetime:
    """Return when a task is first reminded of: the morning before its day, or the morning after it where that is past.

    >>> first_reminder(date(2026, 11, 30), datetime(2026, 11, 23, tzinfo=LOCAL_ZONE)).isoformat()
    '2026-11-29T09:00:00+08:00'
    """
    before = _morning(due_on - timedelta(days=1))
    return before if before > now else _morning(due_on + timedelta(days=1))


def is_overdue(due_on: date, now: datetime) -> bool:
    """Tell whether the task's day is over."""
    return local_date(now) > due_on


def next_reminder(due_on: date, now: datetime) -> datetime | None:
    """Return when the task is reminded of after a reminder at ``now``: once it is overdue, not again."""
    return None if is_overdue(due_on, now) else _morning(due_on + timedelta(days=1))


def _morning(day: date) -> datetime:
    return datetime.combine(day, REMIND_HOUR, LOCAL_ZONE)


def check_seat_move(role: SeatRole, move: SeatMove) -> None:
    """Raise LeaderStaysError for a move that would leave the team without its leader."""
    if role is SeatRole.LEADER and move in (
        SeatMove.LEAVE,
        SeatMove.REMOVE,
        SeatMove.MAKE_DEPUTY,
        SeatMove.MAKE_MEMBER,
    ):
        raise LeaderStaysError
