"""What app plugs in from lists."""

from backend.lists.kinds import OWN_KINDS
from backend.lists.routes import BLUEPRINTS
from backend.lists.service import entry_stops

__all__ = ["BLUEPRINTS", "LIST_KINDS", "TRACE_STOPS"]

LIST_KINDS = OWN_KINDS
TRACE_STOPS = {"entry": entry_stops}
