"""Values of opinions, a file per noun."""

from backend.opinions.types.statements import STATE_NAMES, StatementState
from backend.opinions.types.votes import VoteCounts, VoteValue

__all__ = ["STATE_NAMES", "StatementState", "VoteCounts", "VoteValue"]
