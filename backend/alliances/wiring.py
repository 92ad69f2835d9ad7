"""What app plugs in from alliances."""

from backend.alliances.jobs import RHYTHM_DUE, STATEMENTS_DUE, SUBSCRIPTIONS
from backend.alliances.routes import BLUEPRINTS
from backend.alliances.service import CHECKS

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "SELF_CHECKS", "SUBSCRIPTIONS"]

DUE_SOURCES = [RHYTHM_DUE, STATEMENTS_DUE]
SELF_CHECKS = CHECKS
