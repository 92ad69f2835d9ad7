"""What disputes of service records say to the two sides and the desk; who objects is named to nobody."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from backend.core.clock import LOCAL_ZONE
from backend.notifications.rules.texts import Payload, note_text
from backend.notifications.types import Draft

DISPUTE_TOPICS = ("volunteering.dispute_told", "volunteering.dispute_waits")
# What staff, lead and supervisors hear too.
FOR_DESK = frozenset({"opened", "heard", "late", "again"})

Told = tuple[Iterable[str], str, str]


def dispute_told(payload: Payload, *, desk: Sequence[UUID]) -> list[Draft]:
    """Tell whom it concerns what happened in a dispute, or that it waits."""
    target = ("dispute", UUID(payload["record_id"]))
    return [
        Draft(UUID(member_id), f"{title}：{payload['title']}", text, target)
        for members, title, text in _TEXTS[payload["what"]](payload, [str(id_) for id_ in desk])
        for member_id in members
    ]


def _opened(payload: Payload, desk: list[str]) -> list[Told]:
    said, until = payload["note"], _last_day(payload["evidence_until"])
    text = f"有人说：{said}。请在{until}前说明情况，可以附照片；不说明也会裁定。"
    others = [id_ for id_ in desk if id_ not in payload["member_ids"]]
    to_desk = f"双方在{until}前陈述，请在{_last_day(payload['rule_by'])}前裁定；经手过的人不能裁定。"
    return [(payload["member_ids"], "服务时长有人提出异议", text), (others, "服务时长有异议待裁定", to_desk)]


def _stated(payload: Payload, desk: list[str]) -> list[Told]:
    text = f"您可以回应一次，到{_last_day(payload['evidence_until'])}为止。"
    return [(payload["member_ids"], "异议的对方作了说明", text)]


def _ruled(payload: Payload, desk: list[str]) -> list[Told]:
    return [(payload["member_ids"], "服务时长的异议已裁定", note_text(payload))]


def _withdrawn(payload: Payload, desk: list[str]) -> list[Told]:
    return [(payload["member_ids"], "服务时长的异议已撤回", "这条记录继续公示，期满没有异议就会入账。")]


def _heard(payload: Payload, desk: list[str]) -> list[Told]:
    return [(desk, "异议的陈述期已满", f"请在{_last_day(payload['rule_by'])}前裁定。")]


def _late(payload: Payload, desk: list[str]) -> list[Told]:
    return [(desk, "异议超过5个工作日没有裁定", "请负责人今天安排没有经手过的工作人员或监督员裁定。")]


def _again(payload: Payload, desk: list[str]) -> list[Told]:
    return [(desk, "异议超过10个工作日没有裁定", "双方都在等结果，请负责人马上安排裁定。")]


def _last_day(moment: str) -> str:
    last = (datetime.fromisoformat(moment) - timedelta(seconds=1)).astimezone(LOCAL_ZONE)
    return f"{last.month}月{last.day}日"


_TEXTS: dict[str, Callable[[Payload, list[str]], list[Told]]] = {
    "opened": _opened,
    "stated": _stated,
    "ruled": _ruled,
    "withdrawn": _withdrawn,
    "heard": _heard,
    "late": _late,
    "again": _again,
}


def calendar_missing(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk that ends of notice are reckoned without the year's holidays."""
    title = f"{payload['year']}年放假安排尚未公布"
    text = "到那一年结束的公示按周一至周五计算，页面上会注明。已经告知的期限以后不变；安排公布后请联系系统管理员更新。"
    return [Draft(member_id, title, text, None) for member_id in staff]
