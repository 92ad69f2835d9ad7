"""What clearing between communities says: to the member whose points they are, and to the desk of each side."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.notifications.types import Draft

Payload = Mapping[str, Any]

STAND_TEXTS = {
    "agreed": "同意积分互通",
    "paused": "暂停了积分互通",
    "ended": "结束了积分互通",
}


def points_arrived(payload: Payload, now: datetime) -> list[Draft]:
    """Tell a member that points from another community are theirs here."""
    title = f"{payload['points']}积分已从{payload['other_name']}转来"
    return [_to_member(payload, title, "已记入您的存折，现在就可以在这里兑换。")]


def points_refused(payload: Payload, now: datetime) -> list[Draft]:
    """Tell a member that the other community did not take the points, and why."""
    title = f"{payload['points']}积分没有转到{payload['other_name']}，已退回"
    return [_to_member(payload, title, f"{payload['why']}。")]


def _to_member(payload: Payload, title: str, text: str) -> Draft:
    return Draft(UUID(payload["member_id"]), title, text, ("clearing", UUID(payload["transfer_id"])))


def pair_changed(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk how the other side stands now."""
    said = STAND_TEXTS[payload["stand"]]
    title = f"{payload['other_name']}{said}"
    if payload["stand"] != "agreed":
        text = "在途的积分照常结清。"
    elif payload["waits_for_us"]:
        text = f"对方的上限是{payload['ceiling']}积分。请党组织看看是否同意，同意后居民就能互转。"
    else:
        text = f"对方的上限是{payload['ceiling']}积分，以两边较小的为准。"
    return [Draft(member_id, title, text) for member_id in staff]


def days_differ(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk that both sides closed a day with different figures."""
    day = date.fromisoformat(payload["day"])
    title = f"与{payload['other_name']}的日结对不上：{day.month}月{day.day}日"
    return [Draft(member_id, title, "账没有改动。请两边的系统管理员一起核对。") for member_id in staff]
