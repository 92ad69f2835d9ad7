"""What app plugs in from matching."""

from backend.matching.jobs import LAPSES, RUNS, UNMET
from backend.matching.routes import BLUEPRINTS
from backend.matching.service import LAPSES_SOON, match_stops
from backend.matching.service.check import CHECKS
from backend.matching.service.suggestion_check import SUGGESTION_CHECKS

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "SELF_CHECKS", "SUBSCRIPTIONS", "TRACE_STOPS"]

DUE_SOURCES = [RUNS, LAPSES, UNMET]
SELF_CHECKS = {**CHECKS, **SUGGESTION_CHECKS}
SUBSCRIPTIONS = [LAPSES_SOON]
TRACE_STOPS = {"match": match_stops}
