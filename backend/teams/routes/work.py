"""Routes of a team's tasks and log."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.teams import service
from backend.teams.moves import TaskMove
from backend.teams.policy import A
from backend.teams.schemas.work import (
    NewTeamLineSchema,
    NewTeamTaskSchema,
    TaskQuery,
    TeamLineSchema,
    TeamTaskMoveSchema,
    TeamTaskSchema,
)
from backend.teams.types import NewLine, NewTask, TaskWord

POLICY = "teams"

blp = Blueprint("team work", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Teams")


@blp.route("/teams/<uuid:team_id>/tasks", methods=["POST"])
@idempotent
@asks(A.MANAGE, policy=POLICY)
@blp.arguments(NewTeamTaskSchema)
@blp.response(201, TeamTaskSchema)
def add_task(body: NewTask, community_id: int, team_id: UUID) -> dict[str, Any]:
    """Put a task on the team's board."""
    with unit_of_work() as uow:
        return service.add_task(uow, current_actor(), community_id, team_id, body)


@blp.route("/teams/<uuid:team_id>/tasks")
@asks(A.READ_INSIDE, policy=POLICY)
@blp.arguments(TaskQuery, location="query")
@blp.response(200, page_schema(TeamTaskSchema))
def list_tasks(query: dict[str, Any], community_id: int, team_id: UUID) -> Page[dict[str, Any]]:
    """Page through a team's tasks of a state, the first due first."""
    with unit_of_work() as uow:
        page = page_request(query)
        return service.list_tasks(uow, current_actor(), community_id, team_id, query["state"], page)


@blp.route("/team-tasks/<uuid:task_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE_TASK, policy=POLICY)
@blp.arguments(TeamTaskMoveSchema)
@blp.response(200, TeamTaskSchema)
def move_task(body: tuple[TaskMove, TaskWord], community_id: int, task_id: UUID) -> dict[str, Any]:
    """Take, give, finish, postpone, drop or reopen a task."""
    with unit_of_work() as uow:
        return service.move_task(uow, current_actor(), community_id, task_id, *body)


@blp.route("/teams/<uuid:team_id>/log", methods=["POST"])
@idempotent
@asks(A.WORK, policy=POLICY)
@blp.arguments(NewTeamLineSchema)
@blp.response(201, TeamLineSchema)
def add_progress(body: NewLine, community_id: int, team_id: UUID) -> dict[str, Any]:
    """Tell how it goes, with photos."""
    with unit_of_work() as uow:
        return service.add_progress(uow, current_actor(), community_id, team_id, body)


@blp.route("/teams/<uuid:team_id>/log")
@asks(A.READ_INSIDE, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(TeamLineSchema))
def list_log(query: dict[str, Any], community_id: int, team_id: UUID) -> Page[dict[str, Any]]:
    """Page through the team's log, newest first."""
    with unit_of_work() as uow:
        return service.list_log(uow, current_actor(), community_id, team_id, page_request(query))
