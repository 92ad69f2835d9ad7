"""Routes of votes. A vote's answer is never kept: no Idempotency-Key, which would store it beside the member."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, PageQuery, asks, current_actor, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.opinions import service
from backend.opinions.policy import A
from backend.opinions.schemas.statements import (
    CountedOpinionVoteSchema,
    DeckQuery,
    OpinionDeckSchema,
    OpinionVoteSchema,
    OwnOpinionVoteSchema,
)

POLICY = "opinions"

blp = Blueprint(
    "opinion votes",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>/topics/<uuid:topic_id>",
    description="Votes on statements, under a pseudonym that nobody can take back after the close",
)


@blp.route("/deck")
@asks(A.VOTE, policy=POLICY)
@blp.arguments(DeckQuery, location="query")
@blp.response(200, OpinionDeckSchema)
def get_deck(query: dict[str, Any], community_id: int, topic_id: UUID) -> dict[str, Any]:
    """Deal the next statements one has not voted on: what fewest voted on first, else at random."""
    with unit_of_work() as uow:
        return service.deck(uow, current_actor(), community_id, topic_id, query["limit"])


@blp.route("/votes/mine")
@asks(A.VOTE, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(OwnOpinionVoteSchema))
def list_own_votes(query: dict[str, Any], community_id: int, topic_id: UUID) -> Page[dict[str, Any]]:
    """Page through one's own votes; after the close nobody can tell them any more."""
    with unit_of_work() as uow:
        return service.own_votes(uow, current_actor(), community_id, topic_id, page_request(query))


@blp.route("/statements/<uuid:statement_id>/vote", methods=["PUT"])
@asks(A.VOTE, policy=POLICY)
@blp.arguments(OpinionVoteSchema)
@blp.response(200, CountedOpinionVoteSchema)
def vote(body: dict[str, Any], community_id: int, topic_id: UUID, statement_id: UUID) -> dict[str, Any]:
    """Agree, disagree or pass; voting again replaces one's vote."""
    with unit_of_work() as uow:
        return service.vote(uow, current_actor(), community_id, topic_id, statement_id, body["answer"])
