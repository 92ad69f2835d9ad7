"""What can be done with a statement, and by whom."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.opinions.types import StatementState as S


class StatementMove(StrEnum):
    """Moves of a statement."""

    OPEN = "open"
    REFUSE = "refuse"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    HIDE = "hide"
    SHOW = "show"


M = StatementMove
SAY = "say"

STATEMENT_MOVES = MoveTable(
    {
        (S.WAITING, M.OPEN): S.OPEN,
        (S.WAITING, M.REFUSE): S.REFUSED,
        (S.REFUSED, M.OPEN): S.OPEN,
        # Time was over before anybody decided on it.
        (S.WAITING, M.CLOSE): S.WITHDRAWN,
        # What others have seen is no longer its author's alone.
        (S.WAITING, M.WITHDRAW): S.WITHDRAWN,
        (S.OPEN, M.MERGE): S.MERGED,
        (S.OPEN, M.HIDE): S.HIDDEN,
        (S.HIDDEN, M.SHOW): S.OPEN,
    }
)
OWN_MOVES = STATEMENT_MOVES.only([M.WITHDRAW])
DESK_MOVES = STATEMENT_MOVES.only([M.MERGE, M.HIDE, M.SHOW])
MOVE_NAMES = {M.WITHDRAW: "撤回", M.MERGE: "合并到相近的看法", M.HIDE: "撤下", M.SHOW: "重新公开"}
