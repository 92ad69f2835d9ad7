"""State tables of offers and vouchers."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.redemption.types import OfferState as S
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
