"""How a community's stand in an alliance changes by its own word."""

from enum import StrEnum

from backend.alliances.types import Stand as S
from backend.core.moves import MoveTable


class StandMove(StrEnum):
    """What a community's lead can do: answer an invitation, leave, or as the chair end the alliance."""

    JOIN = "join"
    DECLINE = "decline"
    LEAVE = "leave"
    END = "end"


MEMBER_MOVES = MoveTable(
    {
        (S.INVITED, StandMove.JOIN): S.JOINED,
        (S.INVITED, StandMove.DECLINE): S.DECLINED,
        (S.JOINED, StandMove.LEAVE): S.LEFT,
    }
)
# Whoever convenes an alliance does not leave it: it ends.
CHAIR_MOVES = MoveTable({(S.JOINED, StandMove.END): S.ENDED})
STAND_MOVE_NAMES = {
    StandMove.JOIN: "同意加入",
    StandMove.DECLINE: "暂不加入",
    StandMove.LEAVE: "退出联盟",
    StandMove.END: "结束联盟",
}
