"""Values of opinions, a file per noun."""

from backend.opinions.types.statements import STATE_NAMES, NewStatement, StatementFilter, StatementState, StatementStep
from backend.opinions.types.votes import ANSWERS, NUMBERS, VoteAnswer

__all__ = [
    "ANSWERS",
    "NUMBERS",
    "STATE_NAMES",
    "NewStatement",
    "StatementFilter",
    "StatementState",
    "StatementStep",
    "VoteAnswer",
]
