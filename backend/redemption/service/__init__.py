"""Doors of redemption: what routes and other features call."""

from backend.redemption.service.check import CHECKS, check_vouchers
from backend.redemption.service.deeds import count_pledges, deeds_of_unit
from backend.redemption.service.flags import list_flags, note_flag
from backend.redemption.service.offer import create_offer, get_offer, list_offers, move_offer
from backend.redemption.service.pledge import create_pledge, end_due_pledge, list_pledges
from backend.redemption.service.reserve import decide_reserve, get_reserve, propose_reserve, set_terms
from backend.redemption.service.shops import invite_shop, list_shops, move_shop, open_till
from backend.redemption.service.statement import get_statement, list_redemptions
from backend.redemption.service.stop import guarantee_stops, offer_stops, pledge_stops, redemption_stops, voucher_stops
from backend.redemption.service.sync import sync_redemptions
from backend.redemption.service.synced import list_synced
from backend.redemption.service.till import redeem_by_pin, redeem_voucher
from backend.redemption.service.view import list_voucher_keys
from backend.redemption.service.voucher import (
    buy_voucher,
    cancel_voucher,
    expire_due_vouchers,
    get_voucher,
    list_own_vouchers,
)

__all__ = [
    "CHECKS",
    "buy_voucher",
    "cancel_voucher",
    "check_vouchers",
    "count_pledges",
    "create_offer",
    "create_pledge",
    "decide_reserve",
    "deeds_of_unit",
    "end_due_pledge",
    "expire_due_vouchers",
    "get_offer",
    "get_reserve",
    "get_statement",
    "get_voucher",
    "guarantee_stops",
    "invite_shop",
    "list_flags",
    "list_offers",
    "list_own_vouchers",
    "list_pledges",
    "list_redemptions",
    "list_shops",
    "list_synced",
    "list_voucher_keys",
    "move_offer",
    "move_shop",
    "note_flag",
    "offer_stops",
    "open_till",
    "pledge_stops",
    "propose_reserve",
    "redeem_by_pin",
    "redeem_voucher",
    "redemption_stops",
    "set_terms",
    "sync_redemptions",
    "voucher_stops",
]
