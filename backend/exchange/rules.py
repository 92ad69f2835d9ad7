"""Pure decisions of exchange: no session, no clock. Every number here is our rule; no law fixes any of them.

The page shows each as who must act and by when, and what follows when nobody does.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.core.errors import InvalidError
from backend.exchange.errors import (
    BegunError,
    CostChangedError,
    DisputeTooLateError,
    MinutesTooManyError,
    NotBegunError,
    NotYourTurnError,
)
from backend.exchange.moves import HELD, OrderMove
from backend.exchange.types import OrderState, Side

# Our rule: what can be asked for. A quarter of an hour to a working day, at most two months ahead.
MINUTES_MIN, MINUTES_MAX, MINUTES_STEP = 15, 480, 15
AHEAD_MAX = timedelta(days=60)
OPEN_MAX = 10
# Our rule: until so long before the start anybody cancels freely.
LATE_CANCEL = timedelta(hours=12)
# Our rule: what a helper gets whose time was kept free in vain; never more than was held.
COMPENSATION_MAX = 30
# Our rule: so long one waits at the place before saying that the other did not come.
ABSENT_AFTER = timedelta(minutes=15)
# Our rule: so long after the planned end both are asked, and so long after that the minutes are freed.
REPORT_WITHIN = timedelta(hours=72)
LAST_CALL = timedelta(hours=72)
# Our rule: so long the other side may answer a report; silence agrees. It is warned a day before.
ANSWER_WITHIN = timedelta(hours=72)
SILENCE_WARNING = timedelta(hours=24)
# Our rule: what silence completed may be disputed for so long.
DISPUTE_WITHIN = timedelta(days=7)
# Our rule: the desk rules within 30 days and is reminded each week; then held minutes are freed, posted ones stay.
RULE_WITHIN = timedelta(days=30)
RULING_REMINDERS = (timedelta(days=7), timedelta(days=14), timedelta(days=21), timedelta(days=28))
# Our rule: both are reminded of the start so long before.
START_REMINDER = timedelta(hours=2)
# All of the above after the planned end is less than 50 days; the hold outlives it and a stop of the workers.
HOLD_AFTER_END = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What is decided on: ``said_by`` reported or claimed the other's absence, ``is_silent``: silence completed it."""

    state: OrderState
    starts_at: datetime
    ends_at: datetime
    minutes: int
    hold_until: datetime | None = None
    due_at: datetime | None = None
    said_by: Side | None = None
    reported_minutes: int | None = None
    posted_minutes: int | None = None
    ended_at: datetime | None = None
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """How an order ends: so many of the held minutes are posted (0: all are freed), and whose fault it was."""

    move: OrderMove
    minutes: int
    at_fault: Side | None = None


def check_times(starts_at: datetime, minutes: int, *, now: datetime) -> datetime:
    """Return the planned end; raises InvalidError."""
    if minutes % MINUTES_STEP or not MINUTES_MIN <= minutes <= MINUTES_MAX:
        raise InvalidError({"minutes": [f"时长为{MINUTES_MIN}到{MINUTES_MAX}分钟，每{MINUTES_STEP}分钟一档"]})
    if starts_at <= now:
        raise InvalidError({"starts_at": ["开始时间须在现在之后"]})
    if starts_at > now + AHEAD_MAX:
        raise InvalidError({"starts_at": [f"最多提前{AHEAD_MAX.days}天"]})
    return starts_at + timedelta(minutes=minutes)


def compensation(minutes: int) -> int:
    """Return what a helper gets who kept so many minutes free in vain."""
    return min(COMPENSATION_MAX, minutes)


