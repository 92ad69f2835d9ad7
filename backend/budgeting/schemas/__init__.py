"""Shapes of budget rounds on the wire, by noun."""

from backend.budgeting.schemas.ballots import BudgetMyBallotSchema, BudgetNewBallotSchema, BudgetResultSchema
from backend.budgeting.schemas.proposals import (
    BudgetNewProposalSchema,
    BudgetProposalMoveSchema,
    BudgetProposalQuery,
    BudgetProposalSchema,
)
from backend.budgeting.schemas.rounds import (
    BudgetNewRoundSchema,
    BudgetRoundItemSchema,
    BudgetRoundMoveSchema,
    BudgetRoundQuery,
    BudgetRoundSchema,
)

__all__ = [
    "BudgetMyBallotSchema",
    "BudgetNewBallotSchema",
    "BudgetNewProposalSchema",
    "BudgetNewRoundSchema",
    "BudgetProposalMoveSchema",
    "BudgetProposalQuery",
    "BudgetProposalSchema",
    "BudgetResultSchema",
    "BudgetRoundItemSchema",
    "BudgetRoundMoveSchema",
    "BudgetRoundQuery",
    "BudgetRoundSchema",
]
