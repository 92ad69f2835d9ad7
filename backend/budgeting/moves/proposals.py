"""The state table of proposals."""

from enum import StrEnum

from backend.budgeting.types.proposals import ProposalState as S
from backend.core.moves import MoveTable


class ProposalMove(StrEnum):
    """What can be done with a proposal until voting opens."""

    PASS = "pass"  # noqa: S105  # a move, no password
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


M = ProposalMove
# The desk may look again: a cost was wrong, the proposer explained.
PROPOSAL_MOVES = MoveTable(
    {
        (S.PROPOSED, M.PASS): S.PASSED,
        (S.PROPOSED, M.REFUSE): S.REFUSED,
        (S.PROPOSED, M.WITHDRAW): S.WITHDRAWN,
        (S.PASSED, M.PASS): S.PASSED,
        (S.PASSED, M.REFUSE): S.REFUSED,
        (S.PASSED, M.WITHDRAW): S.WITHDRAWN,
        (S.REFUSED, M.PASS): S.PASSED,
    }
)
PROPOSAL_MOVE_NAMES: dict[str, str] = {M.PASS: "通过核对", M.REFUSE: "不通过", M.WITHDRAW: "撤回"}
