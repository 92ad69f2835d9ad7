"""Topics that agreements tells others of, with their payloads."""

from backend.agreements.types.claims import ClaimRef
from backend.infra import outbox
from backend.infra.uow import UnitOfWork

CLAIM_MOVED = "agreements.claim_moved"


def record_claim_moved(uow: UnitOfWork, claim: ClaimRef, *, entry_title: str, note: str | None) -> None:
    """Store that a claim was made or moved."""
    payload = {
        "claim_id": str(claim.id),
        "entry_id": str(claim.entry_id),
        "entry_title": entry_title,
        "unit_id": str(claim.unit_id),
        "to_state": claim.state.value,
        "note": note,
    }
    outbox.record(uow, claim.community_id, CLAIM_MOVED, payload)


# {agreement_id, number, title, purpose, starts_on, ends_on, unit_ids, what, side, note}: what is offered, taken_back,
# declined, agreed, started, left, ended or paper; unit_ids are the units whose contacts are told.
AGREEMENT_MOVED = "agreements.agreement_moved"
# The same without what, side and note; due some time before the term ends.
AGREEMENT_ENDS_SOON = "agreements.agreement_ends_soon"
