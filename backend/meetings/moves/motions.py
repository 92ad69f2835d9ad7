"""The state table of motions and the Chinese verbs."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.meetings.types.motions import MotionState as S


class MotionMove(StrEnum):
    """What the desk can do with a motion."""

    OPEN = "open"
    CLOSE = "close"
    WITHDRAW = "withdraw"


M = MotionMove
# How a motion begins.
PROPOSE = "propose"

MOTION_MOVES = MoveTable(
    {
        (S.DRAFT, M.OPEN): S.OPEN,
        (S.DRAFT, M.WITHDRAW): S.WITHDRAWN,
        (S.OPEN, M.CLOSE): S.CLOSED,
        (S.OPEN, M.WITHDRAW): S.WITHDRAWN,
    }
)
MOVE_NAMES: dict[str, str] = {
    PROPOSE: "提出表决事项",
    M.OPEN: "开始表决",
    M.CLOSE: "结束表决，公布结果",
    M.WITHDRAW: "撤回，不表决",
}
# Whoever has voted already is told why it does not count.
NOTE_REQUIRED = frozenset({M.WITHDRAW})
