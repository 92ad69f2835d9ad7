"""What app plugs in from giving."""

from backend.giving import service
from backend.giving.jobs import ENTITLEMENTS
from backend.giving.routes import BLUEPRINTS

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "SELF_CHECKS", "TRACE_STOPS"]

DUE_SOURCES = [ENTITLEMENTS]
SELF_CHECKS = service.CHECKS
TRACE_STOPS = {
    "gift": service.gift_stops,
    "pool_donation": service.pool_donation_stops,
    "grant": service.grant_stops,
    "entitlement": service.entitlement_stops,
    "fund": service.fund_stops,
    "fund_donation": service.fund_donation_stops,
    "fund_use": service.fund_use_stops,
}
