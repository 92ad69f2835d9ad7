"""Routes of the opinion map, and the poll of a topic's page."""

from typing import Any
from uuid import UUID

from backend.core.actor import Actor
from backend.infra.http import Blueprint, asks, current_actor, current_person_id
from backend.infra.uow import unit_of_work
from backend.opinions import service
from backend.opinions.policy import A
from backend.opinions.schemas.maps import OpinionMapSchema, TopicVersionsSchema

POLICY = "opinions"

blp = Blueprint(
    "opinion maps", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Opinions on a topic"
)


@blp.route("/topics/<uuid:topic_id>/opinion-map")
@asks(A.READ_MAP, policy=POLICY)
@blp.etag
@blp.response(200, OpinionMapSchema)
def get_opinion_map(community_id: int, topic_id: UUID) -> dict[str, Any]:
    """Show where people agree, which groups there are and what each says; nobody can be found in it."""
    with unit_of_work() as uow:
        return service.get_map(uow, current_actor(), community_id, topic_id)


@blp.route("/topics/<uuid:topic_id>/live")
@asks(A.WATCH_TOPIC, policy=POLICY)
@blp.etag
@blp.response(200, TopicVersionsSchema)
def watch_topic(community_id: int, topic_id: UUID) -> dict[str, Any]:
    """Tell whether something is new; polled every two seconds with If-None-Match, and answered without the database."""

    def read() -> tuple[dict[str, int], bool]:
        with unit_of_work() as uow:
            return service.topic_versions(uow, current_actor(), community_id, topic_id)

    # Who asks is a signed-in person; what role they hold here is looked up where the rows are read.
    return service.watch_topic(Actor(current_person_id()), community_id, topic_id, read)
