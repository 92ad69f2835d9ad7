"""What app plugs in from agreements."""

from backend.agreements.jobs import AGREEMENTS
from backend.agreements.routes import BLUEPRINTS
from backend.agreements.service import CHECKS, ClaimsOfAgreements, agreement_stops, claim_stops
from backend.lists.types import LiveClaims
from backend.volunteering.types import Claims

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "PORTS", "SELF_CHECKS", "TRACE_STOPS"]

DUE_SOURCES = [AGREEMENTS]
SELF_CHECKS = CHECKS
PORTS: dict[type, object] = {LiveClaims: ClaimsOfAgreements(), Claims: ClaimsOfAgreements()}
TRACE_STOPS = {"claim": claim_stops, "agreement": agreement_stops}
