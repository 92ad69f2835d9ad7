"""Routes of teams."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.teams import service
from backend.teams.moves import TeamMove
from backend.teams.policy import A
from backend.teams.schemas.teams import (
    AddTeamShiftSchema,
    NewTeamSchema,
    TeamMoveSchema,
    TeamQuery,
    TeamSchema,
    TeamWorkSchema,
    WholeTeamSchema,
    team_filter,
)
from backend.teams.types import NewTeam, TeamWord

POLICY = "teams"

blp = Blueprint("teams", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Teams")


@blp.route("/teams", methods=["POST"])
@idempotent
@asks(A.FORM_TEAM, policy=POLICY)
@blp.arguments(NewTeamSchema)
@blp.response(201, WholeTeamSchema)
def form_team(body: NewTeam, community_id: int) -> dict[str, Any]:
    """Form a team from an accepted claim (its unit's contact or the desk), or from an entry (the desk)."""
    with unit_of_work() as uow:
        return service.form_team(uow, current_actor(), community_id, body)


@blp.route("/teams")
@asks(A.READ_TEAMS, policy=POLICY)
@blp.arguments(TeamQuery, location="query")
@blp.response(200, page_schema(TeamSchema))
def list_teams(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through teams, newest first."""
    with unit_of_work() as uow:
        return service.list_teams(uow, current_actor(), community_id, team_filter(query), page_request(query))


@blp.route("/teams/<uuid:team_id>")
@asks(A.READ_TEAMS, policy=POLICY)
@blp.response(200, WholeTeamSchema)
def get_team(community_id: int, team_id: UUID) -> dict[str, Any]:
    """Show a team with what the caller may do."""
    with unit_of_work() as uow:
        return service.read_team(uow, current_actor(), community_id, team_id)


@blp.route("/teams/<uuid:team_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_TEAM, policy=POLICY)
@blp.arguments(TeamMoveSchema)
@blp.response(200, WholeTeamSchema)
def move_team(body: tuple[TeamMove, TeamWord], community_id: int, team_id: UUID) -> dict[str, Any]:
    """Offer or answer the lead, open or shut the doors, close with a report, call off with a reason."""
    with unit_of_work() as uow:
        return service.move_team(uow, current_actor(), community_id, team_id, *body)


@blp.route("/teams/<uuid:team_id>/shifts", methods=["POST"])
@idempotent
@asks(A.MANAGE, policy=POLICY)
@blp.arguments(AddTeamShiftSchema)
@blp.response(200, TeamWorkSchema)
def add_shift(body: dict[str, UUID], community_id: int, team_id: UUID) -> dict[str, Any]:
    """Count a shift of the team's entry as the team's work."""
    with unit_of_work() as uow:
        return service.add_shift(uow, current_actor(), community_id, team_id, body["shift_id"])
