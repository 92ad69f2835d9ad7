"""Pure decisions on proposals."""

from backend.budgeting.types import ProposalCheck
from backend.core.errors import InvalidError


def check_cost(cost_fen: int, budget_fen: int) -> None:
    """Raise InvalidError for what all of the money would not pay."""
    if not 0 < cost_fen <= budget_fen:
        raise InvalidError({"cost_fen": [f"费用应在0.01元到这一轮的{budget_fen / 100:.2f}元之间"]})


def check_reason(check: ProposalCheck) -> None:
    """Raise InvalidError where the desk does not say why: whoever proposed it reads it."""
    if not check.reason:
        raise InvalidError({"reason": ["请写明核对的结果：费用怎么算、能不能做"]})
