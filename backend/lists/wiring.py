"""What app plugs in from lists."""

from backend.lists.jobs import BOOKINGS_SOON, COUNTDOWNS_DUE, ENTRIES_DUE, IMPORTS_DUE, OLD_IMPORTS
from backend.lists.kinds import OWN_KINDS
from backend.lists.routes import BLUEPRINTS
from backend.lists.service import bookings, editions, entry_stops, trace_merges

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "LIST_KINDS", "SELF_CHECKS", "TRACE_EDGES", "TRACE_STOPS"]

DUE_SOURCES = [IMPORTS_DUE, OLD_IMPORTS, BOOKINGS_SOON, ENTRIES_DUE, COUNTDOWNS_DUE]
LIST_KINDS = OWN_KINDS
SELF_CHECKS = bookings.CHECKS
TRACE_EDGES = [trace_merges]
TRACE_STOPS = {"entry": entry_stops, "booking": bookings.booking_stops, "edition_draft": editions.draft_stops}
