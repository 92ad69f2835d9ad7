"""What app plugs in from agreements."""

from backend.agreements.routes import BLUEPRINTS
from backend.agreements.service import ClaimsOfAgreements, claim_stops
from backend.lists.types import LiveClaims
from backend.volunteering.types import Claims

__all__ = ["BLUEPRINTS", "PORTS", "TRACE_STOPS"]
PORTS: dict[type, object] = {LiveClaims: ClaimsOfAgreements(), Claims: ClaimsOfAgreements()}
TRACE_STOPS = {"claim": claim_stops}
