"""The state table of rounds."""

from enum import StrEnum

from backend.budgeting.types.rounds import RoundStage as S
from backend.core.moves import MoveTable


class RoundMove(StrEnum):
    """What the desk can do with a round, and what time does."""

    CHECK = "check"
    OPEN_VOTING = "open_voting"
    CLOSE = "close"
    DECIDE = "decide"
    EXTEND = "extend"
    CALL_OFF = "call_off"


M = RoundMove
# How a round begins.
OPEN = "open"

# The end of voting is never put off: whoever could, would wait until the result suits them. Our rule. It can be called
# off before anything is counted, with a reason that everybody reads.
ROUND_MOVES = MoveTable(
    {
        (S.PROPOSING, M.CHECK): S.CHECKING,
        (S.PROPOSING, M.EXTEND): S.PROPOSING,
        (S.PROPOSING, M.CALL_OFF): S.CALLED_OFF,
        (S.CHECKING, M.OPEN_VOTING): S.VOTING,
        (S.CHECKING, M.EXTEND): S.CHECKING,
        (S.CHECKING, M.CALL_OFF): S.CALLED_OFF,
        (S.VOTING, M.CLOSE): S.CLOSED,
        (S.VOTING, M.CALL_OFF): S.CALLED_OFF,
        (S.CLOSED, M.DECIDE): S.DECIDED,
    }
)
# Made when a stage's time is over, by nobody.
TIMES_MOVES = {S.PROPOSING: M.CHECK, S.VOTING: M.CLOSE}
ROUND_MOVE_NAMES: dict[str, str] = {
    OPEN: "开始征集提案",
    M.CHECK: "征集结束，开始核对",
    M.OPEN_VOTING: "开始投票",
    M.CLOSE: "投票结束，计票",
    M.DECIDE: "把选中的列入清单",
    M.EXTEND: "延长期限",
    M.CALL_OFF: "取消这一轮",
}
NOTE_REQUIRED = frozenset({M.EXTEND, M.CALL_OFF})
