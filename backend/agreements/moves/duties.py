"""How terms of duties move, by people and by time, and their Chinese names."""

from enum import StrEnum

from backend.agreements.types.duties import DutyState, EvidenceKind, EvidenceState
from backend.agreements.types.duties import NoteState as N
from backend.agreements.types.duties import TermState as S
from backend.core.moves import MoveTable


class TermMove(StrEnum):
    """What happens to a term."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    REJECT = "reject"
    TAKE_BACK = "take_back"
    ASK_EXCUSE = "ask_excuse"
    GRANT_EXCUSE = "grant_excuse"
    DECLINE_EXCUSE = "decline_excuse"
    REMIND = "remind"
    LAPSE = "lapse"
    ESCALATE = "escalate"
    GIVE_UP = "give_up"
    CANCEL = "cancel"
    CHANGE = "change"


class EvidenceMove(StrEnum):
    """What is done with evidence that waits."""

    ACCEPT = "accept"
    REJECT = "reject"
    WITHDRAW = "withdraw"


class NoteMove(StrEnum):
    """What is done with a supervision note."""

    SAY = "say"  # whoever put the note, or another party, says more: it is to be answered again
    ANSWER = "answer"
    ESCALATE = "escalate"
    CLOSE = "close"


# Not here: what another text makes of a term; and accept, reject and take_back, after which the amounts decide
# (rules/terms.resume).
TERM_MOVES = MoveTable(
    {
        (S.OPEN, TermMove.SUBMIT): S.SUBMITTED,
        (S.SUBMITTED, TermMove.SUBMIT): S.SUBMITTED,
        (S.PARTLY, TermMove.SUBMIT): S.SUBMITTED,
        (S.OVERDUE, TermMove.SUBMIT): S.SUBMITTED,
        (S.ESCALATED, TermMove.SUBMIT): S.SUBMITTED,
        (S.OPEN, TermMove.ASK_EXCUSE): S.OPEN,
        (S.PARTLY, TermMove.ASK_EXCUSE): S.PARTLY,
        (S.OVERDUE, TermMove.ASK_EXCUSE): S.OVERDUE,
        (S.ESCALATED, TermMove.ASK_EXCUSE): S.ESCALATED,
        (S.OPEN, TermMove.GRANT_EXCUSE): S.EXCUSED,
        (S.PARTLY, TermMove.GRANT_EXCUSE): S.EXCUSED,
        (S.OVERDUE, TermMove.GRANT_EXCUSE): S.EXCUSED,
        (S.ESCALATED, TermMove.GRANT_EXCUSE): S.EXCUSED,
        (S.OPEN, TermMove.DECLINE_EXCUSE): S.OPEN,
        (S.PARTLY, TermMove.DECLINE_EXCUSE): S.PARTLY,
        (S.OVERDUE, TermMove.DECLINE_EXCUSE): S.OVERDUE,
        (S.ESCALATED, TermMove.DECLINE_EXCUSE): S.ESCALATED,
        (S.OPEN, TermMove.REMIND): S.OPEN,
        (S.PARTLY, TermMove.REMIND): S.PARTLY,
        (S.SUBMITTED, TermMove.REMIND): S.SUBMITTED,
        (S.OPEN, TermMove.LAPSE): S.OVERDUE,
        (S.PARTLY, TermMove.LAPSE): S.OVERDUE,
        (S.OVERDUE, TermMove.ESCALATE): S.ESCALATED,
        (S.ESCALATED, TermMove.GIVE_UP): S.GIVEN_UP,
        (S.OPEN, TermMove.CANCEL): S.CANCELLED,
        (S.PARTLY, TermMove.CANCEL): S.CANCELLED,
        (S.OVERDUE, TermMove.CANCEL): S.CANCELLED,
        (S.ESCALATED, TermMove.CANCEL): S.CANCELLED,
        (S.OPEN, TermMove.CHANGE): S.OPEN,
    }
)
NOTE_MOVES = MoveTable(
    {
        (N.WAITING, NoteMove.SAY): N.WAITING,
        (N.ESCALATED, NoteMove.SAY): N.ESCALATED,
        (N.ANSWERED, NoteMove.SAY): N.WAITING,
        (N.WAITING, NoteMove.ANSWER): N.ANSWERED,
        (N.ESCALATED, NoteMove.ANSWER): N.ANSWERED,
        (N.ANSWERED, NoteMove.ANSWER): N.ANSWERED,
        (N.WAITING, NoteMove.ESCALATE): N.ESCALATED,
        (N.WAITING, NoteMove.CLOSE): N.CLOSED,
        (N.ESCALATED, NoteMove.CLOSE): N.CLOSED,
        (N.ANSWERED, NoteMove.CLOSE): N.CLOSED,
    }
)
NOTE_STATE_NAMES = {N.WAITING: "等待答复", N.ANSWERED: "已答复", N.ESCALATED: "超期未答复", N.CLOSED: "已了结"}
EVIDENCE_MOVE_NAMES = {
    EvidenceMove.ACCEPT: "验收通过",
    EvidenceMove.REJECT: "退回",
    EvidenceMove.WITHDRAW: "收回",
}
TERM_MOVE_NAMES = {
    TermMove.SUBMIT: "提交凭证",
    TermMove.ACCEPT: "验收通过",
    TermMove.REJECT: "退回",
    TermMove.TAKE_BACK: "收回凭证",
    TermMove.ASK_EXCUSE: "申请免除",
    TermMove.GRANT_EXCUSE: "同意免除",
    TermMove.DECLINE_EXCUSE: "不同意免除",
    TermMove.REMIND: "提醒",
    TermMove.LAPSE: "已逾期",
    TermMove.ESCALATE: "转负责人督办",
    TermMove.GIVE_UP: "逾期未办，重新开放",
    TermMove.CANCEL: "取消",
    TermMove.CHANGE: "按新约定调整",
}
TERM_STATE_NAMES = {
    S.OPEN: "待办理",
    S.SUBMITTED: "等待验收",
    S.PARTLY: "部分完成",
    S.ACCEPTED: "已完成",
    S.OVERDUE: "已逾期",
    S.ESCALATED: "督办中",
    S.GIVEN_UP: "没有完成",
    S.EXCUSED: "已免除",
    S.CANCELLED: "已取消",
}
DUTY_STATE_NAMES = {DutyState.IN_FORCE: "履行中", DutyState.DONE: "已办完", DutyState.ENDED: "已终止"}
EVIDENCE_NAMES = {
    EvidenceKind.PHOTO: "照片",
    EvidenceKind.RECORD: "服务记录",
    EvidenceKind.TRANSFER: "积分往来",
    EvidenceKind.BOOKING: "场地物品使用",
}
EVIDENCE_STATE_NAMES = {
    EvidenceState.WAITING: "等待验收",
    EvidenceState.ACCEPTED: "已通过",
    EvidenceState.REJECTED: "已退回",
    EvidenceState.WITHDRAWN: "已收回",
}
