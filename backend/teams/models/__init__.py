"""Tables of teams, a noun a file."""

from backend.teams.models.teams import Seat, Team, TeamShift
from backend.teams.models.work import Line, Task

__all__ = ["Line", "Seat", "Task", "Team", "TeamShift"]
