"""Doors of teams: what routes, jobs and other features call."""

from backend.teams.service.ending import claim_ended
from backend.teams.service.forming import form_team
from backend.teams.service.leading import move_team
from backend.teams.service.log import add_progress, list_log
from backend.teams.service.reminding import communities_with_due_tasks, remind_of_tasks
from backend.teams.service.seats import apply_for_seat, invite, list_seats, move_seat
from backend.teams.service.shifts import add_shift
from backend.teams.service.stops import team_stops
from backend.teams.service.tasks import add_task, list_tasks, move_task
from backend.teams.service.view import list_teams, read_team

__all__ = [
    "add_progress",
    "add_shift",
    "add_task",
    "apply_for_seat",
    "claim_ended",
    "communities_with_due_tasks",
    "form_team",
    "invite",
    "list_log",
    "list_seats",
    "list_tasks",
    "list_teams",
    "move_seat",
    "move_task",
    "move_team",
    "read_team",
    "remind_of_tasks",
    "team_stops",
]
