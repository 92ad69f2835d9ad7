"""What app plugs in from the books."""

from backend.books.jobs import CHECKS, HOLDS, SEALS
from backend.books.routes import blp
from backend.books.service import trace_transfers, transfer_stops

BLUEPRINTS = [blp]
DUE_SOURCES = [SEALS, CHECKS, HOLDS]
TRACE_STOPS = {"transfer": transfer_stops}
TRACE_EDGES = [trace_transfers]
