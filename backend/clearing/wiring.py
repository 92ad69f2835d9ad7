"""What app plugs in from clearing."""

from backend.clearing.jobs import DAYS_DUE, SUBSCRIPTIONS
from backend.clearing.routes import blp
from backend.clearing.service import clearing_stops

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "SUBSCRIPTIONS", "TRACE_STOPS"]

BLUEPRINTS = [blp]
DUE_SOURCES = [DAYS_DUE]
TRACE_STOPS = {"clearing": clearing_stops}
