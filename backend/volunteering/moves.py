"""State tables of shifts, sign-ups and service records. A table never says who may move; policy and rules do."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.volunteering.types import RecordState as R
from backend.volunteering.types import ShiftState as S
from backend.volunteering.types import SignUpState as U
from backend.volunteering.types.audit import CaseState as C
from backend.volunteering.types.audit import RoundState as A


class ShiftMove(StrEnum):
    """What can become of a shift; `end` is the job's."""

    CANCEL = "cancel"
    END = "end"


class SignUpMove(StrEnum):
    """What can become of a sign-up; `lapse` is time's, `move_up` to `miss` follow from other acts."""

    ACCEPT = "accept"
    DECLINE = "decline"
    TAKE_BACK = "take_back"
    LAPSE = "lapse"
    CANCEL = "cancel"
    CONFIRM_QUALIFICATION = "confirm_qualification"
    EXCUSE = "excuse"
    MOVE_UP = "move_up"
    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    MISS = "miss"
    RECORD = "record"


class RecordMove(StrEnum):
    """What can become of a record."""

    CHECK_OUT = "check_out"
    CLOSE = "close"
    RECORD = "record"
    WITNESS = "witness"
    CONFIRM = "confirm"
    APPROVE = "approve"
    PUBLISH = "publish"
    HOLD = "hold"
    DISPUTE = "dispute"
    UPHOLD = "uphold"
    LOWER = "lower"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    ENTER = "enter"
    CORRECT = "correct"


class AuditMove(StrEnum):
    """What can become of a round: nobody asks for it, time and the last finding bring it."""

    DRAW = "draw"
    CLOSE = "close"


class CaseMove(StrEnum):
    """What can become of an audit's case; the verdict of a finding is its move."""

    TAKE = "take"
    PASS = "pass"  # noqa: S105  # a verdict, no password
    FAIL = "fail"
    LEAVE = "leave"


