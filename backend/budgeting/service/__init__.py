"""Doors of budgeting: what routes, jobs and other features call."""

from backend.budgeting.service.clocks import communities_with_due_rounds, move_due_round
from backend.budgeting.service.proposals import list_proposals, move_proposal, propose
from backend.budgeting.service.reading import get_result, get_round, list_rounds
from backend.budgeting.service.rounds import move_round, open_round
from backend.budgeting.service.stop import round_stops
from backend.budgeting.service.voting import get_my_ballot, vote

__all__ = [
    "communities_with_due_rounds",
    "get_my_ballot",
    "get_result",
    "get_round",
    "list_proposals",
    "list_rounds",
    "move_due_round",
    "move_proposal",
    "move_round",
    "open_round",
    "propose",
    "round_stops",
    "vote",
]
