"""The monthly rhythm of an alliance: when a month is issued, told, and by when its figures go to the chair.

澄城县 (real_list_facts, chengcheng): 下达每月10日, 汇总通报次月10日, 点评每季度党建联席会.
"""

from datetime import date, datetime, time, timedelta

from backend.alliances.errors import AmountDoneError
from backend.alliances.rules.quarters import MONTHS, RHYTHM_DAY
from backend.alliances.types import Answer, Outcome
from backend.core.clock import LOCAL_ZONE, next_month

# Our rules: figures are taken at the desk's opening, the month before is told by noon, the new list goes out after it.
FIGURES_AT, TOLD_AT, ISSUED_AT = time(9), time(12), time(14)
# Our rule: a list that somebody reads on a phone and answers in a month.
ITEMS_MAX = 60
# Our rule: the desk is reminded so long before figures go out.
REMIND_BEFORE = timedelta(days=3)


def issue_of(month: date) -> datetime:
    """Return when a month's list goes out."""
    return datetime.combine(month.replace(day=RHYTHM_DAY), ISSUED_AT, LOCAL_ZONE)


def figures_of(month: date) -> datetime:
    """Return when a month's figures are taken."""
    return datetime.combine(next_month(month).replace(day=RHYTHM_DAY), FIGURES_AT, LOCAL_ZONE)


def telling_of(month: date) -> datetime:
    """Return when a month is told."""
    return datetime.combine(next_month(month).replace(day=RHYTHM_DAY), TOLD_AT, LOCAL_ZONE)


def span_of(month: date) -> tuple[datetime, datetime]:
    """Return what a month's figures count: from one 10th until the next."""
    first, past = month.replace(day=RHYTHM_DAY), next_month(month).replace(day=RHYTHM_DAY)
    return datetime.combine(first, time.min, LOCAL_ZONE), datetime.combine(past, time.min, LOCAL_ZONE)


def month_to_write(now: datetime) -> date:
    """Return the month whose list is issued next."""
    this = now.astimezone(LOCAL_ZONE).date().replace(day=1)
    return this if now < issue_of(this) else next_month(this)


def ends_quarter(month: date) -> bool:
    """Tell whether a month is a quarter's last, after which the quarter is reviewed."""
    return month.month % MONTHS == 0


def decide_answer(answer: Answer, amount: int) -> Answer:
    """Return the answer, or refuse one whose amount is not what its outcome says; raises AmountDoneError."""
    fits = {
        Outcome.DONE: answer.done_amount == amount,
        Outcome.PARTLY: 0 < answer.done_amount < amount,
        Outcome.NOT_DONE: answer.done_amount == 0,
    }
    if not fits[answer.outcome]:
        raise AmountDoneError(amount=amount)
    return answer
