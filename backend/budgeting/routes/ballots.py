"""Routes of ballots and results. A ballot is PUT: it replaces the one before, and no answer to it is stored."""

from typing import Any
from uuid import UUID

from backend.budgeting import service
from backend.budgeting.policy import A
from backend.budgeting.schemas import BudgetMyBallotSchema, BudgetNewBallotSchema, BudgetResultSchema
from backend.budgeting.types import MyBallot, NewBallot
from backend.infra.http import Blueprint, asks, current_actor
from backend.infra.uow import unit_of_work

POLICY = "budgeting"

blp = Blueprint(
    "budget_ballots", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Budget rounds"
)


@blp.route("/budget-rounds/<uuid:round_id>/ballot")
@asks(A.READ_BALLOT, policy=POLICY)
@blp.response(200, BudgetMyBallotSchema)
def get_my_ballot(community_id: int, round_id: UUID) -> MyBallot:
    """Show one's own ballot, to oneself alone and until the end of voting."""
    with unit_of_work() as uow:
        return service.get_my_ballot(uow, current_actor(), community_id, round_id)


@blp.route("/budget-rounds/<uuid:round_id>/ballot", methods=["PUT"])
@asks(A.VOTE, policy=POLICY)
@blp.arguments(BudgetNewBallotSchema)
@blp.response(200, BudgetMyBallotSchema)
def vote(body: NewBallot, community_id: int, round_id: UUID) -> MyBallot:
    """Vote, in secret; a later ballot replaces this one until the end of voting."""
    with unit_of_work() as uow:
        return service.vote(uow, current_actor(), community_id, round_id, body)


@blp.route("/budget-rounds/<uuid:round_id>/result")
@asks(A.READ_ROUNDS, policy=POLICY)
@blp.response(200, BudgetResultSchema)
def get_result(community_id: int, round_id: UUID) -> dict[str, Any]:
    """Show what was chosen, what the usual way would have chosen, and who is represented."""
    with unit_of_work() as uow:
        return service.get_result(uow, current_actor(), community_id, round_id)
