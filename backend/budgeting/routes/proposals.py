"""Routes of proposals."""

from typing import Any
from uuid import UUID

from backend.budgeting import service
from backend.budgeting.moves import ProposalMove
from backend.budgeting.policy import A
from backend.budgeting.schemas import (
    BudgetNewProposalSchema,
    BudgetProposalMoveSchema,
    BudgetProposalQuery,
    BudgetProposalSchema,
)
from backend.budgeting.types import NewProposal, ProposalCheck
from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "budgeting"

blp = Blueprint(
    "budget_proposals", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Budget rounds"
)


@blp.route("/budget-rounds/<uuid:round_id>/proposals")
@asks(A.READ_ROUNDS, policy=POLICY)
@blp.arguments(BudgetProposalQuery, location="query")
@blp.response(200, page_schema(BudgetProposalSchema))
def list_proposals(query: dict[str, Any], community_id: int, round_id: UUID) -> Page[dict[str, Any]]:
    """Page through a round's proposals: those that passed, one's own, and to the desk all."""
    with unit_of_work() as uow:
        return service.list_proposals(uow, current_actor(), community_id, round_id, query["state"], page_request(query))


@blp.route("/budget-rounds/<uuid:round_id>/proposals", methods=["POST"])
@idempotent
@asks(A.PROPOSE, policy=POLICY)
@blp.arguments(BudgetNewProposalSchema)
@blp.response(201, BudgetProposalSchema)
def propose(body: NewProposal, community_id: int, round_id: UUID) -> dict[str, Any]:
    """Put something forward; the desk checks cost and feasibility before others see it."""
    with unit_of_work() as uow:
        return service.propose(uow, current_actor(), community_id, round_id, body)


@blp.route("/budget-proposals/<uuid:proposal_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_PROPOSAL, policy=POLICY)
@blp.arguments(BudgetProposalMoveSchema)
@blp.response(200, BudgetProposalSchema)
def move_proposal(body: tuple[ProposalMove, ProposalCheck], community_id: int, proposal_id: UUID) -> dict[str, Any]:
    """Pass or refuse a proposal with reasons, or take one's own back."""
    with unit_of_work() as uow:
        return service.move_proposal(uow, current_actor(), community_id, proposal_id, *body)
