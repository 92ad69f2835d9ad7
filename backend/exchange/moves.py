"""State tables of orders and answers. Who may move, and until when, is in policy and rules."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.exchange.types import AnswerState as W
from backend.exchange.types import OrderState as S


class OrderMove(StrEnum):
    """What can become of an order; CALL, SETTLE, EXPIRE and KEEP are time's."""

    ACCEPT = "accept"
    CANCEL = "cancel"
    REPORT = "report"
    COMPLETE = "complete"
    CONFIRM = "confirm"
    CLAIM_ABSENCE = "claim_absence"
    DISPUTE = "dispute"
    RULE = "rule"
    CALL = "call"
    SETTLE = "settle"
    EXPIRE = "expire"
    KEEP = "keep"


class AnswerMove(StrEnum):
    """What can become of an answer; its helper withdraws it, the rest follows from the order."""

    WITHDRAW = "withdraw"
    CHOOSE = "choose"
    DECLINE = "decline"


M = OrderMove
ORDER_MOVES = MoveTable(
    {
        (S.OPEN, M.ACCEPT): S.ACCEPTED,
        (S.OPEN, M.CANCEL): S.CANCELLED,
        (S.OPEN, M.EXPIRE): S.EXPIRED,
        (S.ACCEPTED, M.CANCEL): S.CANCELLED,
        (S.ACCEPTED, M.REPORT): S.REPORTED,
        (S.ACCEPTED, M.COMPLETE): S.COMPLETED,
        (S.ACCEPTED, M.CLAIM_ABSENCE): S.ABSENT,
        (S.ACCEPTED, M.CALL): S.OVERDUE,
        (S.ACCEPTED, M.EXPIRE): S.EXPIRED,
        (S.OVERDUE, M.REPORT): S.REPORTED,
        (S.OVERDUE, M.COMPLETE): S.COMPLETED,
        (S.OVERDUE, M.CLAIM_ABSENCE): S.ABSENT,
        (S.OVERDUE, M.EXPIRE): S.EXPIRED,
        (S.REPORTED, M.CONFIRM): S.COMPLETED,
        (S.REPORTED, M.SETTLE): S.COMPLETED,
        (S.REPORTED, M.DISPUTE): S.DISPUTED,
        (S.REPORTED, M.EXPIRE): S.EXPIRED,
        (S.ABSENT, M.CONFIRM): S.MISSED,
        (S.ABSENT, M.SETTLE): S.MISSED,
        (S.ABSENT, M.DISPUTE): S.DISPUTED,
        (S.ABSENT, M.EXPIRE): S.EXPIRED,
        (S.COMPLETED, M.DISPUTE): S.DISPUTED,
        (S.DISPUTED, M.RULE): S.RULED,
        (S.DISPUTED, M.EXPIRE): S.EXPIRED,
        (S.DISPUTED, M.KEEP): S.COMPLETED,
    }
)
# States in which the minutes are held and nobody has decided yet.
HELD = frozenset({S.ACCEPTED, S.OVERDUE, S.REPORTED, S.ABSENT})
ENDED = frozenset({S.COMPLETED, S.CANCELLED, S.MISSED, S.EXPIRED, S.RULED})
ORDER_MOVE_NAMES = {
    M.ACCEPT: "请这位帮忙",
    M.CANCEL: "取消",
    M.REPORT: "报告已完成",
    M.COMPLETE: "确认已完成",
    M.CONFIRM: "确认",
    M.CLAIM_ABSENCE: "对方没有来",
    M.DISPUTE: "有不同意见",
    M.RULE: "作出裁定",
}
ANSWER_MOVES = MoveTable(
    {
        (W.OFFERED, AnswerMove.WITHDRAW): W.WITHDRAWN,
        (W.OFFERED, AnswerMove.CHOOSE): W.CHOSEN,
        (W.OFFERED, AnswerMove.DECLINE): W.DECLINED,
    }
)
ANSWER_MOVE_NAMES = {AnswerMove.WITHDRAW: "收回应答"}
