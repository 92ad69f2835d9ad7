"""The state table of demands and the Chinese verbs. What is reached by numbers or time has no verb."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.meetings.types import DemandState as S


class DemandMove(StrEnum):
    """What happens to a demand: its text is checked, its first signer's own word, signatures, time, the call."""

    OPEN = "open"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    REACH = "reach"
    LAPSE = "lapse"
    ANSWER = "answer"


M = DemandMove
DEMAND_MOVES = MoveTable(
    {
        (S.CHECKING, M.OPEN): S.COLLECTING,
        (S.CHECKING, M.REFUSE): S.REFUSED,
        # A person may let through what WeChat's check refused.
        (S.REFUSED, M.OPEN): S.COLLECTING,
        (S.COLLECTING, M.WITHDRAW): S.WITHDRAWN,
        (S.COLLECTING, M.REACH): S.REACHED,
        (S.COLLECTING, M.LAPSE): S.LAPSED,
        (S.REACHED, M.ANSWER): S.ANSWERED,
    }
)
MOVE_NAMES: dict[str, str] = {M.WITHDRAW: "撤回提议"}
# Nobody but its first signer sees a text that has not passed.
HIDDEN = frozenset({S.CHECKING, S.REFUSED})
# Who has not signed yet may, also once it is enough: it is their word too.
SIGNED_WHILE = frozenset({S.COLLECTING, S.REACHED})
