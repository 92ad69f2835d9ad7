"""Routes of actors."""

from typing import Any
from uuid import UUID

from backend.actors import service
from backend.actors.policy import A
from backend.actors.schemas import (
    ActorSuggestionsSchema,
    CardSchema,
    HandledSchema,
    HandlingSchema,
    NewReferralSchema,
    ReferralSchema,
    ShownSchema,
    SuggestionQuery,
)
from backend.actors.types import Handling, NewReferral
from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "actors"

blp = Blueprint(
    "actors", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Who may take part"
)


@blp.route("/actors/<uuid:actor_id>")
@asks(A.READ_CARD, policy=POLICY)
@blp.response(200, CardSchema)
def get_card(community_id: int, actor_id: UUID) -> dict[str, Any]:
    """Show the four criteria of an actor with what they are made of."""
    with unit_of_work() as uow:
        return service.get_card(uow, current_actor(), community_id, actor_id)


@blp.route("/actors/<uuid:actor_id>/figures", methods=["POST"])
@idempotent
@asks(A.SHOW_FIGURES, policy=POLICY)
@blp.arguments(ShownSchema)
@blp.response(200, CardSchema)
def show_figures(body: dict[str, Any], community_id: int, actor_id: UUID) -> dict[str, Any]:
    """Let everybody see a unit's four criteria, or no longer; its contact decides."""
    with unit_of_work() as uow:
        return service.show_figures(uow, current_actor(), community_id, actor_id, is_public=body["is_public"])


@blp.route("/actor-referrals", methods=["POST"])
@idempotent
@asks(A.REFER, policy=POLICY)
@blp.arguments(NewReferralSchema)
@blp.response(201, ReferralSchema)
def refer_actor(body: NewReferral, community_id: int) -> dict[str, Any]:
    """Suggest somebody who is on no list yet."""
    with unit_of_work() as uow:
        return service.refer_actor(uow, current_actor(), community_id, body)


@blp.route("/actor-referrals")
@asks(A.REFER, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(ReferralSchema))
def list_own_referrals(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through whom the caller suggested, newest first."""
    with unit_of_work() as uow:
        return service.list_own_referrals(uow, current_actor(), community_id, page_request(query))


@blp.route("/actor-suggestions")
@asks(A.READ_SUGGESTIONS, policy=POLICY)
@blp.arguments(SuggestionQuery, location="query")
@blp.response(200, ActorSuggestionsSchema)
def list_suggestions(query: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Show whom nobody has listed yet, with the reasons; or who was dismissed."""
    with unit_of_work() as uow:
        items = service.list_suggestions(uow, current_actor(), community_id, dismissed=query["dismissed"])
    return {"items": items}


@blp.route("/actor-suggestions/units/<uuid:unit_id>/moves", methods=["POST"])
@idempotent
@asks(A.HANDLE_SUGGESTION, policy=POLICY)
@blp.arguments(HandlingSchema)
@blp.response(200, HandledSchema)
def handle_unit(body: Handling, community_id: int, unit_id: UUID) -> dict[str, Any]:
    """List a suggested unit, dismiss it, or take the dismissal back."""
    with unit_of_work() as uow:
        return service.handle_unit(uow, current_actor(), community_id, unit_id, body)


@blp.route("/actor-suggestions/referrals/<uuid:referral_id>/moves", methods=["POST"])
@idempotent
@asks(A.HANDLE_SUGGESTION, policy=POLICY)
@blp.arguments(HandlingSchema)
@blp.response(200, HandledSchema)
def handle_referral(body: Handling, community_id: int, referral_id: UUID) -> dict[str, Any]:
    """List whom members named, or dismiss it; who named them is told."""
    with unit_of_work() as uow:
        return service.handle_referral(uow, current_actor(), community_id, referral_id, body)
