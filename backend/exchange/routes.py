"""Routes of orders, answers, moves and disputes."""

from typing import Any
from uuid import UUID

from backend.exchange import service
from backend.exchange.policy import A
from backend.exchange.schemas import (
    NewOrderAnswerSchema,
    NewOrderSchema,
    OrderAnswerMoveSchema,
    OrderMeansSchema,
    OrderMoveSchema,
    OrderQuery,
    OrderSchema,
    OrderStatementSchema,
    WholeOrderSchema,
)
from backend.exchange.service import MoveAsked
from backend.exchange.types import NewAnswer, NewOrder, OrderFilter, Statement
from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "exchange"

blp = Blueprint(
    "exchange",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="One neighbour's time for another's",
)


@blp.route("/orders", methods=["POST"])
@idempotent
@asks(A.ASK, policy=POLICY)
@blp.arguments(NewOrderSchema)
@blp.response(201, WholeOrderSchema)
def ask(body: NewOrder, community_id: int) -> dict[str, Any]:
    """Ask for a service, for oneself or (staff) for a member who agreed."""
    with unit_of_work() as uow:
        return service.ask(uow, current_actor(), community_id, body)


@blp.route("/orders")
@asks(A.READ_ORDERS, policy=POLICY)
@blp.arguments(OrderQuery, location="query")
@blp.response(200, page_schema(OrderSchema))
def list_orders(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through orders: open ones soonest first; mine, and the desk's, newest first."""
    wanted = OrderFilter(query["scope"], query["category"], query["from_"], query["to"])
    with unit_of_work() as uow:
        return service.list_orders(uow, current_actor(), community_id, wanted, page_request(query))


@blp.route("/order-means")
@asks(A.ASK, policy=POLICY)
@blp.response(200, OrderMeansSchema)
def read_means(community_id: int) -> dict[str, Any]:
    """Show what the caller can pay with."""
    with unit_of_work() as uow:
        return service.read_means(uow, current_actor(), community_id)


@blp.route("/orders/<uuid:order_id>")
@asks(A.READ_ORDERS, policy=POLICY)
@blp.response(200, WholeOrderSchema)
def get_order(community_id: int, order_id: UUID) -> dict[str, Any]:
    """Show one order with its line of stops."""
    with unit_of_work() as uow:
        return service.get_order(uow, current_actor(), community_id, order_id)


@blp.route("/orders/<uuid:order_id>/answers", methods=["POST"])
@idempotent
@asks(A.ANSWER, policy=POLICY)
@blp.arguments(NewOrderAnswerSchema)
@blp.response(201, WholeOrderSchema)
def answer(body: NewAnswer, community_id: int, order_id: UUID) -> dict[str, Any]:
    """Offer to help."""
    with unit_of_work() as uow:
        return service.answer(uow, current_actor(), community_id, order_id, body)


@blp.route("/order-answers/<uuid:answer_id>/moves", methods=["POST"])
@idempotent
@asks(A.WITHDRAW_ANSWER, policy=POLICY)
@blp.arguments(OrderAnswerMoveSchema)
@blp.response(200, WholeOrderSchema)
def move_answer(body: dict[str, Any], community_id: int, answer_id: UUID) -> dict[str, Any]:
    """Take one's answer back."""
    with unit_of_work() as uow:
        return service.move_answer(uow, current_actor(), community_id, answer_id, body["move"])


@blp.route("/orders/<uuid:order_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_ORDER, policy=POLICY)
@blp.arguments(OrderMoveSchema)
@blp.response(200, WholeOrderSchema)
def move_order(body: MoveAsked, community_id: int, order_id: UUID) -> dict[str, Any]:
    """Accept an answer, cancel, report, complete, confirm, say that the other did not come, dispute, rule."""
    with unit_of_work() as uow:
        return service.move_order(uow, current_actor(), community_id, order_id, body)


@blp.route("/orders/<uuid:order_id>/statements", methods=["POST"])
@idempotent
@asks(A.TAKE_PART, policy=POLICY)
@blp.arguments(OrderStatementSchema)
@blp.response(201, WholeOrderSchema)
def add_statement(body: Statement, community_id: int, order_id: UUID) -> dict[str, Any]:
    """Add one's word to a dispute."""
    with unit_of_work() as uow:
        return service.add_statement(uow, current_actor(), community_id, order_id, body)
