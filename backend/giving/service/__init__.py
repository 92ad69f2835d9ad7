"""Doors of giving: what routes and other features call."""

from backend.giving.service.by_units import donations_of_units
from backend.giving.service.check import CHECKS
from backend.giving.service.donation import (
    get_donation,
    list_donations,
    list_own_donations,
    move_donation,
    record_donation,
)
from backend.giving.service.drawing import draw_entitlement, entitlement_of, get_own_entitlement, return_drawn
from backend.giving.service.entitlement import list_entitlements, move_entitlement, propose_entitlement
from backend.giving.service.fund import get_fund, list_funds, open_fund
from backend.giving.service.gift import get_gift, gift_terms, give
from backend.giving.service.grant import communities_with_due_entitlements, do_due_entitlements, grant
from backend.giving.service.kin import kin_of, list_ties, move_tie, propose_tie
from backend.giving.service.pool import donate, list_pool_donations, pool_account
from backend.giving.service.receipt import write_receipt
from backend.giving.service.stop import (
    entitlement_stops,
    fund_donation_stops,
    fund_stops,
    fund_use_stops,
    gift_stops,
    grant_stops,
    pool_donation_stops,
)
from backend.giving.service.use import correct_use, list_uses, record_use

__all__ = [
    "CHECKS",
    "communities_with_due_entitlements",
    "correct_use",
    "do_due_entitlements",
    "donate",
    "donations_of_units",
    "draw_entitlement",
    "entitlement_of",
    "entitlement_stops",
    "fund_donation_stops",
    "fund_stops",
    "fund_use_stops",
    "get_donation",
    "get_fund",
    "get_gift",
    "get_own_entitlement",
    "gift_stops",
    "gift_terms",
    "give",
    "grant",
    "grant_stops",
    "kin_of",
    "list_donations",
    "list_entitlements",
    "list_funds",
    "list_own_donations",
    "list_pool_donations",
    "list_ties",
    "list_uses",
    "move_donation",
    "move_entitlement",
    "move_tie",
    "open_fund",
    "pool_account",
    "pool_donation_stops",
    "propose_entitlement",
    "propose_tie",
    "record_donation",
    "record_use",
    "return_drawn",
    "write_receipt",
]
