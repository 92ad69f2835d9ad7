"""The line of stops of an order: what happened, who must act now and by when, what follows if nobody does. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.exchange import rules
from backend.exchange.models import OrderLine
from backend.exchange.moves import OrderMove
from backend.exchange.rules import OrderFacts
from backend.exchange.types import ORDER_STATE_NAMES, SIDE_NAMES, OrderState, Side, other

Named = Callable[[UUID | None], dict[str, Any] | None]
DONE = {
    OrderMove.ACCEPT: "约好了",
    OrderMove.CANCEL: "取消",
    OrderMove.REPORT: "报告已完成",
    OrderMove.COMPLETE: "求助人确认完成",
    OrderMove.CONFIRM: "对方确认",
    OrderMove.CLAIM_ABSENCE: "报告对方没有来",
    OrderMove.DISPUTE: "提出不同意见",
    OrderMove.RULE: "社区裁定",
    OrderMove.CALL: "请双方确认",
    OrderMove.SETTLE: "到时没有回应，自动办结",
    OrderMove.EXPIRE: "到时自动结束",
    OrderMove.KEEP: "到时没有裁定，维持原样",
}
# What is still to come on the straight way.
AHEAD = {
    OrderState.OPEN: ("约好了", "上门帮忙", "双方确认"),
    OrderState.ACCEPTED: ("双方确认", "时间币入账"),
    OrderState.OVERDUE: ("时间币入账",),
    OrderState.REPORTED: ("时间币入账",),
    OrderState.ABSENT: (),
    OrderState.DISPUTED: ("社区裁定",),
}


@dataclass(frozen=True, slots=True)
class Next:
    """Who must act, to do what, by when, and what follows otherwise."""

    who: str
    what: str
    due_at: datetime | None
    otherwise: str | None


def next_step(order: OrderFacts, *, now: datetime) -> Next | None:
    """Return whose turn it is; None when it is over for good."""
    state, due_at = order.state, order.due_at
    if state is OrderState.OPEN:
        return Next("邻居", "应答；求助人选一位", due_at, "到时没有约好，请求自动结束，不扣时间币")
    if state is OrderState.ACCEPTED and now < order.starts_at:
        return Next("帮忙的人", "按时到场，用求助人手机上的签到码签到", order.starts_at, None)
    if state is OrderState.ACCEPTED:
        return Next("帮忙的人", "做完后报告用了多少分钟；求助人也可以直接确认", due_at, "到时会再问双方一次")
    if state is OrderState.OVERDUE:
        return Next("双方", "说一声做了没有、用了多少分钟", due_at, "到时没有人说，预留的时间币退回")
    if order.said_by is not None and state in (OrderState.REPORTED, OrderState.ABSENT):
        who = SIDE_NAMES[other(order.said_by)]
        return Next(who, "确认，或者提出不同意见", due_at, _silence(order))
    if state is OrderState.DISPUTED:
        kept = "预留的时间币退回" if order.posted_minutes is None else "按原来的入账"
        return Next("社区工作人员", "听双方说明后裁定", due_at, f"到时没有裁定，{kept}")
    if state is OrderState.COMPLETED and order.is_silent and order.ended_at is not None:
        until = order.ended_at + rules.DISPUTE_WITHIN
        if now < until and order.said_by is Side.HELPER:
            return Next("求助人", "有不同意见可以提出", until, None)
    return None


def _silence(order: OrderFacts) -> str:
    ended = rules.agreed(order, OrderMove.SETTLE)
    if order.state is OrderState.REPORTED:
        return f"到时没有回应，按{ended.minutes}分钟入账"
    if ended.minutes:
        return f"到时没有回应，从预留中补偿帮忙的人{ended.minutes}分钟"
    return "到时没有回应，预留的时间币退回，记一次失约"


def line_of_stops(
    order: OrderFacts, *, asked_at: datetime, asked_by: UUID, lines: Sequence[OrderLine], named: Named, now: datetime
) -> list[dict[str, Any]]:
    """Return the stops in order: done, now, to come; ``named`` shows a member to the caller."""
    stops = [_stop("发出请求", asked_at, named(asked_by))]
    stops += [
        _stop(DONE[OrderMove(line.move)], line.at, named(line.by_member_id), minutes=line.minutes, note=line.note)
        for line in lines
    ]
    step = next_step(order, now=now)
    if step is not None:
        stops.append({**_stop(f"{step.who}：{step.what}", None, None, status="now"), "due_at": step.due_at})
    if order.state is OrderState.ACCEPTED and now < order.starts_at:
        stops.append(_stop("上门帮忙", None, None, status="to_come"))
    stops += [_stop(name, None, None, status="to_come") for name in AHEAD.get(order.state, ())]
    return stops


def _stop(
    name: str,
    at: datetime | None,
    by: dict[str, Any] | None,
    *,
    status: str = "done",
    minutes: int | None = None,
    note: str | None = None,
) -> dict[str, Any]:
    return {"name": name, "at": at, "by": by, "status": status, "minutes": minutes, "note": note, "due_at": None}


def state_name(state: OrderState, said_by: Side | None) -> str:
    """Return the state as people say it."""
    if state is OrderState.REPORTED and said_by is not None:
        return f"等{SIDE_NAMES[other(said_by)]}确认"
    return ORDER_STATE_NAMES[state]
