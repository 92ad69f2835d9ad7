"""Values of budget rounds, by noun."""

from backend.budgeting.types.ballots import MyBallot, NewBallot
from backend.budgeting.types.proposals import (
    PROPOSAL_STATE_NAMES,
    NewProposal,
    ProposalCheck,
    ProposalState,
    TextState,
)
from backend.budgeting.types.rounds import (
    BALLOT_NAMES,
    ENDS,
    STAGE_NAMES,
    BallotKind,
    NewRound,
    RoundStage,
    RoundStep,
)

__all__ = [
    "BALLOT_NAMES",
    "ENDS",
    "PROPOSAL_STATE_NAMES",
    "STAGE_NAMES",
    "BallotKind",
    "MyBallot",
    "NewBallot",
    "NewProposal",
    "NewRound",
    "ProposalCheck",
    "ProposalState",
    "RoundStage",
    "RoundStep",
    "TextState",
]
