"""The state table of demands and the Chinese verbs. What is reached by numbers or time has no verb."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.meetings.types import DemandState as S


class DemandMove(StrEnum):
    """What happens to a demand: its first signer's own word, signatures, time, the call."""

    WITHDRAW = "withdraw"
    REACH = "reach"
    LAPSE = "lapse"
    ANSWER = "answer"


M = DemandMove
DEMAND_MOVES = MoveTable(
    {
        (S.COLLECTING, M.WITHDRAW): S.WITHDRAWN,
        (S.COLLECTING, M.REACH): S.REACHED,
        (S.COLLECTING, M.LAPSE): S.LAPSED,
        (S.REACHED, M.ANSWER): S.ANSWERED,
    }
)
MOVE_NAMES: dict[str, str] = {M.WITHDRAW: "撤回提议"}
# Who has not signed yet may, also once it is enough: it is their word too.
SIGNED_WHILE = frozenset({S.COLLECTING, S.REACHED})
