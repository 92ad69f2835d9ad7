"""What bookings of resources say to the booker and to who keeps the resource."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.notifications.rules.reminders import day_in_words
from backend.notifications.rules.texts import Payload, note_text
from backend.notifications.types import Draft


def booked(payload: Payload, now: datetime, *, keepers: Sequence[UUID]) -> list[Draft]:
    """Tell the booker that the slot is theirs, and who keeps the resource that somebody comes."""
    when, title = _when(payload, now), payload["title"]
    text = f"{when}开始{_where(payload)}。来不了请提前取消，把时段让给别人。"
    for_keepers = f"{when}开始。到时请登记来了或者没来。"
    return [
        _to_booker(payload, f"预约成功：{title}", text),
        *_to_keepers(payload, keepers, f"有人预约：{title}", for_keepers),
    ]


def booking_moved(payload: Payload, now: datetime, *, keepers: Sequence[UUID]) -> list[Draft]:
    """Tell the other side of a cancellation, and the booker that they are noted as not having come."""
    when, title = _when(payload, now), payload["title"]
    if payload["state"] in ("cancelled", "late_cancelled"):
        if payload["by_booker"]:
            late = "，已过取消时限" if payload["state"] == "late_cancelled" else ""
            text = f"原定{when}开始的预约由本人取消{late}，时段已重新开放。{note_text(payload)}"
            return _to_keepers(payload, keepers, f"预约已取消：{title}", text)
        text = f"原定{when}开始的预约取消了，请不要前往。{note_text(payload)}"
        return [_to_booker(payload, f"预约被取消：{title}", text)]
    if payload["state"] == "no_show":
        text = f"{when}的预约登记为没有来。多次没有来会暂停预约；记错了请联系提供方或社区工作者更正。"
        return [_to_booker(payload, f"登记为没有来：{title}", text)]
    return []


def booking_soon(payload: Payload, now: datetime) -> list[Draft]:
    """Remind the booker."""
    text = f"{_when(payload, now)}开始{_where(payload)}。来不了请马上取消。"
    return [_to_booker(payload, f"预约快到时间了：{payload['title']}", text)]


def _when(payload: Payload, now: datetime) -> str:
    return day_in_words(datetime.fromisoformat(payload["starts_at"]), now)


def _where(payload: Payload) -> str:
    return f"，地点：{payload['place']}" if payload["place"] else ""


def _to_booker(payload: Payload, title: str, text: str) -> Draft:
    return Draft(UUID(payload["member_id"]), title, text, ("booking", UUID(payload["booking_id"])))


def _to_keepers(payload: Payload, keepers: Sequence[UUID], title: str, text: str) -> list[Draft]:
    target = ("booking", UUID(payload["booking_id"]))
    return [Draft(member_id, title, text, target) for member_id in keepers]
