"""What corrections of service records say to the member whose hours they are, and to the desk."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.notifications.rules.texts import duration
from backend.notifications.types import Draft

Payload = Mapping[str, Any]


def correction_filed(payload: Payload, now: datetime) -> list[Draft]:
    """Tell a member what somebody wants changed, why, and how to object."""
    text = (
        f"{payload['corrects']}的服务时长由{duration(payload['before'])}改为{duration(payload['minutes'])}。"
        f"原因：{payload['reason']}。由另一位工作人员确认后公示，公示期内您可以在记录页提出异议。"
    )
    return [_to_member(payload, f"有人提出更正您的记录：{payload['title']}", text)]


def correction_declined(payload: Payload, now: datetime) -> list[Draft]:
    """Tell a member that nothing is corrected, and why."""
    text = f"{payload['number']}没有更正。原因：{payload['answer']}。如有疑问，请联系社区工作者。"
    return [_to_member(payload, f"您申请的更正没有受理：{payload['title']}", text)]


def correction_entered(payload: Payload, now: datetime) -> list[Draft]:
    """Tell each member what an entered correction changed in their passbook, and what they still owe."""
    return [
        _to_member(
            item,
            f"更正已入账：{item['title']}",
            f"{item['corrects']}的服务时长由{duration(item['before'])}改为{duration(item['minutes'])}。"
            + _changed("时间币", "分钟", item["time"])
            + _changed("积分", "分", item["point"]),
        )
        for item in payload["items"]
    ]


def correction_asked(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk that a member wants a record corrected."""
    title = f"有志愿者申请更正：{payload['number']}"
    return [Draft(member_id, title, payload["title"], ("record", UUID(payload["record_id"]))) for member_id in staff]


def _changed(name: str, unit: str, change: Payload) -> str:
    if change["earned"]:
        return f"补记{name}{change['earned']}{unit}。"
    if not change["amount"]:
        return ""
    owed = change["amount"] - change["taken"]
    taken = f"退回{name}{change['taken']}{unit}。" if change["taken"] else ""
    return taken + (f"还差{name}{owed}{unit}，以后挣到的先还。" if owed else "")


def _to_member(payload: Payload, title: str, text: str) -> Draft:
    return Draft(UUID(payload["member_id"]), title, text, ("record", UUID(payload["record_id"])))


MEMBER_TEXTS: Mapping[str, Callable[[Payload, datetime], list[Draft]]] = {
    "volunteering.correction_filed": correction_filed,
    "volunteering.correction_declined": correction_declined,
    "volunteering.correction_entered": correction_entered,
}
DESK_TEXTS = {"volunteering.correction_asked": correction_asked}
