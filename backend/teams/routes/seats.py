"""Routes of the seats on a team."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent
from backend.infra.uow import unit_of_work
from backend.teams import service
from backend.teams.policy import A
from backend.teams.schemas.teams import (
    SeatApplicationSchema,
    SeatInvitationSchema,
    SeatMoveSchema,
    SeatsSchema,
    WholeTeamSchema,
)
from backend.teams.types import Invitation

POLICY = "teams"

blp = Blueprint("team seats", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Teams")


@blp.route("/teams/<uuid:team_id>/seats")
@asks(A.READ_INSIDE, policy=POLICY)
@blp.response(200, SeatsSchema)
def list_seats(community_id: int, team_id: UUID) -> dict[str, Any]:
    """Show who is on the team, was asked or asks (50 at most)."""
    with unit_of_work() as uow:
        return {"items": service.list_seats(uow, current_actor(), community_id, team_id)}


@blp.route("/teams/<uuid:team_id>/invitations", methods=["POST"])
@idempotent
@asks(A.MANAGE, policy=POLICY)
@blp.arguments(SeatInvitationSchema)
@blp.response(201, SeatsSchema)
def invite(body: Invitation, community_id: int, team_id: UUID) -> dict[str, Any]:
    """Ask a member onto the team; they answer themselves."""
    with unit_of_work() as uow:
        service.invite(uow, current_actor(), community_id, team_id, body)
        return {"items": service.list_seats(uow, current_actor(), community_id, team_id)}


@blp.route("/teams/<uuid:team_id>/applications", methods=["POST"])
@idempotent
@asks(A.APPLY, policy=POLICY)
@blp.arguments(SeatApplicationSchema)
@blp.response(201, WholeTeamSchema)
def apply_for_seat(body: dict[str, str], community_id: int, team_id: UUID) -> dict[str, Any]:
    """Ask to join; the leader or a deputy decides."""
    with unit_of_work() as uow:
        service.apply_for_seat(uow, current_actor(), community_id, team_id, body["note"])
        return service.read_team(uow, current_actor(), community_id, team_id)


@blp.route("/team-seats/<uuid:seat_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_SEAT, policy=POLICY)
@blp.arguments(SeatMoveSchema)
@blp.response(200, WholeTeamSchema)
def move_seat(body: dict[str, Any], community_id: int, seat_id: UUID) -> dict[str, Any]:
    """Answer an invitation, decide on an application, change, leave or clear a seat; returns the team."""
    with unit_of_work() as uow:
        team_id = service.move_seat(uow, current_actor(), community_id, seat_id, body["move"], body["note"])
        return service.read_team(uow, current_actor(), community_id, team_id)
