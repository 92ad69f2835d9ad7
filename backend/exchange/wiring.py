"""What app plugs in from exchange."""

from backend.exchange.jobs import ORDERS_DUE
from backend.exchange.routes import blp
from backend.exchange.service import CHECKS, order_edges, order_stops

BLUEPRINTS = [blp]
DUE_SOURCES = [ORDERS_DUE]
SELF_CHECKS = CHECKS
TRACE_STOPS = {"order": order_stops}
TRACE_EDGES = [order_edges]
