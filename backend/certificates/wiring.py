"""What app plugs in from certificates."""

from backend.certificates import events, service
from backend.certificates.routes import BLUEPRINTS
from backend.infra.outbox import Subscription

__all__ = ["BLUEPRINTS", "SELF_CHECKS", "SUBSCRIPTIONS", "TRACE_EDGES", "TRACE_STOPS"]

SELF_CHECKS = service.CHECKS
SUBSCRIPTIONS = [Subscription(events.REPLACED, service.tell_corrected)]
TRACE_STOPS = {"certificate": service.certificate_stops}
TRACE_EDGES = [service.certificate_edges]
