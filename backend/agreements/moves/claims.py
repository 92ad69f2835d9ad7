"""The state table of claims and its Chinese names."""

from enum import StrEnum

from backend.agreements.types.claims import AssistState as H
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


class ClaimTurn(StrEnum):
    """What happens to a claim by itself: its turn comes, or the entry ends before it does."""

    MOVE_UP = "move_up"
    LAPSE = "lapse"


class AssistTurn(StrEnum):
    """What happens to an invitation by itself: its time is over and nobody has answered."""

    LAPSE = "lapse"


class AssistMove(StrEnum):
    """What can be done with a unit's part in another's claim."""

    AGREE = "agree"
    DECLINE = "decline"
    LEAVE = "leave"
    TAKE_BACK = "take_back"


CLAIM_MOVES = MoveTable(
    {
        (S.WAITING, ClaimMove.WITHDRAW): S.WITHDRAWN,
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
    S.WAITING: "排队中",
    S.OPEN: "等待确认",
    S.ACCEPTED: "已同意",
    S.DECLINED: "未同意",
    S.WITHDRAWN: "已撤回",
    S.DELIVERED: "等待验收",
    S.CLOSED: "已完成",
    S.LAPSED: "没有轮到",
}

ASSIST_MOVES = MoveTable(
    {
        (H.INVITED, AssistMove.AGREE): H.AGREED,
        (H.INVITED, AssistMove.DECLINE): H.DECLINED,
        (H.INVITED, AssistMove.TAKE_BACK): H.TAKEN_BACK,
        (H.AGREED, AssistMove.LEAVE): H.LEFT,
    }
)
ASSIST_MOVE_NAMES = {
    AssistMove.AGREE: "同意协助",
    AssistMove.DECLINE: "不参加",
    AssistMove.LEAVE: "退出协助",
    AssistMove.TAKE_BACK: "收回邀请",
}
ASSIST_STATE_NAMES = {
    H.INVITED: "等对方答复",
    H.AGREED: "已同意协助",
    H.DECLINED: "没有参加",
    H.LEFT: "已退出",
    H.TAKEN_BACK: "邀请已收回",
    H.LAPSED: "过期没有答复",
}
