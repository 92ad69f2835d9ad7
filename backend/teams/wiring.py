"""What app plugs in from teams."""

from backend.teams.jobs import CLAIMS_ENDED, TASKS
from backend.teams.routes import BLUEPRINTS
from backend.teams.service import team_stops
from backend.teams.service.check import CHECKS

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "SELF_CHECKS", "SUBSCRIPTIONS", "TRACE_STOPS"]

DUE_SOURCES = [TASKS]
SUBSCRIPTIONS = [CLAIMS_ENDED]
SELF_CHECKS = CHECKS
TRACE_STOPS = {"team": team_stops}
