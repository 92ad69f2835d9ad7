"""Doors of agreements: what routes and other features call."""

from backend.agreements.service.claim import (
    ClaimsOfAgreements,
    claim_entry,
    entries_with_live_claims,
    get_claim,
    list_claims,
    move_claim,
    show_claim,
)
from backend.agreements.service.deeds import claimants_of, count_claims, deeds_of_unit
from backend.agreements.service.stop import claim_stops

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
