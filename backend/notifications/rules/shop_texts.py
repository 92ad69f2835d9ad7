"""What happens with merchants, refunds and statements, in words, by topic and whom it concerns."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from backend.notifications.rules.texts import Payload, note_text
from backend.notifications.types import Draft

MERCHANT_TEXTS = {
    "check": ("入驻资料已核对", "接下来由社区党组织决定。"),
    "approve": ("入驻已通过", "现在可以承诺商品、上架兑换了。"),
    "decline": ("入驻没有通过", "修改以后可以再申请。"),
    "pause": ("已暂停兑换", "已经兑出的券仍可到店使用。"),
    "resume": ("已恢复兑换", "居民又可以兑换了。"),
    "close": ("已停业", "没用完的兑换券，积分会退回给持券人。"),
}


def merchant_moved(payload: Payload, *, contacts: Sequence[UUID]) -> list[Draft]:
    """Tell a shop's contacts what was done with it."""
    title, text = MERCHANT_TEXTS[payload["what"]]
    said = text + note_text(payload)
    return [Draft(each, f"{title}：{payload['unit_name']}", said, _shop(payload)) for each in contacts]


def refund_asked(payload: Payload, *, contacts: Sequence[UUID]) -> list[Draft]:
    """Tell a shop that somebody asks for a refund."""
    text = f"涉及{payload['points']}积分，请在3个工作日内答复，逾期由社区处理。"
    target = ("redemption", UUID(payload["redemption_id"]))
    return [Draft(each, f"有人申请退货：{payload['title']}", text, target) for each in contacts]


def statement_made(payload: Payload, *, contacts: Sequence[UUID]) -> list[Draft]:
    """Tell a shop that its day is ready to be confirmed."""
    title = f"{_day(payload)}的日结单已出"
    text = f"期末{payload['closing']}积分，请核对后确认。"
    return [Draft(each, title, text, _shop(payload)) for each in contacts]


def statement_answered(payload: Payload, *, contacts: Sequence[UUID]) -> list[Draft]:
    """Tell a shop what the desk says to its objection."""
    title = f"{_day(payload)}日结单的异议已答复"
    return [Draft(each, title, payload["text"], _shop(payload)) for each in contacts]


def merchant_applied(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk of a unit that applies as a merchant."""
    text = "请核对营业执照和资料，再由社区党组织决定。"
    return [Draft(each, f"商户申请入驻：{payload['unit_name']}", text, _shop(payload)) for each in staff]


def refund_overdue(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk of a request that the shop has not answered."""
    target = ("redemption", UUID(payload["redemption_id"]))
    text = "商户3个工作日没有答复，现在社区可以处理。"
    return [Draft(each, f"退货申请逾期未答复：{payload['title']}", text, target) for each in staff]


def statement_objected(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk of a shop whose day does not tally for it."""
    title = f"{payload['unit_name']}对{_day(payload)}日结单有异议"
    return [Draft(each, title, f"{payload['text']}。请核对后答复。", _shop(payload)) for each in staff]


def _day(payload: Payload) -> str:
    day = date.fromisoformat(payload["day"])
    return f"{day.month}月{day.day}日"


def _shop(payload: Payload) -> tuple[str, UUID]:
    return "merchant", UUID(payload["unit_id"])


# Told to the contacts of the unit that the event names.
CONTACT_TEXTS = {
    "redemption.merchant_moved": merchant_moved,
    "redemption.refund_asked": refund_asked,
    "redemption.statement_made": statement_made,
    "redemption.statement_answered": statement_answered,
}
DESK_TEXTS = {
    "redemption.merchant_applied": merchant_applied,
    "redemption.refund_overdue": refund_overdue,
    "redemption.statement_objected": statement_objected,
}
