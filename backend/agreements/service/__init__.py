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

__all__ = [
    "ClaimsOfAgreements",
    "claim_entry",
    "claim_stops",
    "claimants_of",
    "count_claims",
    "deeds_of_unit",
    "entries_with_live_claims",
    "get_claim",
    "list_claims",
    "move_claim",
    "show_claim",
]
