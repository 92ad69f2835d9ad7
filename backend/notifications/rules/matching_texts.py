"""What the events of matching say to whom. Whoever said no stands in none of them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.core.clock import LOCAL_ZONE
from backend.notifications.types import Draft

Payload = Mapping[str, Any]


def _moment(written: str | None) -> str:
    if written is None:
        return "近日"
    at = datetime.fromisoformat(written).astimezone(LOCAL_ZONE)
    return f"{at.month}月{at.day}日 {at:%H:%M}"


def _suggested(p: Payload) -> tuple[str, str]:
    who = "社区工作者推荐" if p.get("by_hand") else "程序按您填写的时间和特长推荐"
    text = f"{who}，为什么推荐写在里面。去不去由您决定，请在{_moment(p.get('until'))}前答复。"
    if p["count"] > 1:
        return f"有{p['count']}件事想请您看看：{p['title']}等", text
    return f"有件事想请您看看：{p['title']}", text


def _lapses_soon(p: Payload) -> tuple[str, str]:
    more = f"，一共{p['count']}件" if p["count"] > 1 else ""
    return f"还没有答复：{p['title']}", f"请在{_moment(p['until'])}前答复{more}；不方便也请说一声，好早些请别人。"


_TEXTS: Mapping[str, Callable[[Payload], tuple[str, str]]] = {
    "suggested": _suggested,
    "lapses_soon": _lapses_soon,
    "accepted": lambda p: (f"有人报名了：{p['title']}", "推荐的邻居答应了，名单里可以看到。"),
    "declined": lambda p: (f"还在找合适的人：{p['title']}", "这次暂时没有约成，会接着找，您不用再办什么。"),
    "review_asked": lambda p: (
        f"请您看一看：{p['title']}",
        f"有人想请人来定，请在{_moment(p['answer_by'])}前答复。",
    ),
    "review_answered": lambda p: (f"社区答复了您：{p['title']}", p["answer"]),
}


def matching_told(payload: Payload, now: datetime) -> list[Draft]:
    """Tell those whom it concerns; the event names them and what to open."""
    title, text = _TEXTS[payload["what"]](payload)
    type_, id_ = payload["target"]
    return [Draft(UUID(member_id), title, text, (type_, UUID(id_))) for member_id in payload["member_ids"]]
