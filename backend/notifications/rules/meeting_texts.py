"""What the events of meetings say to whom."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.core.clock import LOCAL_ZONE
from backend.notifications.types import Draft

Payload = Mapping[str, Any]


def _when(payload: Payload) -> str:
    at = datetime.fromisoformat(payload["starts_at"]).astimezone(LOCAL_ZONE)
    return f"{at.month}月{at.day}日{at:%H:%M}，{payload['place']}"


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.month}月{day.day}日"


def _reason(payload: Payload) -> str:
    return f"原因：{payload['note']}" if payload.get("note") else ""


_TEXTS: Mapping[str, Callable[[Payload], tuple[str, str]]] = {
    "called": lambda p: (f"请您参加会议：{p['title']}", f"{_when(p)}。到会后用会场屏幕上的会议码签到。"),
    "unit_asked": lambda p: (
        f"请派代表参加会议：{p['title']}",
        f"{_when(p)}。会上商量与贵单位有关的事，请派代表到会说明情况。",
    ),
    "soon": lambda p: (f"明天开会：{p['title']}", f"{_when(p)}。"),
    "adjourned": lambda p: (f"到会人数不足，会议改期：{p['title']}", f"{_reason(p)}。新的时间会再通知您。"),
    "called_off": lambda p: (f"会议取消：{p['title']}", _reason(p)),
    "published": lambda p: (f"会议纪要已公布：{p['title']}", "看看决定了什么，由谁来办、什么时候办好。"),
    "action_given": lambda p: (
        f"会议请您负责：{p['action']}",
        f"{p['title']}决定的事，请在{_day(p['due_on'])}前办好。",
    ),
    "not_opened": lambda p: (f"会议时间已过，还没有开：{p['title']}", "请写明原因取消会议，再另定时间。"),
    "minutes_late": lambda p: (f"会议纪要还没有公布：{p['title']}", "到会的人在等结果，请写好并公布纪要。"),
    "motion_open": lambda p: (f"请投票：{p['motion']}", "赞成、反对或弃权，投出以后不能改。"),
    "motion_closed": lambda p: (
        f"表决{p['outcome_name']}：{p['motion']}",
        "各有几票、到会多少、依据哪一条，请看结果记录。",
    ),
    "motion_withdrawn": lambda p: (f"表决撤回，已投的票作废：{p['motion']}", _reason(p)),
    "paper_given": lambda p: (
        f"给您发了纸质票：{p['motion']}",
        "这一席就用纸质票投，手机上不能再投。没有拿到，请马上告诉工作人员。",
    ),
    "papers_differ": lambda p: (
        f"纸质票两次录入不一致：{p['motion']}",
        "请两人各自重新看一遍票，或者请第三位同事录入。",
    ),
    "proxy_given": lambda p: (
        f"{p['giver']}委托{p['holder']}参加表决：{p['title']}",
        f"{_when(p)}。受托人到会签到后，就可以替委托人投票。",
    ),
    "proxy_taken_back": lambda p: (f"{p['giver']}收回了委托：{p['title']}", "您只投自己的一票。"),
    "proxy_ended": lambda p: (f"{p['giver']}本人到会，委托结束：{p['title']}", "之后由委托人自己投票。"),
    "demand_reached": lambda p: (f"签名人数已够：{p['title']}", f"居委会应在{_day(p['call_by'])}前召集居民会议。"),
    "demand_to_call": lambda p: (
        f"居民提议召集居民会议：{p['title']}",
        f"签名人数已够，请在{_day(p['call_by'])}前召集（《城市居民委员会组织法》第十条）。",
    ),
    "demand_answered": lambda p: (f"您签名的提议已召集会议：{p['title']}", "开会时间和地点请看会议页。"),
    "demand_lapsed": lambda p: (f"提议到期，签名人数不够：{p['title']}", "可以先在议事会里商量，或者重新提议。"),
    "demand_late": lambda p: (f"提议超过期限没有召集会议：{p['title']}", "请督促居委会召集居民会议。"),
}


def meeting_told(payload: Payload, now: datetime) -> list[Draft]:
    """Tell those whom it concerns; the event names them."""
    title, text = _TEXTS[payload["what"]](payload)
    target = (payload["target"][0], UUID(payload["target"][1]))
    return [Draft(UUID(id_), title, text, target) for id_ in payload["member_ids"]]
