"""Routes of suggestions: mine, a unit's, the desk's; and what is said to them."""

from typing import Any
from uuid import UUID

import flask

from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.http.problem import on_refusal
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.matching import service
from backend.matching.errors import OvertakenError
from backend.matching.moves import SuggestionMove
from backend.matching.policy import A
from backend.matching.schemas.suggestions import (
    BoardQuery,
    MatchSuggestionSchema,
    MineQuery,
    NewSuggestionSchema,
    PairQuery,
    SuggestionMoveSchema,
    WhyNotSchema,
    suggestion_filter,
)
from backend.matching.types import Acceptance, NeedKey, OfferKey, Refusal

POLICY = "matching"

blp = Blueprint(
    "match_suggestions",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Suggestions of matching: with reasons, to accept or decline; a person decides when asked to",
)


@blp.route("/matching/suggestions/mine")
@asks(A.READ_OWN_SUGGESTIONS, policy=POLICY)
@blp.arguments(MineQuery, location="query")
@blp.response(200, page_schema(MatchSuggestionSchema))
def list_own_suggestions(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through what was suggested to the caller, newest first."""
    with unit_of_work() as uow:
        return service.list_own_suggestions(uow, current_actor(), community_id, query["state"], page_request(query))


@blp.route("/units/<uuid:unit_id>/matching/suggestions")
@asks(A.READ_UNIT_SUGGESTIONS, policy=POLICY)
@blp.arguments(MineQuery, location="query")
@blp.response(200, page_schema(MatchSuggestionSchema))
def list_unit_suggestions(query: dict[str, Any], community_id: int, unit_id: UUID) -> Page[dict[str, Any]]:
    """Page through what was suggested to a unit and for its resources (its contact), newest first."""
    with unit_of_work() as uow:
        state, page = query["state"], page_request(query)
        return service.list_unit_suggestions(uow, current_actor(), community_id, unit_id, state, page)


@blp.route("/matching/suggestions")
@asks(A.READ_ALL_SUGGESTIONS, policy=POLICY)
@blp.arguments(BoardQuery, location="query")
@blp.response(200, page_schema(MatchSuggestionSchema))
def list_suggestions(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through all suggestions (the desk), newest first; those of one run stand together by their need."""
    with unit_of_work() as uow:
        wanted = suggestion_filter(query)
        return service.list_suggestions(uow, current_actor(), community_id, wanted, page_request(query))


@blp.route("/matching/suggestions/<uuid:suggestion_id>")
@asks(A.READ_SUGGESTION, policy=POLICY)
@blp.response(200, MatchSuggestionSchema)
def get_suggestion(community_id: int, suggestion_id: UUID) -> dict[str, Any]:
    """Show one suggestion with its reasons (whom it is for, and the desk)."""
    with unit_of_work() as uow:
        return service.show_suggestion(uow, current_actor(), community_id, suggestion_id)


@blp.route("/matching/suggestions/<uuid:suggestion_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_SUGGESTION, policy=POLICY)
@blp.arguments(SuggestionMoveSchema)
@blp.response(200, MatchSuggestionSchema)
def move_suggestion(
    body: tuple[SuggestionMove, Acceptance | Refusal | None], community_id: int, suggestion_id: UUID
) -> dict[str, Any] | flask.Response:
    """Accept (it becomes a sign-up or a claim at once), decline with a reason, or take back (the desk).

    When the place was taken meanwhile the answer is 409 ``suggestion_overtaken`` and the suggestion is taken back:
    raising would leave it waiting.
    """
    with unit_of_work() as uow:
        try:
            return service.move_suggestion(uow, current_actor(), community_id, suggestion_id, *body)
        except OvertakenError as refusal:
            return on_refusal(refusal)


@blp.route("/matching/suggestions", methods=["POST"])
@idempotent
@asks(A.SUGGEST_BY_HAND, policy=POLICY)
@blp.arguments(NewSuggestionSchema)
@blp.response(201, MatchSuggestionSchema)
def suggest_by_hand(body: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Suggest somebody for a need as staff; hard constraints hold, and the answer says which fails."""
    with unit_of_work() as uow:
        need, offer, amount = body["need"], body["offer"], body["amount"]
        return service.suggest_by_hand(uow, current_actor(), community_id, need, offer, amount=amount)


@blp.route("/matching/why-not")
@asks(A.EXPLAIN, policy=POLICY)
@blp.arguments(PairQuery, location="query")
@blp.response(200, WhyNotSchema)
def explain(query: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Tell staff why somebody was not suggested for a need: what fails, or in what the others weigh more."""
    need = NeedKey(query["need_type"], query["need_id"], query["role_id"])
    offer = OfferKey(query["offer_type"], query["offer_id"])
    with unit_of_work() as uow:
        return service.explain(uow, current_actor(), community_id, need, offer)
