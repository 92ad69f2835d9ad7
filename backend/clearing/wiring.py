"""What app plugs in from clearing."""

from backend.clearing.jobs import DAYS_DUE, SUBSCRIPTIONS
from backend.clearing.routes import blp
from backend.clearing.service import CHECKS, clearing_stops

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "SELF_CHECKS", "SUBSCRIPTIONS", "TRACE_STOPS"]

BLUEPRINTS = [blp]
DUE_SOURCES = [DAYS_DUE]
SELF_CHECKS = CHECKS
TRACE_STOPS = {"clearing": clearing_stops}
