"""What reciprocity and alliances say: to a unit's contacts, and to the desk of each community."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.notifications.types import Draft

Payload = Mapping[str, Any]
STAND_TEXTS = {"joined": "加入了", "declined": "暂不加入", "left": "退出了"}


def statement_made(payload: Payload, *, contacts: Sequence[UUID]) -> list[Draft]:
    """Tell a unit's contacts that the quarter's statement is there."""
    title = f"{payload['quarter_name']}互惠对账单已出：{payload['number']}"
    text = "单位付出了什么、得到了什么，都在上面。可以打印，带到党建联席会。"
    target = ("reciprocity_statement", UUID(payload["statement_id"]))
    return [Draft(member_id, title, text, target) for member_id in contacts]


def _desk(payload: Payload, staff: Sequence[UUID], title: str, text: str) -> list[Draft]:
    target = ("alliance", UUID(payload["alliance_id"]))
    return [Draft(member_id, title, text, target) for member_id in staff]


def invited(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk that another community invites."""
    title = f"{payload['chair_name']}邀请本社区加入“{payload['name']}”"
    return _desk(payload, staff, title, "请党组织看看联盟做什么，再答复是否加入。")


def member_stood(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the chair's desk what a community answered."""
    title = f"{payload['other_name']}{STAND_TEXTS[payload['stand']]}“{payload['name']}”"
    text = "现在可以请他们承接任务。" if payload["stand"] == "joined" else "没有办完的任务可以换别的社区。"
    return _desk(payload, staff, title, text)


def issued(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk that a month's list is out, and how many items are its own."""
    ours = f"其中{payload['items']}项由本社区承接。" if payload["items"] else "其中没有本社区承接的。"
    title = f"“{payload['name']}”{_month(payload)}任务清单已下达"
    return _desk(payload, staff, title, f"{ours}下月10日汇总通报。")


def figures_soon(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Remind the desk to say what became of its items."""
    title = f"“{payload['name']}”{_month(payload)}任务3天后汇总"
    return _desk(payload, staff, title, "请把承接的任务办得怎样填一填，没有办成也写明原因。")


def told(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk that a month was told."""
    return _desk(payload, staff, f"“{payload['name']}”{_month(payload)}汇总通报已出", "各社区的办理情况都在上面。")


def review_due(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the chair's desk that the quarter is to be reviewed."""
    title = f"“{payload['name']}”这个季度可以点评了"
    return _desk(payload, staff, title, "请在党建联席会上点评，并把点评写到联盟看板上。")


def reviewed(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk that the chair reviewed the quarter."""
    return _desk(payload, staff, f"“{payload['name']}”季度点评已发布", "请看联盟看板。")


def ended(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk that the alliance is over."""
    return _desk(payload, staff, f"“{payload['name']}”已结束", "以前各月的看板还可以查看。")


def _month(payload: Payload) -> str:
    return f"{date.fromisoformat(payload['month']).month}月"


DESK_TEXTS: Mapping[str, Callable[..., list[Draft]]] = {
    "alliances.invited": invited,
    "alliances.member_stood": member_stood,
    "alliances.issued": issued,
    "alliances.figures_soon": figures_soon,
    "alliances.told": told,
    "alliances.review_due": review_due,
    "alliances.reviewed": reviewed,
    "alliances.ended": ended,
}
CONTACT_TEXTS: Mapping[str, Callable[..., list[Draft]]] = {"alliances.statement_made": statement_made}