SHIFT_MOVES = MoveTable({(S.OPEN, ShiftMove.CANCEL): S.CANCELLED, (S.OPEN, ShiftMove.END): S.ENDED})
SIGN_UP_MOVES = MoveTable(
    {
        (U.INVITED, SignUpMove.ACCEPT): U.SIGNED_UP,
        (U.INVITED, SignUpMove.DECLINE): U.CANCELLED,
        (U.INVITED, SignUpMove.LAPSE): U.CANCELLED,
        (U.INVITED, SignUpMove.TAKE_BACK): U.CANCELLED,
        (U.INVITED, SignUpMove.CANCEL): U.CANCELLED,
        # Whoever waits for a word waits on once it is given; a free place is then taken by moving up.
        (U.WAITING, SignUpMove.ACCEPT): U.WAITING,
        (U.WAITING, SignUpMove.DECLINE): U.CANCELLED,
        (U.WAITING, SignUpMove.CONFIRM_QUALIFICATION): U.WAITING,
        (U.SIGNED_UP, SignUpMove.CONFIRM_QUALIFICATION): U.SIGNED_UP,
        # What is noted stays noted; that it no longer counts is written beside.
        (U.NO_SHOW, SignUpMove.EXCUSE): U.NO_SHOW,
        (U.CANCELLED, SignUpMove.EXCUSE): U.CANCELLED,
        (U.SIGNED_UP, SignUpMove.CANCEL): U.CANCELLED,
        (U.WAITING, SignUpMove.CANCEL): U.CANCELLED,
        (U.WAITING, SignUpMove.MOVE_UP): U.SIGNED_UP,
        (U.SIGNED_UP, SignUpMove.CHECK_IN): U.CHECKED_IN,
        (U.CHECKED_IN, SignUpMove.CHECK_OUT): U.CHECKED_OUT,
        (U.SIGNED_UP, SignUpMove.MISS): U.NO_SHOW,
        # Their phone had no network: what it saw arrived after the shift was closed.
        (U.NO_SHOW, SignUpMove.CHECK_IN): U.CHECKED_IN,
        # Freed after the start, by time or by how an exchange ended; own_place.py tells it from what was given up.
        (U.CANCELLED, SignUpMove.CHECK_IN): U.CHECKED_IN,
        # A signed sheet tells that they were there after all.
        (U.NO_SHOW, SignUpMove.RECORD): U.CHECKED_OUT,
    }
)
RECORD_MOVES = MoveTable(
    {
        (R.CHECKED_IN, RecordMove.CHECK_OUT): R.CHECKED_OUT,
        (R.CHECKED_IN, RecordMove.CLOSE): R.CHECKED_OUT,
        # A check-out that arrives after the shift was closed takes the place of the planned end.
        (R.CHECKED_OUT, RecordMove.CHECK_OUT): R.CHECKED_OUT,
        # From paper: nobody checked in.
        (R.CHECKED_IN, RecordMove.RECORD): R.CHECKED_OUT,
        (R.CHECKED_OUT, RecordMove.WITNESS): R.WITNESSED,
        (R.CHECKED_OUT, RecordMove.REJECT): R.REJECTED,
        (R.FILED, RecordMove.CONFIRM): R.CONFIRMED,
        (R.FILED, RecordMove.REJECT): R.REJECTED,
        (R.ENTERED, RecordMove.CORRECT): R.CORRECTED,
        # Flagged after entry, looked at, and it stands.
        (R.ENTERED, RecordMove.UPHOLD): R.ENTERED,
        (R.WITNESSED, RecordMove.CONFIRM): R.CONFIRMED,
        (R.WITNESSED, RecordMove.REJECT): R.REJECTED,
        # What comes from paper waits for a second approval; approved, it goes on like the others.
        (R.CONFIRMED, RecordMove.APPROVE): R.CONFIRMED,
        (R.CONFIRMED, RecordMove.REJECT): R.REJECTED,
        (R.CONFIRMED, RecordMove.PUBLISH): R.ON_NOTICE,
        (R.CONFIRMED, RecordMove.HOLD): R.HELD,
        (R.ON_NOTICE, RecordMove.HOLD): R.HELD,
        (R.ON_NOTICE, RecordMove.DISPUTE): R.DISPUTED,
        (R.ON_NOTICE, RecordMove.ENTER): R.ENTERED,
        (R.HELD, RecordMove.UPHOLD): R.ON_NOTICE,
        (R.HELD, RecordMove.LOWER): R.ON_NOTICE,
        (R.HELD, RecordMove.REJECT): R.REJECTED,
        (R.DISPUTED, RecordMove.UPHOLD): R.ON_NOTICE,
        (R.DISPUTED, RecordMove.LOWER): R.ON_NOTICE,
        (R.DISPUTED, RecordMove.REJECT): R.REJECTED,
        (R.DISPUTED, RecordMove.WITHDRAW): R.ON_NOTICE,
    }
)
AUDIT_MOVES = MoveTable({(A.COMMITTED, AuditMove.DRAW): A.DRAWN, (A.DRAWN, AuditMove.CLOSE): A.CLOSED})
CASE_MOVES = MoveTable(
    {
        (C.OPEN, CaseMove.TAKE): C.ASSIGNED,
        (C.ASSIGNED, CaseMove.TAKE): C.ASSIGNED,
        (C.ASSIGNED, CaseMove.PASS): C.PASSED,
        (C.ASSIGNED, CaseMove.FAIL): C.FAILED,
        (C.ASSIGNED, CaseMove.LEAVE): C.UNDECIDABLE,
    }
)
# What a person may ask for; the other moves follow from these, from presence or from time.
ASKED_RECORD_MOVES = (
    RecordMove.WITNESS,
    RecordMove.CONFIRM,
    RecordMove.APPROVE,
    RecordMove.DISPUTE,
    RecordMove.UPHOLD,
    RecordMove.LOWER,
    RecordMove.REJECT,
    RecordMove.WITHDRAW,
)
# What is told to others has a reason that can be read later.
NOTE_REQUIRED = frozenset({RecordMove.DISPUTE, RecordMove.UPHOLD, RecordMove.LOWER, RecordMove.REJECT})
# Who made these stays the desk's to know.
OBJECTORS_MOVES = frozenset({RecordMove.DISPUTE, RecordMove.WITHDRAW})
RECORD_MOVE_NAMES = {
    RecordMove.CHECK_OUT: "签退",
    RecordMove.CLOSE: "按计划结束时间签退",
    RecordMove.RECORD: "凭签到表补录",
    RecordMove.WITNESS: "见证",
    RecordMove.CONFIRM: "确认时长",
    RecordMove.APPROVE: "复核通过",
    RecordMove.PUBLISH: "公示",
    RecordMove.HOLD: "转监督员核查",
    RecordMove.DISPUTE: "提出异议",
    RecordMove.UPHOLD: "维持记录",
    RecordMove.LOWER: "改为较少时长",
    RecordMove.REJECT: "不予认定",
    RecordMove.WITHDRAW: "撤回异议",
    RecordMove.ENTER: "入账",
    RecordMove.CORRECT: "被更正替代",
}
SHIFT_MOVE_NAMES = {ShiftMove.CANCEL: "取消活动", ShiftMove.END: "结束"}
SIGN_UP_MOVE_NAMES = {
    SignUpMove.ACCEPT: "同意参加",
    SignUpMove.DECLINE: "不参加",
    SignUpMove.CANCEL: "取消报名",
    SignUpMove.TAKE_BACK: "收回邀请",
    SignUpMove.CONFIRM_QUALIFICATION: "确认资格",
    SignUpMove.EXCUSE: "情有可原",
}
# What a person may ask for.
ASKED_SIGN_UP_MOVES = tuple(SIGN_UP_MOVE_NAMES)
CASE_MOVE_NAMES = {CaseMove.TAKE: "由我核查"}
