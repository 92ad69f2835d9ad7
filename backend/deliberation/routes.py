"""Routes of topics."""

from typing import Any
from uuid import UUID

from backend.deliberation import service
from backend.deliberation.moves import TopicMove
from backend.deliberation.policy import A
from backend.deliberation.schemas import (
    NewTopicSchema,
    SuggestionSchema,
    TopicItemSchema,
    TopicMoveSchema,
    TopicQuery,
    TopicSchema,
    topic_filter,
)
from backend.deliberation.types import NewTopic, Step
from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "deliberation"

blp = Blueprint(
    "deliberation", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Topics and decisions"
)


@blp.route("/topics")
@asks(A.READ_TOPICS, policy=POLICY)
@blp.arguments(TopicQuery, location="query")
@blp.response(200, page_schema(TopicItemSchema))
def list_topics(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through what is and was talked about, newest first."""
    with unit_of_work() as uow:
        return service.list_topics(uow, current_actor(), community_id, topic_filter(query), page_request(query))


@blp.route("/topics", methods=["POST"])
@idempotent
@asks(A.OPEN_TOPIC, policy=POLICY)
@blp.arguments(NewTopicSchema)
@blp.response(201, TopicSchema)
def open_topic(body: NewTopic, community_id: int) -> dict[str, Any]:
    """Open a topic: opinions are gathered from now on."""
    with unit_of_work() as uow:
        return service.open_topic(uow, current_actor(), community_id, body)


@blp.route("/entries/<uuid:entry_id>/topics", methods=["POST"])
@idempotent
@asks(A.SUGGEST_TOPIC, policy=POLICY)
@blp.arguments(SuggestionSchema)
@blp.response(201, TopicSchema)
def suggest_topic(body: dict[str, Any], community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Suggest that an entry be talked about; the desk answers."""
    with unit_of_work() as uow:
        return service.suggest_topic(uow, current_actor(), community_id, entry_id, body["text"])


@blp.route("/drafts/<uuid:draft_id>/topics", methods=["POST"])
@idempotent
@asks(A.SUGGEST_TOPIC, policy=POLICY)
@blp.arguments(SuggestionSchema)
@blp.response(201, TopicSchema)
def suggest_draft_topic(body: dict[str, Any], community_id: int, draft_id: UUID) -> dict[str, Any]:
    """Suggest that the draft of a list be talked about while it is on notice; the desk answers."""
    with unit_of_work() as uow:
        return service.suggest_draft_topic(uow, current_actor(), community_id, draft_id, body["text"])


@blp.route("/topics/<uuid:topic_id>")
@asks(A.READ_TOPICS, policy=POLICY)
@blp.response(200, TopicSchema)
def get_topic(community_id: int, topic_id: UUID) -> dict[str, Any]:
    """Show one topic with its line of stops and its decision."""
    with unit_of_work() as uow:
        return service.get_topic(uow, current_actor(), community_id, topic_id)


@blp.route("/topics/<uuid:topic_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_TOPIC, policy=POLICY)
@blp.arguments(TopicMoveSchema)
@blp.response(200, TopicSchema)
def move_topic(body: tuple[TopicMove, Step], community_id: int, topic_id: UUID) -> dict[str, Any]:
    """Make one of the moves the topic offers; a decision goes with ``decide``."""
    with unit_of_work() as uow:
        return service.move_topic(uow, current_actor(), community_id, topic_id, *body)
