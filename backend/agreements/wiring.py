"""What app plugs in from agreements."""

from backend.agreements.jobs import AGREEMENTS, ASSISTS, DONE, DUTY_NOTES, DUTY_TERMS, GIVEN_UP
from backend.agreements.routes import BLUEPRINTS
from backend.agreements.service import (
    CHECKS,
    CLAIM_CHECKS,
    DUTY_CHECKS,
    ClaimsOfAgreements,
    agreement_stops,
    claim_stops,
    duty_stops,
)
from backend.lists.types import LiveClaims, WaitingClaims
from backend.volunteering.types import Claims

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "PORTS", "SELF_CHECKS", "SUBSCRIPTIONS", "TRACE_STOPS"]

DUE_SOURCES = [AGREEMENTS, ASSISTS, DUTY_TERMS, DUTY_NOTES]
SUBSCRIPTIONS = [GIVEN_UP, DONE]
SELF_CHECKS = {**CLAIM_CHECKS, **CHECKS, **DUTY_CHECKS}
PORTS: dict[type, object] = dict.fromkeys((LiveClaims, WaitingClaims, Claims), ClaimsOfAgreements())
TRACE_STOPS = {"claim": claim_stops, "agreement": agreement_stops, "duty": duty_stops}
