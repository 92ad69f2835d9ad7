"""What the events of budget rounds say to whom. No text says how anybody voted: nobody knows."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.notifications.types import Draft

Payload = Mapping[str, Any]


def _note(payload: Payload) -> str:
    return f"说明：{payload['note']}" if payload.get("note") else ""


_TEXTS: Mapping[str, Callable[[Payload], tuple[str, str]]] = {
    "passed": lambda p: (f"您的提案通过了核对：{p['proposal']}", f"投票开始后大家可以选它。{_note(p)}"),
    "refused": lambda p: (f"您的提案没有通过核对：{p['proposal']}", _note(p)),
    "open_voting": lambda p: (f"开始投票：{p['round']}", "您的提案在选票上，请告诉邻居来投票。"),
    "close": lambda p: (f"投票结束，已经计票：{p['round']}", "看看选中了哪些、每个人的一份钱用在了哪里。"),
    "decide": lambda p: (f"选中的提案已列入清单：{p['round']}", "在公益事业建设清单上可以看到进展。"),
    "call_off": lambda p: (f"这一轮取消了：{p['round']}", _note(p)),
    "desk_check": lambda p: (f"征集结束，请核对提案：{p['round']}", "逐个核对费用和可行性，写明理由，再开始投票。"),
    "desk_close": lambda p: (f"已经计票：{p['round']}", "请在3个工作日内把选中的提案列入清单。"),
    "overdue_checking": lambda p: (f"核对提案到期了：{p['round']}", "请核对完再开始投票，或者写明理由延长。"),
    "overdue_closed": lambda p: (f"选中的提案还没有列入清单：{p['round']}", "居民已经投票决定，请尽快列入清单。"),
}


def budgeting_told(payload: Payload, now: datetime) -> list[Draft]:
    """Tell those whom it concerns; the event names them."""
    title, text = _TEXTS[payload["what"]](payload)
    target = ("budget_round", UUID(payload["round_id"]))
    return [Draft(UUID(id_), title, text, target) for id_ in payload["member_ids"]]
