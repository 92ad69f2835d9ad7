"""State tables of memberships and employments."""

from enum import StrEnum

from backend.communities.types import EmploymentState as E
from backend.communities.types import MemberState as S
from backend.core.moves import MoveTable


class MemberMove(StrEnum):
    """What can be done with a membership."""

    CONSENT = "consent"
    VERIFY = "verify"
    REJECT = "reject"
    LEAVE = "leave"


class EmploymentMove(StrEnum):
    """What can be done with a tie to a unit."""

    CONFIRM = "confirm"
    DECLINE = "decline"
    REMOVE = "remove"
    LEAVE = "leave"


MEMBER_MOVES = MoveTable(
    {
        (S.AWAITING_GUARDIAN, MemberMove.CONSENT): S.APPLIED,
        (S.AWAITING_GUARDIAN, MemberMove.REJECT): S.REJECTED,
        (S.AWAITING_GUARDIAN, MemberMove.LEAVE): S.LEFT,
        (S.APPLIED, MemberMove.VERIFY): S.VERIFIED,
        (S.APPLIED, MemberMove.REJECT): S.REJECTED,
        (S.APPLIED, MemberMove.LEAVE): S.LEFT,
        (S.VERIFIED, MemberMove.LEAVE): S.LEFT,
        (S.REJECTED, MemberMove.VERIFY): S.VERIFIED,
        (S.REJECTED, MemberMove.LEAVE): S.LEFT,
    }
)
MEMBER_MOVE_NAMES = {
    MemberMove.CONSENT: "我是监护人，同意加入",
    MemberMove.VERIFY: "核实通过",
    MemberMove.REJECT: "不通过",
    MemberMove.LEAVE: "退出社区",
}
EMPLOYMENT_MOVES = MoveTable(
    {
        (E.APPLIED, EmploymentMove.CONFIRM): E.CONFIRMED,
        (E.APPLIED, EmploymentMove.DECLINE): E.DECLINED,
        (E.APPLIED, EmploymentMove.LEAVE): E.ENDED,
        (E.CONFIRMED, EmploymentMove.REMOVE): E.ENDED,
        (E.CONFIRMED, EmploymentMove.LEAVE): E.ENDED,
    }
)
EMPLOYMENT_MOVE_NAMES = {
    EmploymentMove.CONFIRM: "确认是本单位的人",
    EmploymentMove.DECLINE: "不是本单位的人",
    EmploymentMove.REMOVE: "移出单位",
    EmploymentMove.LEAVE: "不再是这个单位的人",
}
