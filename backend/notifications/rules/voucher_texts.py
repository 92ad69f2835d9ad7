"""What vouchers taken for more than they held say: to the holder plainly, to the shop, and to the desk."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.notifications.rules.texts import Payload, about_voucher, note_text
from backend.notifications.types import Draft


def voucher_flagged(payload: Payload, now: datetime) -> list[Draft]:
    """Tell the holder that shops took more than the voucher held: it may be anybody's mistake."""
    text = "商户登记的份数比券里的多，社区想听听您这边的情况。核对期间，您的券要在商户有网络时使用。"
    return about_voucher(payload, "使用记录对不上", text)


def flag_lifted(payload: Payload, now: datetime) -> list[Draft]:
    """Tell the holder that all is well again."""
    return about_voucher(payload, "使用记录已核对清楚", f"您的券恢复正常使用。{note_text(payload)}")


def flag_raised(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk, which hears the holder first."""
    title, text = f"使用记录对不上：{payload['title']}", "请先听持券人怎么说，再由另一位工作人员处理。"
    target = ("voucher_flag", UUID(payload["flag_id"]))
    return [Draft(member_id, title, text, target) for member_id in staff]


def guarantee_short(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk that a shop stays unpaid."""
    text = f"{payload['number']}有{payload['points']}积分没能付给商户，因为保障金不够或已到上限。请负责人处理。"
    return [Draft(member_id, f"保障金没能支付：{payload['title']}", text) for member_id in staff]


def reserve_proposed(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell who may be the second hand that points wait for one."""
    title, text = f"{payload['points']}积分待转入保障金", "请另一位负责人或监督员核对后确认。"
    return [Draft(member_id, title, text, ("reserve_move", UUID(payload["move_id"]))) for member_id in staff]


def guarantee_paid(payload: Payload, *, contacts: Sequence[UUID]) -> list[Draft]:
    """Tell the shop that the reserve paid for what it handed over in good faith."""
    title = f"保障金已支付{payload['points']}积分：{payload['title']}"
    text = f"{payload['number']}已在别处用完，您店里离线收下的部分由社区保障金支付，已计入对账单。"
    return [Draft(member_id, title, text) for member_id in contacts]
