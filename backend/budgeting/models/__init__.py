"""Tables of budget rounds, by noun."""

from backend.budgeting.models.ballots import Ballot, Result
from backend.budgeting.models.proposals import Proposal, ProposalCheckRow
from backend.budgeting.models.rounds import Round, RoundMoveRow

__all__ = ["Ballot", "Proposal", "ProposalCheckRow", "Result", "Round", "RoundMoveRow"]
