"""What app plugs in from matching."""

from backend.matching.jobs import LAPSES, UNMET
from backend.matching.routes import BLUEPRINTS
from backend.matching.service.check import CHECKS

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "SELF_CHECKS"]

DUE_SOURCES = [LAPSES, UNMET]
SELF_CHECKS = CHECKS
