"""State tables of merchants, offers, vouchers and requests for a refund."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.redemption.types import MerchantState as M
from backend.redemption.types import OfferState as S
from backend.redemption.types import RefundState as R
from backend.redemption.types import StatementState as T
from backend.redemption.types import VoucherState as V


class OfferMove(StrEnum):
    """What a merchant can do with an offer."""

    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"


class VoucherMove(StrEnum):
    """What can become of a voucher: its holder cancels, its merchant uses, time expires."""

    CANCEL = "cancel"
    USE = "use"
    EXPIRE = "expire"


class ShopMove(StrEnum):
    """What can be done about a merchant's taking another's vouchers."""

    AGREE = "agree"
    END = "end"


class ReserveMoveMove(StrEnum):
    """What the second hand does with points proposed for the reserve."""

    CONFIRM = "confirm"
    DECLINE = "decline"


OFFER_MOVES = MoveTable(
    {
        (S.OPEN, OfferMove.PAUSE): S.PAUSED,
        (S.PAUSED, OfferMove.RESUME): S.OPEN,
        (S.OPEN, OfferMove.CLOSE): S.CLOSED,
        (S.PAUSED, OfferMove.CLOSE): S.CLOSED,
    }
)
OFFER_MOVE_NAMES = {OfferMove.PAUSE: "暂停", OfferMove.RESUME: "恢复", OfferMove.CLOSE: "结束"}
VOUCHER_MOVES = MoveTable(
    {
        (V.ISSUED, VoucherMove.CANCEL): V.CANCELLED,
        # With its last piece; until then it stays issued.
        (V.ISSUED, VoucherMove.USE): V.USED,
        (V.ISSUED, VoucherMove.EXPIRE): V.EXPIRED,
    }
)
SHOP_MOVE_NAMES = {ShopMove.AGREE: "同意收这些券", ShopMove.END: "不再收这些券"}
VOUCHER_MOVE_NAMES = {VoucherMove.CANCEL: "取消并退回积分"}


class MerchantMove(StrEnum):
    """What can become of a merchant; staff check, the lead decides, the shop pauses and closes."""

    CHECK = "check"
    APPROVE = "approve"
    DECLINE = "decline"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"


MERCHANT_MOVES = MoveTable(
    {
        (M.APPLIED, MerchantMove.CHECK): M.APPLIED,
        (M.APPLIED, MerchantMove.APPROVE): M.ACTIVE,
        (M.APPLIED, MerchantMove.DECLINE): M.DECLINED,
        (M.ACTIVE, MerchantMove.PAUSE): M.PAUSED,
        (M.PAUSED, MerchantMove.RESUME): M.ACTIVE,
        (M.ACTIVE, MerchantMove.CLOSE): M.CLOSED,
        (M.PAUSED, MerchantMove.CLOSE): M.CLOSED,
    }
)
MERCHANT_MOVE_NAMES = {
    MerchantMove.CHECK: "资料核对无误",
    MerchantMove.APPROVE: "同意入驻",
    MerchantMove.DECLINE: "不同意",
    MerchantMove.PAUSE: "暂停兑换",
    MerchantMove.RESUME: "恢复兑换",
    MerchantMove.CLOSE: "停业",
}


class RefundMove(StrEnum):
    """How a request for a refund ends."""

    REFUND = "refund"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


REFUND_MOVES = MoveTable(
    {
        (R.OPEN, RefundMove.REFUND): R.REFUNDED,
        (R.OPEN, RefundMove.DECLINE): R.DECLINED,
        (R.OPEN, RefundMove.WITHDRAW): R.WITHDRAWN,
    }
)
REFUND_MOVE_NAMES = {RefundMove.REFUND: "同意退货", RefundMove.DECLINE: "不同意", RefundMove.WITHDRAW: "撤回申请"}


class StatementMove(StrEnum):
    """What is said about a statement: the shop confirms or objects, the desk replies."""

    CONFIRM = "confirm"
    OBJECT = "object"
    REPLY = "reply"


STATEMENT_MOVES = MoveTable(
    {
        (T.MADE, StatementMove.CONFIRM): T.CONFIRMED,
        (T.MADE, StatementMove.OBJECT): T.OBJECTED,
        (T.OBJECTED, StatementMove.REPLY): T.REPLIED,
        (T.OBJECTED, StatementMove.CONFIRM): T.CONFIRMED,
        (T.REPLIED, StatementMove.CONFIRM): T.CONFIRMED,
        (T.REPLIED, StatementMove.OBJECT): T.OBJECTED,
    }
)
STATEMENT_MOVE_NAMES = {
    StatementMove.CONFIRM: "核对无误，确认",
    StatementMove.OBJECT: "对不上，提异议",
    StatementMove.REPLY: "答复异议",
}
