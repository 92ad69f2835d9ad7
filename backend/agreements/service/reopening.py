"""When a term is given up, what its debtor had claimed is open to others again."""

from uuid import UUID

from backend.agreements.models import Agreement, Claim, Duty
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.service.claim_deeds import claimants_of
from backend.agreements.service.claim_lines import assists_of, tell
from backend.agreements.service.claims import entries_with_live_claims
from backend.agreements.service.duties import end_debtors_duties, lock_duties
from backend.agreements.service.terms import get_term
from backend.agreements.types.claims import ClaimState
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef

NOTE = "约定的事逾期没有完成，重新开放"


def reopen_given_up(uow: UnitOfWork, community_id: int, term_id: UUID) -> None:
    """Open again what the debtor had taken on, and end what else it owes by the same agreement: others may take it on.

    By a claim, that is the claim; without one, the entry, unless anybody is at it or solved some of it. What the
    community itself owes reopens nothing. Done twice it changes nothing.
    """
    duty = get_term(uow, community_id, term_id).duty
    agreement = row_by_id(uow, Agreement, community_id, duty.agreement_id, lock=True)
    if duty.giver_unit_id is None or agreement.entry_id is None:
        return
    # The agreement, its duties, the entry, its claims: always in this order.
    duties = lock_duties(uow, community_id, agreement.id)
    entry = lists.lock_entry(uow, community_id, agreement.entry_id)
    if agreement.claim_id is not None:
        is_open_again = _take_back(uow, duty, entry, agreement.claim_id)
    else:
        is_open_again = _reopen(uow, entry)
    if is_open_again:
        end_debtors_duties(uow, duties, duty.giver_unit_id, reason=NOTE)


def _reopen(uow: UnitOfWork, entry: EntryRef) -> bool:
    """Reopen the entry where nobody is at it and nobody solved any of it; tell whether it was."""
    place = (entry.community_id, entry.id)
    if entries_with_live_claims(uow, entry.community_id, [entry.id]) or claimants_of(uow, *place):
        return False
    return lists.reopen_entry(uow, *place, note=NOTE).state is not entry.state


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
