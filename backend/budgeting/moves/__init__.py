"""State tables of budget rounds, by noun."""

from backend.budgeting.moves.proposals import PROPOSAL_MOVE_NAMES, PROPOSAL_MOVES, ProposalMove
from backend.budgeting.moves.rounds import NOTE_REQUIRED, OPEN, ROUND_MOVE_NAMES, ROUND_MOVES, TIMES_MOVES, RoundMove

__all__ = [
    "NOTE_REQUIRED",
    "OPEN",
    "PROPOSAL_MOVES",
    "PROPOSAL_MOVE_NAMES",
    "ROUND_MOVES",
    "ROUND_MOVE_NAMES",
    "TIMES_MOVES",
    "ProposalMove",
    "RoundMove",
]
