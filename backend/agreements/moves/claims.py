"""The state table of claims and its Chinese names."""

from enum import StrEnum

from backend.agreements.types.claims import ClaimState as S
from backend.core.moves import MoveTable


class ClaimMove(StrEnum):
    """What can be done with a claim."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    DELIVER = "deliver"
    ACCEPT_DELIVERY = "accept_delivery"
    REJECT_DELIVERY = "reject_delivery"


CLAIM_MOVES = MoveTable(
    {
        (S.OPEN, ClaimMove.ACCEPT): S.ACCEPTED,
        (S.OPEN, ClaimMove.DECLINE): S.DECLINED,
        (S.OPEN, ClaimMove.WITHDRAW): S.WITHDRAWN,
        (S.ACCEPTED, ClaimMove.WITHDRAW): S.WITHDRAWN,
        (S.ACCEPTED, ClaimMove.DELIVER): S.DELIVERED,
        (S.DELIVERED, ClaimMove.ACCEPT_DELIVERY): S.CLOSED,
        (S.DELIVERED, ClaimMove.REJECT_DELIVERY): S.ACCEPTED,
    }
)
CLAIM_MOVE_NAMES = {
    ClaimMove.ACCEPT: "同意认领",
    ClaimMove.DECLINE: "婉拒",
    ClaimMove.WITHDRAW: "撤回认领",
    ClaimMove.DELIVER: "已完成，请验收",
    ClaimMove.ACCEPT_DELIVERY: "验收通过",
    ClaimMove.REJECT_DELIVERY: "还需改进",
}
CLAIM_STATE_NAMES = {
    S.OPEN: "等待确认",
    S.ACCEPTED: "已同意",
    S.DECLINED: "未同意",
    S.WITHDRAWN: "已撤回",
    S.DELIVERED: "等待验收",
    S.CLOSED: "已完成",
}
