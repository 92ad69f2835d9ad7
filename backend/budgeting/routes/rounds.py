"""Routes of rounds."""

from typing import Any
from uuid import UUID

from backend.budgeting import service
from backend.budgeting.moves import RoundMove
from backend.budgeting.policy import A
from backend.budgeting.schemas import (
    BudgetNewRoundSchema,
    BudgetRoundItemSchema,
    BudgetRoundMoveSchema,
    BudgetRoundQuery,
    BudgetRoundSchema,
)
from backend.budgeting.types import NewRound, RoundStep
from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "budgeting"

blp = Blueprint(
    "budget_rounds", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Budget rounds"
)


@blp.route("/budget-rounds")
@asks(A.READ_ROUNDS, policy=POLICY)
@blp.arguments(BudgetRoundQuery, location="query")
@blp.response(200, page_schema(BudgetRoundItemSchema))
def list_rounds(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through rounds, newest first."""
    filters = {name: query[name] for name in ("stage", "live", "topic_id")}
    with unit_of_work() as uow:
        return service.list_rounds(uow, current_actor(), community_id, page_request(query), **filters)


@blp.route("/budget-rounds", methods=["POST"])
@idempotent
@asks(A.OPEN_ROUND, policy=POLICY)
@blp.arguments(BudgetNewRoundSchema)
@blp.response(201, BudgetRoundSchema)
def open_round(body: NewRound, community_id: int) -> dict[str, Any]:
    """Begin a round: proposals are gathered from now on."""
    with unit_of_work() as uow:
        return service.open_round(uow, current_actor(), community_id, body)


@blp.route("/budget-rounds/<uuid:round_id>")
@asks(A.READ_ROUNDS, policy=POLICY)
@blp.response(200, BudgetRoundSchema)
def get_round(community_id: int, round_id: UUID) -> dict[str, Any]:
    """Show one round with its line of stops."""
    with unit_of_work() as uow:
        return service.get_round(uow, current_actor(), community_id, round_id)


@blp.route("/budget-rounds/<uuid:round_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_ROUND, policy=POLICY)
@blp.arguments(BudgetRoundMoveSchema)
@blp.response(200, BudgetRoundSchema)
def move_round(body: tuple[RoundMove, RoundStep], community_id: int, round_id: UUID) -> dict[str, Any]:
    """Make one of the moves the round offers; gathering and voting end by the clock alone."""
    with unit_of_work() as uow:
        return service.move_round(uow, current_actor(), community_id, round_id, *body)
