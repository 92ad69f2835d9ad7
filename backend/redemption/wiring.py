"""What app plugs in from redemption."""

from backend.redemption.jobs import PLEDGES_DUE, RETURNS_DUE, STATEMENTS_DUE, VOUCHERS_DUE
from backend.redemption.routes import blp, guarantees, merchants, offline
from backend.redemption.service import (
    CHECKS,
    STATEMENT_CHECKS,
    guarantee_stops,
    offer_stops,
    pledge_stops,
    redemption_stops,
    refund_stops,
    statement_stops,
    voucher_stops,
)

BLUEPRINTS = [blp, offline.blp, guarantees.blp, merchants.blp]
DUE_SOURCES = [VOUCHERS_DUE, PLEDGES_DUE, RETURNS_DUE, STATEMENTS_DUE]
SELF_CHECKS = {**CHECKS, **STATEMENT_CHECKS}
TRACE_STOPS = {
    "pledge": pledge_stops,
    "offer": offer_stops,
    "voucher": voucher_stops,
    "redemption": redemption_stops,
    "guarantee": guarantee_stops,
    "refund": refund_stops,
    "merchant_statement": statement_stops,
}
