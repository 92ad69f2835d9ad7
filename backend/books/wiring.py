"""What app plugs in from the books."""

from backend.books.jobs import CHECKS, EXPIRY, EXPIRY_NOTICES, HOLDS, SEALS
from backend.books.routes import blp
from backend.books.service import receivable_stops, trace_receivables, trace_transfers, transfer_stops

BLUEPRINTS = [blp]
DUE_SOURCES = [SEALS, CHECKS, HOLDS, EXPIRY, EXPIRY_NOTICES]
TRACE_STOPS = {"transfer": transfer_stops, "receivable": receivable_stops}
TRACE_EDGES = [trace_transfers, trace_receivables]
