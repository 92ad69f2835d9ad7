"""The count of a budget round: pure, in exact arithmetic; it knows no session, no clock and no person.

Method of Equal Shares: D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive
Utilities", NeurIPS 2021, with cost utilities and the completion Add1U as equalshares.net describes them.
"""

from backend.budgeting.equal_shares.count import Chosen, Count, How, count_ballots
from backend.budgeting.equal_shares.election import Ballot, Election, Project
from backend.budgeting.equal_shares.greedy import take_most_supported
from backend.budgeting.equal_shares.method import Purchase, buy_together
from backend.budgeting.equal_shares.represented import Represented, represented, shares_spent

__all__ = [
    "Ballot",
    "Chosen",
    "Count",
    "Election",
    "How",
    "Project",
    "Purchase",
    "Represented",
    "buy_together",
    "count_ballots",
    "represented",
    "shares_spent",
    "take_most_supported",
]
