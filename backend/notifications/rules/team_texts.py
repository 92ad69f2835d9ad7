"""What the events of teams say to whom."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.notifications.types import Draft

Payload = Mapping[str, Any]


def _day(payload: Payload) -> str:
    day = date.fromisoformat(payload["due_on"])
    return f"{day.month}月{day.day}日"


def _reason(payload: Payload) -> str:
    return f"说明：{payload['note']}" if payload.get("note") else "如有疑问，请联系组长。"


_TEXTS: Mapping[str, Callable[[Payload], tuple[str, str]]] = {
    "lead_offered": lambda p: (f"请您带队：{p['team']}", "您答应以后才由您带队，不方便可以点“不接”。"),
    "lead_taken": lambda p: (f"{p['who']}接任组长：{p['team']}", "小组的事可以和新组长商量。"),
    "lead_declined": lambda p: (f"{p['who']}不方便带队：{p['team']}", "请另请一位。"),
    "invited": lambda p: (f"邀请您加入小组：{p['team']}", "看看小组要做什么，您答应以后才算加入。"),
    "applied": lambda p: (f"有邻居申请加入：{p['team']}", "请答复是否同意。"),
    "admitted": lambda p: (f"您已加入小组：{p['team']}", "可以看看有哪些任务，挑一件来做。"),
    "refused": lambda p: (f"小组暂时没有同意您加入：{p['team']}", _reason(p)),
    "removed": lambda p: (f"您已不在小组里：{p['team']}", _reason(p)),
    "made_deputy": lambda p: (f"您是副组长了：{p['team']}", "可以邀请成员、安排任务。"),
    "joined": lambda p: (f"{p['who']}加入了小组：{p['team']}", "可以给新成员安排任务。"),
    "declined": lambda p: (f"{p['who']}这次不参加：{p['team']}", "可以另请一位。"),
    "left": lambda p: (f"{p['who']}退出了小组：{p['team']}", "手上的任务已回到待认领，请另作安排。"),
    "task_given": lambda p: (f"交给您一件任务：{p['task']}", f"{p['team']}，请在{_day(p)}前做完。"),
    "task_due": lambda p: (f"明天到期：{p['task']}", f"{p['team']}，请在{_day(p)}前做完，做完了点“做完了”。"),
    "task_overdue": lambda p: (f"任务过期了：{p['task']}", f"{p['team']}，原定{_day(p)}。请做完，或者改日期。"),
    "claim_kept": lambda p: (
        f"认领办结了，请写总结：{p['team']}",
        "写一写做了什么，再结束小组；时长和活动会自动附上。",
    ),
    "closed": lambda p: (f"小组已结束：{p['team']}", "组长写了总结，谢谢您的参与。"),
    "called_off": lambda p: (f"小组已解散：{p['team']}", _reason(p)),
}


def team_told(payload: Payload, now: datetime) -> list[Draft]:
    """Tell those whom it concerns; the event names them."""
    title, text = _TEXTS[payload["what"]](payload)
    target = ("team", UUID(payload["team_id"]))
    return [Draft(UUID(id_), title, text, target) for id_ in payload["member_ids"]]
