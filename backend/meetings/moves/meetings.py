"""The state table of meetings and the Chinese verbs."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.meetings.types import MeetingState as S


class MeetingMove(StrEnum):
    """What the desk can do with a meeting."""

    OPEN = "open"
    CLOSE = "close"
    ADJOURN = "adjourn"
    CALL_OFF = "call_off"
    PUBLISH = "publish"


M = MeetingMove
# How a meeting begins.
CALL = "call"

MEETING_MOVES = MoveTable(
    {
        (S.CALLED, M.OPEN): S.OPEN,
        (S.CALLED, M.CALL_OFF): S.CALLED_OFF,
        (S.OPEN, M.CLOSE): S.HELD,
        (S.OPEN, M.ADJOURN): S.ADJOURNED,
        (S.HELD, M.PUBLISH): S.PUBLISHED,
    }
)
MOVE_NAMES: dict[str, str] = {
    M.OPEN: "开始签到、开会",
    M.CLOSE: "散会",
    M.ADJOURN: "人数不足，改期",
    M.CALL_OFF: "取消会议",
    M.PUBLISH: "公布会议纪要",
}
# Whoever took the day off is told why.
NOTE_REQUIRED = frozenset({M.ADJOURN, M.CALL_OFF})
LIVE = frozenset({S.CALLED, S.OPEN, S.HELD})
