"""State tables of relations, entitlements and donations."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.giving.types import DonationState as D
from backend.giving.types import EntitlementState as E
from backend.giving.types import TieState as T


class TieMove(StrEnum):
    """The other confirms or declines; either ends."""

    CONFIRM = "confirm"
    DECLINE = "decline"
    END = "end"


class EntitlementMove(StrEnum):
    """Another person approves or declines; the desk ends what is approved."""

    APPROVE = "approve"
    DECLINE = "decline"
    END = "end"


class DonationMove(StrEnum):
    """The keeper says whether it came."""

    ACKNOWLEDGE = "acknowledge"
    REJECT = "reject"


TIE_MOVES = MoveTable(
    {
        (T.PROPOSED, TieMove.CONFIRM): T.CONFIRMED,
        (T.PROPOSED, TieMove.DECLINE): T.DECLINED,
        (T.PROPOSED, TieMove.END): T.ENDED,
        (T.CONFIRMED, TieMove.END): T.ENDED,
    }
)
ENTITLEMENT_MOVES = MoveTable(
    {
        (E.PROPOSED, EntitlementMove.APPROVE): E.APPROVED,
        (E.PROPOSED, EntitlementMove.DECLINE): E.DECLINED,
        (E.APPROVED, EntitlementMove.END): E.ENDED,
    }
)
DONATION_MOVES = MoveTable(
    {
        (D.RECORDED, DonationMove.ACKNOWLEDGE): D.ACKNOWLEDGED,
        (D.RECORDED, DonationMove.REJECT): D.REJECTED,
    }
)
TIE_MOVE_NAMES = {TieMove.CONFIRM: "同意", TieMove.DECLINE: "不同意", TieMove.END: "解除关系"}
ENTITLEMENT_MOVE_NAMES = {
    EntitlementMove.APPROVE: "批准",
    EntitlementMove.DECLINE: "不批准",
    EntitlementMove.END: "结束资格",
}
DONATION_MOVE_NAMES = {DonationMove.ACKNOWLEDGE: "确认收到", DonationMove.REJECT: "没有收到"}
