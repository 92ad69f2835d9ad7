"""Routes of statements."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.opinions import service
from backend.opinions.moves import StatementMove
from backend.opinions.policy import A
from backend.opinions.schemas.statements import (
    NewOpinionSchema,
    OpinionsSchema,
    OpinionsSettingSchema,
    OpinionStatementMoveSchema,
    OpinionStatementSchema,
    SimilarPairsSchema,
    StatementQuery,
    statement_filter,
)
from backend.opinions.types import NewStatement, StatementStep

POLICY = "opinions"

blp = Blueprint(
    "opinions",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>/topics/<uuid:topic_id>",
    description="What people think of a topic, in short statements",
)


@blp.route("/opinions")
@asks(A.READ_OPINIONS, policy=POLICY)
@blp.response(200, OpinionsSchema)
def get_opinions(community_id: int, topic_id: UUID) -> dict[str, Any]:
    """Show how a topic's opinions stand: open or closed, how much was said, how many voted."""
    with unit_of_work() as uow:
        return service.get_opinions(uow, current_actor(), community_id, topic_id)


@blp.route("/opinions", methods=["PUT"])
@asks(A.SET_OPINIONS, policy=POLICY)
@blp.arguments(OpinionsSettingSchema)
@blp.response(200, OpinionsSchema)
def set_opinions(body: dict[str, Any], community_id: int, topic_id: UUID) -> dict[str, Any]:
    """Let opinions stay open while the topic is talked about, or not."""
    with unit_of_work() as uow:
        return service.set_opinions(uow, current_actor(), community_id, topic_id, **body)


@blp.route("/statements")
@asks(A.READ_OPINIONS, policy=POLICY)
@blp.arguments(StatementQuery, location="query")
@blp.response(200, page_schema(OpinionStatementSchema))
def list_statements(query: dict[str, Any], community_id: int, topic_id: UUID) -> Page[dict[str, Any]]:
    """Page through a topic's statements, newest first, with how many think what of each."""
    with unit_of_work() as uow:
        return service.list_statements(
            uow, current_actor(), community_id, topic_id, statement_filter(query), page_request(query)
        )


@blp.route("/statements", methods=["POST"])
@idempotent
@asks(A.SAY, policy=POLICY)
@blp.arguments(NewOpinionSchema)
@blp.response(201, OpinionStatementSchema)
def say(body: NewStatement, community_id: int, topic_id: UUID) -> dict[str, Any]:
    """Say what one thinks; others see it once it passed moderation. What is alike is offered first."""
    with unit_of_work() as uow:
        return service.say(uow, current_actor(), community_id, topic_id, body)


@blp.route("/statements/similar")
@asks(A.SORT_STATEMENTS, policy=POLICY)
@blp.response(200, SimilarPairsSchema)
def list_similar_statements(community_id: int, topic_id: UUID) -> dict[str, Any]:
    """Show the desk which statements say nearly the same, to merge them."""
    with unit_of_work() as uow:
        return {"items": service.similar_pairs(uow, current_actor(), community_id, topic_id)}


@blp.route("/statements/<uuid:statement_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_STATEMENT, policy=POLICY)
@blp.arguments(OpinionStatementMoveSchema)
@blp.response(200, OpinionStatementSchema)
def move_statement(
    body: tuple[StatementMove, StatementStep], community_id: int, topic_id: UUID, statement_id: UUID
) -> dict[str, Any]:
    """Take one's own back, or (the desk) merge it, take it down, show it again."""
    with unit_of_work() as uow:
        return service.change_statement(uow, current_actor(), community_id, topic_id, statement_id, *body)
