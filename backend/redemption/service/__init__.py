"""Doors of redemption: what routes and other features call."""

from backend.redemption.service.deeds import count_pledges, deeds_of_unit
from backend.redemption.service.offer import create_offer, get_offer, list_offers, move_offer
from backend.redemption.service.pledge import create_pledge, end_due_pledge, list_pledges
from backend.redemption.service.statement import get_statement, list_redemptions
from backend.redemption.service.stop import offer_stops, pledge_stops, redemption_stops, voucher_stops
from backend.redemption.service.till import redeem_voucher
from backend.redemption.service.voucher import (
    buy_voucher,
    cancel_voucher,
    expire_due_vouchers,
    get_voucher,
    list_own_vouchers,
)

__all__ = [
    "buy_voucher",
    "cancel_voucher",
    "count_pledges",
    "create_offer",
    "create_pledge",
    "deeds_of_unit",
    "end_due_pledge",
    "expire_due_vouchers",
    "get_offer",
    "get_statement",
    "get_voucher",
    "list_offers",
    "list_own_vouchers",
    "list_pledges",
    "list_redemptions",
    "move_offer",
    "offer_stops",
    "pledge_stops",
    "redeem_voucher",
    "redemption_stops",
    "voucher_stops",
]
