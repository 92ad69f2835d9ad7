"""What app plugs in from certificates."""

from backend.certificates import service
from backend.certificates.routes import BLUEPRINTS

__all__ = ["BLUEPRINTS", "SELF_CHECKS", "TRACE_EDGES", "TRACE_STOPS"]

SELF_CHECKS = service.CHECKS
TRACE_STOPS = {"certificate": service.certificate_stops}
TRACE_EDGES = [service.certificate_edges]