def decide_cancel(order: OrderFacts, by: Side, *, now: datetime, shown: int | None) -> Ended:
    """Return what cancelling means now; ``shown`` are the minutes of compensation that the caller was told of.

    Raises BegunError, CostChangedError.
    """
    if order.state is OrderState.OPEN:
        return Ended(OrderMove.CANCEL, 0)
    if now >= order.starts_at:
        raise BegunError
    is_late = now > order.starts_at - LATE_CANCEL
    cost = compensation(order.minutes) if is_late and by is Side.ASKER else 0
    if shown is not None and shown != cost:
        raise CostChangedError(compensation=cost)
    return Ended(OrderMove.CANCEL, cost, by if is_late else None)


def decide_report(order: OrderFacts, by: Side, minutes: int, *, now: datetime) -> OrderMove:
    """Return REPORT, to be answered by the other side, or COMPLETE: the asker grants all that was agreed.

    Raises NotBegunError, MinutesTooManyError.
    """
    if now < order.starts_at:
        raise NotBegunError
    if minutes > order.minutes:
        raise MinutesTooManyError(most=order.minutes)
    return OrderMove.COMPLETE if by is Side.ASKER and minutes == order.minutes else OrderMove.REPORT


def check_absence(order: OrderFacts, *, now: datetime) -> None:
    """Raise NotBegunError before one has waited long enough."""
    if now < order.starts_at + ABSENT_AFTER:
        raise NotBegunError(f"约定时间过{ABSENT_AFTER.seconds // 60}分钟后才能报未到")


def decide_confirm(order: OrderFacts, by: Side) -> Ended:
    """Return how an order ends that the other side agrees on; raises NotYourTurnError."""
    if by is order.said_by:
        raise NotYourTurnError
    return agreed(order, OrderMove.CONFIRM)


def agreed(order: OrderFacts, move: OrderMove) -> Ended:
    """Return how an order ends by what one side said and the other did not deny."""
    if order.state is OrderState.REPORTED:
        return Ended(move, order.reported_minutes or 0)
    if order.said_by is Side.HELPER:  # the asker was not there
        return Ended(move, compensation(order.minutes), Side.ASKER)
    return Ended(move, 0, Side.HELPER)


def check_dispute(order: OrderFacts, by: Side, *, now: datetime) -> None:
    """Raise NotYourTurnError or DisputeTooLateError: what was confirmed stays; what silence did, the asker may deny."""
    if order.state is not OrderState.COMPLETED:
        if by is order.said_by:
            raise NotYourTurnError
        return
    is_late = order.ended_at is None or now >= order.ended_at + DISPUTE_WITHIN
    if not order.is_silent or is_late or by is not Side.ASKER or order.said_by is Side.ASKER:
        raise DisputeTooLateError


def ruling_most(order: OrderFacts) -> int:
    """Return the most minutes that a ruling can give: what is held, or what was posted already."""
    return order.minutes if order.posted_minutes is None else order.posted_minutes


def decide_due(order: OrderFacts, *, now: datetime) -> Ended | None:
    """Return what time does to an order that is due; None where both are only asked (CALL).

    A hold that has ended can only be freed, whatever was said.
    """
    if order.state in HELD and order.hold_until is not None and now >= order.hold_until:
        return Ended(OrderMove.EXPIRE, 0)
    if order.state is OrderState.ACCEPTED:
        return None
    if order.state in (OrderState.REPORTED, OrderState.ABSENT):
        return agreed(order, OrderMove.SETTLE)
    if order.state is OrderState.DISPUTED and order.posted_minutes is not None:
        return Ended(OrderMove.KEEP, order.posted_minutes)
    return Ended(OrderMove.EXPIRE, 0)


def may_witness(*, recorded: int | None, confirmed: int) -> bool:
    """Tell whether who confirms the minutes bears witness to the record: only where it says no more."""
    return recorded is not None and 0 < recorded <= confirmed


def suggested(*, recorded: int | None, agreed_minutes: int) -> int:
    """Return the minutes to report unless somebody says otherwise: those of the check-out by code, or as agreed."""
    return min(recorded, agreed_minutes) if recorded else agreed_minutes
