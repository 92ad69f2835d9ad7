"""State tables of clearing: what a lead can say of a pair, what an answer does to a transfer."""

from enum import StrEnum

from backend.clearing.types import Stand as S
from backend.clearing.types import TransferState as T
from backend.core.moves import MoveTable


class PairMove(StrEnum):
    """What a side's lead can do; agreeing names a ceiling, so it has a way of its own."""

    AGREE = "agree"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"


class Answer(StrEnum):
    """What the other community says to a transfer."""

    ACCEPT = "accept"
    REFUSE = "refuse"


STAND_MOVES = MoveTable(
    {
        (S.NONE, PairMove.AGREE): S.AGREED,
        (S.AGREED, PairMove.AGREE): S.AGREED,  # with another ceiling
        (S.ENDED, PairMove.AGREE): S.AGREED,
        (S.AGREED, PairMove.PAUSE): S.PAUSED,
        (S.PAUSED, PairMove.RESUME): S.AGREED,
        (S.NONE, PairMove.END): S.ENDED,  # declines what the other proposed
        (S.AGREED, PairMove.END): S.ENDED,
        (S.PAUSED, PairMove.END): S.ENDED,
    }
)
PAIR_MOVE_NAMES = {PairMove.PAUSE: "暂停互通", PairMove.RESUME: "恢复互通", PairMove.END: "结束互通"}
TRANSFER_MOVES = MoveTable({(T.SENT, Answer.ACCEPT): T.DONE, (T.SENT, Answer.REFUSE): T.REFUNDED})
