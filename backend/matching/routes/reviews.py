"""Routes of requests that a person decides."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.matching import service
from backend.matching.moves import ReviewMove
from backend.matching.policy import A
from backend.matching.schemas.reviews import (
    MatchReviewSchema,
    NewReviewSchema,
    ReviewMoveSchema,
    ReviewQuery,
)
from backend.matching.types import NewReview, ReviewAnswer

POLICY = "matching"

blp = Blueprint(
    "match_reviews",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Somebody asks that a person decides instead of the machine",
)


@blp.route("/matching/reviews", methods=["POST"])
@idempotent
@asks(A.ASK_REVIEW, policy=POLICY)
@blp.arguments(NewReviewSchema)
@blp.response(201, MatchReviewSchema)
def ask_review(body: NewReview, community_id: int) -> dict[str, Any]:
    """Ask that staff look at a suggestion, at a need not suggested, or at not being suggested at all."""
    with unit_of_work() as uow:
        return service.ask_review(uow, current_actor(), community_id, body)


@blp.route("/matching/reviews")
@asks(A.READ_OWN_REVIEWS, policy=POLICY)
@blp.arguments(ReviewQuery, location="query")
@blp.response(200, page_schema(MatchReviewSchema))
def list_reviews(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through one's own requests, newest first; without ``mine`` all of them (the desk), the oldest first."""
    with unit_of_work() as uow:
        return service.list_reviews(
            uow, current_actor(), community_id, page_request(query), mine=query["mine"], state=query["state"]
        )


@blp.route("/matching/reviews/<uuid:review_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_REVIEW, policy=POLICY)
@blp.arguments(ReviewMoveSchema)
@blp.response(200, MatchReviewSchema)
def move_review(body: tuple[ReviewMove, ReviewAnswer], community_id: int, review_id: UUID) -> dict[str, Any]:
    """Answer a request in words (the desk), or take one's own back."""
    with unit_of_work() as uow:
        return service.move_review(uow, current_actor(), community_id, review_id, *body)
