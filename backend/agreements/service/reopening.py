"""When a term is given up, what its debtor had claimed is open to others again."""

from uuid import UUID

from backend.agreements.models import Agreement, Claim, Duty
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.service.claim_lines import assists_of, tell
from backend.agreements.service.claims import entries_with_live_claims
from backend.agreements.service.terms import get_term
from backend.agreements.types.claims import ClaimState
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef

NOTE = "约定的事逾期没有完成，重新开放"


def reopen_given_up(uow: UnitOfWork, community_id: int, term_id: UUID) -> None:
    """Take the debtor's claim back and reopen the entry that the agreement came from.

    What the community itself owes reopens nothing. Done twice it changes nothing.
    """
    duty = get_term(uow, community_id, term_id).duty
    agreement = row_by_id(uow, Agreement, community_id, duty.agreement_id)
    if duty.giver_unit_id is None or agreement.entry_id is None:
        return
    # The entry before its claims: always in this order.
    entry = lists.lock_entry(uow, community_id, agreement.entry_id)
    if agreement.claim_id is not None and not _take_back(uow, duty, entry, agreement.claim_id):
        return
    if not entries_with_live_claims(uow, community_id, [agreement.entry_id]):
        lists.reopen_entry(uow, community_id, agreement.entry_id, note=NOTE)


def _take_back(uow: UnitOfWork, duty: Duty, entry: EntryRef, claim_id: UUID) -> bool:
    """End the claim where it is the debtor's own and under way; tell whether it was."""
    claim = row_by_id(uow, Claim, duty.community_id, claim_id, lock=True)
    if claim.unit_id != duty.giver_unit_id or claim.state not in (ClaimState.ACCEPTED, ClaimState.DELIVERED):
        return False
    before, claim.state, claim.updated_at = ClaimState(claim.state), ClaimState.WITHDRAWN.value, uow.now
    assists = assists_of(uow, claim.community_id, [claim_id])
    tell(uow, [claim], entry, assists, move=ClaimMove.WITHDRAW, from_state=before, by_member_id=None, note=NOTE)
    lists.release_quantity(uow, claim.community_id, claim.entry_id, claim.quantity)
    return True
