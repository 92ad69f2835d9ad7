"""What app plugs in from redemption."""

from backend.redemption.jobs import PLEDGES_DUE, VOUCHERS_DUE
from backend.redemption.routes import blp, guarantees, offline
from backend.redemption.service import guarantee_stops, offer_stops, pledge_stops, redemption_stops, voucher_stops

BLUEPRINTS = [blp, offline.blp, guarantees.blp]
DUE_SOURCES = [VOUCHERS_DUE, PLEDGES_DUE]
TRACE_STOPS = {
    "pledge": pledge_stops,
    "offer": offer_stops,
    "voucher": voucher_stops,
    "redemption": redemption_stops,
    "guarantee": guarantee_stops,
}
