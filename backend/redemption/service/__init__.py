"""Doors of redemption: what routes and other features call."""

from backend.redemption.service.check import CHECKS
from backend.redemption.service.closing import return_vouchers_of_closed
from backend.redemption.service.daybook import make_due_statement
from backend.redemption.service.deeds import count_pledges, deeds_of_unit
from backend.redemption.service.flags import list_flags, note_flag
from backend.redemption.service.objections import list_objections
from backend.redemption.service.offer import create_offer, edit_offer, move_offer
from backend.redemption.service.pledge import create_pledge, end_due_pledge, list_pledges
from backend.redemption.service.refund_request import ask_refund, move_request, refund_at_shop
from backend.redemption.service.refund_view import get_redemption, list_requests, list_uses
from backend.redemption.service.reserve import decide_reserve, get_reserve, propose_reserve, set_terms
from backend.redemption.service.shop import apply_as_merchant, move_merchant
from backend.redemption.service.shop_view import get_merchant, list_merchants
from backend.redemption.service.shops import invite_shop, list_shared_offers, list_shops, move_shop, open_till
from backend.redemption.service.showcase import get_offer, list_offers, list_prices
from backend.redemption.service.statement import get_month, get_statement, list_redemptions, write_day, write_month
from backend.redemption.service.statement_check import CHECKS as STATEMENT_CHECKS
from backend.redemption.service.statement_talk import move_statement
from backend.redemption.service.stop import (
    guarantee_stops,
    offer_stops,
    pledge_stops,
    redemption_stops,
    refund_stops,
    statement_stops,
    voucher_stops,
)
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
    "STATEMENT_CHECKS",
    "apply_as_merchant",
    "ask_refund",
    "buy_voucher",
    "cancel_voucher",
    "count_pledges",
    "create_offer",
    "create_pledge",
    "decide_reserve",
    "deeds_of_unit",
    "edit_offer",
    "end_due_pledge",
    "expire_due_vouchers",
    "get_merchant",
    "get_month",
    "get_offer",
    "get_redemption",
    "get_reserve",
    "get_statement",
    "get_voucher",
    "guarantee_stops",
    "invite_shop",
    "list_flags",
    "list_merchants",
    "list_objections",
    "list_offers",
    "list_own_vouchers",
    "list_pledges",
    "list_prices",
    "list_redemptions",
    "list_requests",
    "list_shared_offers",
    "list_shops",
    "list_synced",
    "list_uses",
    "list_voucher_keys",
    "make_due_statement",
    "move_merchant",
    "move_offer",
    "move_request",
    "move_shop",
    "move_statement",
    "note_flag",
    "offer_stops",
    "open_till",
    "pledge_stops",
    "propose_reserve",
    "redeem_by_pin",
    "redeem_voucher",
    "redemption_stops",
    "refund_at_shop",
    "refund_stops",
    "return_vouchers_of_closed",
    "set_terms",
    "statement_stops",
    "sync_redemptions",
    "voucher_stops",
    "write_day",
    "write_month",
]
