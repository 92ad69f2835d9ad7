"""Routes of profiles: one's own, a unit's, and whether a resource is matched."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor
from backend.infra.uow import unit_of_work
from backend.matching import service
from backend.matching.policy import A
from backend.matching.schemas.profiles import (
    NewProfileSchema,
    NewResourceChoiceSchema,
    ProfileSchema,
    ResourceChoiceSchema,
)
from backend.matching.types import NewProfile

POLICY = "matching"

blp = Blueprint(
    "match_profiles",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Who is matched, and what they said they can do",
)


@blp.route("/match-profile")
@asks(A.STATE_OWN, policy=POLICY)
@blp.response(200, ProfileSchema)
def get_own_profile(community_id: int) -> dict[str, Any]:
    """Show what the caller said they can do, and what being matched means."""
    with unit_of_work() as uow:
        return service.get_own_profile(uow, current_actor(), community_id)


@blp.route("/match-profile", methods=["PUT"])
@asks(A.STATE_OWN, policy=POLICY)
@blp.arguments(NewProfileSchema)
@blp.response(200, ProfileSchema)
def state_own_profile(body: NewProfile, community_id: int) -> dict[str, Any]:
    """Say what one can do and when; or, off, that one is not matched any more: from that moment."""
    with unit_of_work() as uow:
        return service.state_own_profile(uow, current_actor(), community_id, body)


@blp.route("/units/<uuid:unit_id>/match-profile")
@asks(A.STATE_UNIT, policy=POLICY)
@blp.response(200, ProfileSchema)
def get_unit_profile(community_id: int, unit_id: UUID) -> dict[str, Any]:
    """Show what a unit's contact said of it."""
    with unit_of_work() as uow:
        return service.get_unit_profile(uow, current_actor(), community_id, unit_id)


@blp.route("/units/<uuid:unit_id>/match-profile", methods=["PUT"])
@asks(A.STATE_UNIT, policy=POLICY)
@blp.arguments(NewProfileSchema)
@blp.response(200, ProfileSchema)
def state_unit_profile(body: NewProfile, community_id: int, unit_id: UUID) -> dict[str, Any]:
    """Say what a unit can do (its contact), or take it out."""
    with unit_of_work() as uow:
        return service.state_unit_profile(uow, current_actor(), community_id, unit_id, body)


@blp.route("/entries/<uuid:entry_id>/matching")
@asks(A.STATE_RESOURCE, policy=POLICY)
@blp.response(200, ResourceChoiceSchema)
def get_resource_choice(community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Show whether a resource is matched (its owner)."""
    with unit_of_work() as uow:
        return service.get_resource_choice(uow, current_actor(), community_id, entry_id)


@blp.route("/entries/<uuid:entry_id>/matching", methods=["PUT"])
@asks(A.STATE_RESOURCE, policy=POLICY)
@blp.arguments(NewResourceChoiceSchema)
@blp.response(200, ResourceChoiceSchema)
def choose_for_resource(body: dict[str, bool], community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Leave a resource out of matching, or take it in again (its owner)."""
    with unit_of_work() as uow:
        return service.choose_for_resource(uow, current_actor(), community_id, entry_id, is_on=body["is_on"])
