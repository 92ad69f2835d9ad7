"""Routes of resident groups, the register and the rule table."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent
from backend.infra.uow import unit_of_work
from backend.meetings import service
from backend.meetings.policy import A
from backend.meetings.schemas.groups import (
    MeetingRulesSchema,
    NewResidentGroupSchema,
    NewResidentRegisterSchema,
    ResidentGroupsSchema,
)
from backend.meetings.types import NewGroup, NewRegister

POLICY = "meetings"

blp = Blueprint(
    "resident groups", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Resident groups"
)


@blp.route("/meeting-rules")
@asks(A.READ_MEETINGS, policy=POLICY)
@blp.response(200, MeetingRulesSchema)
def read_rules(community_id: int) -> dict[str, Any]:
    """Show every threshold and number of meetings with its article, or as the community's own."""
    with unit_of_work() as uow:
        return service.read_rules(uow, current_actor(), community_id)


@blp.route("/resident-groups")
@asks(A.READ_GROUPS, policy=POLICY)
@blp.response(200, ResidentGroupsSchema)
def list_groups(community_id: int) -> dict[str, Any]:
    """Show all resident groups, buildings that belong to none, and the register."""
    with unit_of_work() as uow:
        return service.list_groups(uow, current_actor(), community_id)


@blp.route("/resident-groups", methods=["POST"])
@idempotent
@asks(A.KEEP_GROUPS, policy=POLICY)
@blp.arguments(NewResidentGroupSchema)
@blp.response(201, ResidentGroupsSchema)
def add_group(body: NewGroup, community_id: int) -> dict[str, Any]:
    """Enter a resident group."""
    with unit_of_work() as uow:
        return service.add_group(uow, current_actor(), community_id, body)


@blp.route("/resident-groups/<uuid:group_id>", methods=["PUT"])
@asks(A.KEEP_GROUPS, policy=POLICY)
@blp.arguments(NewResidentGroupSchema)
@blp.response(200, ResidentGroupsSchema)
def change_group(body: NewGroup, community_id: int, group_id: UUID) -> dict[str, Any]:
    """Replace what stands of a group; rolls that were fixed before stay."""
    with unit_of_work() as uow:
        return service.change_group(uow, current_actor(), community_id, group_id, body)


@blp.route("/resident-groups/<uuid:group_id>", methods=["DELETE"])
@asks(A.KEEP_GROUPS, policy=POLICY)
@blp.response(200, ResidentGroupsSchema)
def dissolve_group(community_id: int, group_id: UUID) -> dict[str, Any]:
    """Dissolve a group: its buildings and representatives are free."""
    with unit_of_work() as uow:
        return service.dissolve_group(uow, current_actor(), community_id, group_id)


@blp.route("/resident-register", methods=["PUT"])
@asks(A.KEEP_GROUPS, policy=POLICY)
@blp.arguments(NewResidentRegisterSchema)
@blp.response(200, ResidentGroupsSchema)
def set_register(body: NewRegister, community_id: int) -> dict[str, Any]:
    """Enter how many adults and households live here."""
    with unit_of_work() as uow:
        return service.set_register(uow, current_actor(), community_id, body)
