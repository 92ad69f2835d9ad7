"""Doors of actors: what routes and app call."""

from backend.actors.service.card import get_card, show_figures
from backend.actors.service.finding import list_suggestions
from backend.actors.service.handling import handle_referral, handle_unit
from backend.actors.service.referral import list_own_referrals, refer_actor, referral_stops

__all__ = [
    "get_card",
    "handle_referral",
    "handle_unit",
    "list_own_referrals",
    "list_suggestions",
    "refer_actor",
    "referral_stops",
    "show_figures",
]
