"""Doors of agreements: what routes and other features call."""

from backend.agreements.service.claim_deeds import claimants_of, count_claims, deeds_of_unit
from backend.agreements.service.claim_stops import claim_stops
from backend.agreements.service.claims import (
    ClaimsOfAgreements,
    claim_entry,
    entries_with_live_claims,
    get_claim,
    list_claims,
    move_claim,
    show_claim,
)
from backend.agreements.service.duties import check_duty_sides, end_duties, make_duties

__all__ = [
    "ClaimsOfAgreements",
    "check_duty_sides",
    "claim_entry",
    "claim_stops",
    "claimants_of",
    "count_claims",
    "deeds_of_unit",
    "end_duties",
    "entries_with_live_claims",
    "get_claim",
    "list_claims",
    "make_duties",
    "move_claim",
    "show_claim",
]
