"""Pure decisions on the terms of duties: which days, when time's next step is due, what a decision makes of a term."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from backend.agreements.moves.duties import TermMove
from backend.agreements.types.agreements import Schedule
from backend.agreements.types.duties import DutyState, TermState
from backend.core.clock import LOCAL_ZONE, end_of_day
from backend.core.working_days import add_working_days, end_of_notice, is_working_day

# All in working days. Our rule: long enough to act on what one was told, short enough that the asker still waits.
REMIND_DAYS = 3  # before the last day the debtor is reminded
REDO_DAYS = 3  # what was told, or sent back, is not overdue sooner
ESCALATE_DAYS = 3  # after it became overdue, lead and supervisors are told
GIVE_UP_DAYS = 7  # after that the term is given up and the entry is open to others again
LEAVE_DAYS = 5  # who leaves an agreement still owes what is due within them
ANSWER_DAYS = 5  # evidence that nobody decided on is told of, to whom decides and to the lead, again and again

HOUR_WORDS, MINUTE_WORD, POINT_WORD = frozenset({"小时", "时", "钟头", "个小时"}), "分钟", "积分"
# Reminders come when people are at work. Our rule.
REMIND_HOUR = time(9)
_MONTHS = {Schedule.MONTHLY: 1, Schedule.QUARTERLY: 3}

# The term asks its debtor for nothing more.
TERMINAL = frozenset({TermState.ACCEPTED, TermState.EXCUSED, TermState.CANCELLED, TermState.GIVEN_UP})
LATE = frozenset({TermState.OVERDUE, TermState.ESCALATED})


def term_days(schedule: Schedule, due_on: date, until_on: date | None) -> list[date]:
    """Return the due days of a clause, both ends included; the 31st falls on the last day of a shorter month."""
    if schedule is Schedule.ONCE or until_on is None:
        return [due_on]
    if schedule is Schedule.WEEKLY:
        return [due_on + timedelta(weeks=n) for n in range((until_on - due_on).days // 7 + 1)]
    days, step = [due_on], _MONTHS[schedule]
    while (day := _months_later(due_on, step * len(days))) <= until_on:
        days.append(day)
    return days


def _months_later(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_day(due_on: date) -> date:
    """Return the day by whose end it is due: a holiday moves it to the next working day (民法典 Art. 203)."""
    return due_on if is_working_day(due_on) else add_working_days(due_on, 1)


def due_moment(due_on: date) -> datetime:
    """Return the moment at which a term is no longer in time."""
    return end_of_day(last_day(due_on))


def first_step(due_on: date, now: datetime) -> datetime:
    """Return when time moves a term that its debtor has just been told of: the reminder, or already the end."""
    reminder = datetime.combine(_working_days_before(last_day(due_on), REMIND_DAYS), REMIND_HOUR, LOCAL_ZONE)
    return reminder if reminder > now else overdue_moment(due_on, now)


def overdue_moment(due_on: date, now: datetime) -> datetime:
    """Return when a term told of, or sent back, at ``now`` is overdue."""
    return max(due_moment(due_on), end_of_notice(now, REDO_DAYS))


def _working_days_before(day: date, days: int) -> date:
    for _ in range(days):
        day -= timedelta(days=1)
        while not is_working_day(day):
            day -= timedelta(days=1)
    return day


def decide_state(*, amount: int, accepted: int) -> TermState:
    """Return what a term in time is of which so much was accepted and nothing waits."""
    if accepted == amount:
        return TermState.ACCEPTED
    return TermState.PARTLY if accepted else TermState.OPEN


def resume(
    paused: tuple[TermState, datetime], due_on: date, now: datetime, *, accepted: int, gets_time: bool
) -> tuple[TermState, datetime]:
    """Return state and next moment of a term of which something is left and nothing waits any more.

    It goes on where it was, so that handing in what does not hold gains no time; ``gets_time``, once, to do it again.
    """
    state, at = paused
    if state in LATE:
        return state, max(at, end_of_notice(now, REDO_DAYS)) if gets_time else at
    state = TermState.PARTLY if accepted else TermState.OPEN
    return state, first_step(due_on, now) if gets_time else at


def amount_shown(measure: str, *, minutes: int | None, points: int | None) -> int | None:
    """Return how much of a clause's measure a thing shows at most, part hours rounded up; None: it does not tell."""
    if measure in HOUR_WORDS and minutes is not None:
        return -(-minutes // 60)
    if measure == MINUTE_WORD:
        return minutes
    return points if measure == POINT_WORD else None


def hours_text(minutes: int) -> str:
    """Return minutes for people, as the phone writes them: 1.5 小时, 45 分钟, 1 小时 25 分钟."""
    if minutes < 60:
        return f"{minutes} 分钟"
    return f"{minutes / 60:g} 小时" if minutes % 6 == 0 else f"{minutes // 60} 小时 {minutes % 60} 分钟"


def must_wait(earlier: Sequence[tuple[date, TermState]], due_on: date) -> bool:
    """Tell whether a term waits for the duty before it: for its terms due by then, or at least for the first.

    What was given up comes no more: nobody waits for it. ``earlier`` are that duty's terms by due day.
    """
    asked = [state for day, state in earlier if day <= due_on] or [state for _, state in earlier[:1]]
    return any(state not in TERMINAL for state in asked)


def decide_duty(states: Iterable[TermState]) -> DutyState:
    """Return what a duty in force with these terms is: done, or ended where one was given up, once nothing is left."""
    seen = set(states)
    if not seen or not seen <= TERMINAL:
        return DutyState.IN_FORCE
    return DutyState.ENDED if TermState.GIVEN_UP in seen else DutyState.DONE


def decide_step(
    state: TermState, due_on: date, now: datetime, *, waits: bool
) -> tuple[TermMove | None, datetime | None]:
    """Return what time does to a term whose moment has come, and when it comes next.

    A term that waits for another clause, or for whom it is handed in to, is nobody's fault: it is looked at again.
    """
    # At midnight the day before is over, not this one.
    day = now - timedelta(microseconds=1)
    if waits:
        return None, end_of_notice(day, REDO_DAYS)
    if state is TermState.SUBMITTED:
        return TermMove.REMIND, end_of_notice(day, ANSWER_DAYS)
    if state is TermState.OVERDUE:
        return TermMove.ESCALATE, end_of_notice(day, GIVE_UP_DAYS)
    if state is TermState.ESCALATED:
        return TermMove.GIVE_UP, None
    if now < due_moment(due_on):
        return TermMove.REMIND, due_moment(due_on)
    return TermMove.LAPSE, end_of_notice(day, ESCALATE_DAYS)
