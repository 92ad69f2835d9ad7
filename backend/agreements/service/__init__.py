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
from backend.agreements.service.assists import (
    communities_with_late_assists,
    invite_assist,
    lapse_late_assists,
    move_assist,
)
from backend.agreements.service.claim_agreements import deliver_kept
from backend.agreements.service.claim_checks import CHECKS as CLAIM_CHECKS
from backend.agreements.service.claim_deeds import claimants_of, count_claims, deeds_of_unit
from backend.agreements.service.claim_holders import HeldClaim, claims_held
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
from backend.agreements.service.duty_check import DUTY_CHECKS
from backend.agreements.service.duty_note_views import list_notes, list_notes_of_duty
from backend.agreements.service.duty_notes import (
    close_note,
    communities_with_late_notes,
    escalate_late_notes,
    put_note,
    say,
)
from backend.agreements.service.duty_stops import duty_stops
from backend.agreements.service.evidence import hand_in, move_evidence
from backend.agreements.service.evidence_sources import list_sources
from backend.agreements.service.excuses import move_term
from backend.agreements.service.performance import (
    accepted_records,
    accepted_work,
    kept_claims,
    records_in_evidence,
    term_figures,
)
from backend.agreements.service.reopening import reopen_given_up
from backend.agreements.service.term_reads import list_duties, list_terms, show_calendar, show_term
from backend.agreements.service.term_time import communities_with_due_terms, move_due_terms

__all__ = [
    "CHECKS",
    "CLAIM_CHECKS",
    "DUTY_CHECKS",
    "ClaimsOfAgreements",
    "HeldClaim",
    "accepted_records",
    "accepted_work",
    "agreement_stops",
    "check_duty_sides",
    "claim_entry",
    "claim_stops",
    "claimants_of",
    "claims_held",
    "close_note",
    "communities_with_due_agreements",
    "communities_with_due_terms",
    "communities_with_late_assists",
    "communities_with_late_notes",
    "count_claims",
    "deeds_of_unit",
    "deliver_kept",
    "do_due_agreements",
    "draft_agreement",
    "draft_next",
    "duty_stops",
    "edit_draft",
    "end_duties",
    "entries_with_live_claims",
    "escalate_late_notes",
    "get_claim",
    "hand_in",
    "invite_assist",
    "kept_claims",
    "lapse_late_assists",
    "list_agreement_moves",
    "list_agreements",
    "list_claims",
    "list_duties",
    "list_notes",
    "list_notes_of_duty",
    "list_sources",
    "list_terms",
    "make_duties",
    "move_agreement",
    "move_assist",
    "move_claim",
    "move_due_terms",
    "move_evidence",
    "move_term",
    "print_text",
    "put_note",
    "records_in_evidence",
    "reopen_given_up",
    "say",
    "show_agreement",
    "show_calendar",
    "show_claim",
    "show_term",
    "show_text",
    "sign_agreement",
    "term_figures",
]
