"""What app plugs in from teams."""

from backend.teams.jobs import TASKS
from backend.teams.routes import BLUEPRINTS
from backend.teams.service import team_stops
from backend.teams.service.check import CHECKS

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "SELF_CHECKS", "TRACE_STOPS"]

DUE_SOURCES = [TASKS]
SELF_CHECKS = CHECKS
TRACE_STOPS = {"team": team_stops}
