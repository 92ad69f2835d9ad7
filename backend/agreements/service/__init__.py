"""Doors of agreements: what routes and other features call."""

from backend.agreements.service.agreements.check import CHECKS
from backend.agreements.service.agreements.drafting import draft_agreement, draft_next, edit_draft
from backend.agreements.service.agreements.in_force import communities_with_due_agreements, do_due_agreements
from backend.agreements.service.agreements.moving import move_agreement
from backend.agreements.service.agreements.printing import print_text
from backend.agreements.service.agreements.reading import (
    list_agreement_moves,
    list_agreements,
    show_agreement,
    show_text,
)
from backend.agreements.service.agreements.signing import sign_agreement
from backend.agreements.service.agreements.stops import agreement_stops
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
    "CHECKS",
    "ClaimsOfAgreements",
    "agreement_stops",
    "check_duty_sides",
    "claim_entry",
    "claim_stops",
    "claimants_of",
    "communities_with_due_agreements",
    "count_claims",
    "deeds_of_unit",
    "do_due_agreements",
    "draft_agreement",
    "draft_next",
    "edit_draft",
    "end_duties",
    "entries_with_live_claims",
    "get_claim",
    "list_agreement_moves",
    "list_agreements",
    "list_claims",
    "make_duties",
    "move_agreement",
    "move_claim",
    "print_text",
    "show_agreement",
    "show_claim",
    "show_text",
    "sign_agreement",
]
