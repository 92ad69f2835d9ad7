"""What the events of giving say to whom; none of them names a person."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.giving.types import INVERSE, RELATION_NAMES, Relation
from backend.notifications.rules.texts import duration
from backend.notifications.types import Draft

Payload = Mapping[str, Any]


def tie_proposed(payload: Payload, now: datetime) -> list[Draft]:
    """Ask a member to consent to what somebody says they are; the page says who."""
    called = RELATION_NAMES[INVERSE[Relation(payload["relation"])]]
    text = f"有邻居把您填为“{called}”。您同意以后，才可以互相转赠时间币。"
    return [Draft(UUID(payload["member_id"]), "请您确认一条亲友关系", text, ("kin_tie", UUID(payload["tie_id"])))]


def tie_answered(payload: Payload, now: datetime) -> list[Draft]:
    """Tell who stated a relation what the other says."""
    title = "对方同意了亲友关系" if payload["confirmed"] else "对方没有同意亲友关系"
    text = "按本社区的规则可以转赠时间币。" if payload["confirmed"] else "如果填错了，可以重新填写。"
    return [Draft(UUID(payload["member_id"]), title, text, ("kin_tie", UUID(payload["tie_id"])))]


def gift_received(payload: Payload, now: datetime) -> list[Draft]:
    """Tell who received a gift."""
    title = f"您收到亲属赠与：{duration(payload['minutes'])}"
    return [Draft(UUID(payload["member_id"]), title, "已记入您的时间币。", ("gift", UUID(payload["gift_id"])))]


def granted(payload: Payload, now: datetime) -> list[Draft]:
    """Tell who was given time from the pool."""
    return [
        Draft(
            UUID(item["member_id"]),
            f"公益池发放给您{duration(item['minutes'])}",
            "已记入您的时间币，可以请邻居帮忙。",
            ("grant", UUID(item["grant_id"])),
        )
        for item in payload["items"]
    ]


def entitlement_decided(payload: Payload, now: datetime) -> list[Draft]:
    """Tell a member that they will be given time, or no longer; what was declined was only the desk's."""
    member_id, target = UUID(payload["member_id"]), ("pool", UUID(payload["entitlement_id"]))
    if payload["state"] == "approved":
        last = date.fromisoformat(payload["valid_to"])
        text = f"每月最多{duration(payload['minutes'])}，到{last.year}年{last.month}月{last.day}日。"
        return [Draft(member_id, "社区为您批准了公益时间", text, target)]
    if payload["state"] == "ended":
        return [Draft(member_id, "您的公益时间资格已结束", "如有疑问，请联系社区工作者。", target)]
    return []


def donation_acknowledged(payload: Payload, now: datetime) -> list[Draft]:
    """Tell the donor that the keeper has it, and where the receipt is."""
    text = f"凭据编号{payload['number']}。用到哪里，可以随时查看。"
    target = ("fund_donation", UUID(payload["donation_id"]))
    return [Draft(UUID(payload["member_id"]), f"已收到您的捐赠：{payload['fund']}", text, target)]


def donation_recorded(payload: Payload, *, keepers: Sequence[UUID]) -> list[Draft]:
    """Ask the fund's keeper whether it came."""
    target = ("fund_donation", UUID(payload["donation_id"]))
    title, text = f"请确认收到捐赠：{payload['fund']}", "核对款物和凭证后点“确认收到”，登记人自己不能确认。"
    return [Draft(member_id, title, text, target) for member_id in keepers]


def entitlement_proposed(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk that an entitlement waits for another person."""
    target = ("entitlement", UUID(payload["entitlement_id"]))
    title, text = "有公益时间资格等待审批", "请由另一位同志审批，提出人自己不能审批。"
    return [Draft(member_id, title, text, target) for member_id in staff]


# Topics whose drafts need nothing but the event itself.
GIVING_TEXTS: Mapping[str, Callable[[Payload, datetime], list[Draft]]] = {
    "giving.tie_proposed": tie_proposed,
    "giving.tie_answered": tie_answered,
    "giving.gift_received": gift_received,
    "giving.granted": granted,
    "giving.entitlement_decided": entitlement_decided,
    "giving.donation_acknowledged": donation_acknowledged,
}
