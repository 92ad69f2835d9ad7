"""What an agreement means for the claim it came from."""

from uuid import UUID

from sqlalchemy import select

from backend.agreements.errors import ClaimHasAgreementError, NotTakenClaimError
from backend.agreements.models import Agreement, Claim, Duty, DutyTerm
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.service.claim_lines import assists_of, lock_claim, tell
from backend.agreements.types.claims import ClaimState
from backend.agreements.types.duties import DutyState, TermState
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork

ENDED = ("ended", "cancelled")
KEPT = "协议里约定的事都已验收"


def require_no_agreement(uow: UnitOfWork, claim: Claim) -> None:
    """Raise ClaimHasAgreementError where an agreement on the claim is drafted, signed or in force."""
    agreement_id = _find_live(uow, claim)
    if agreement_id is not None:
        raise ClaimHasAgreementError("请先在协议里办理终止", agreement_id=str(agreement_id))


def require_kept(uow: UnitOfWork, claim: Claim) -> None:
    """Raise ClaimHasAgreementError while an agreement on the claim asks for more than was accepted."""
    agreement_id = _find_live(uow, claim)
    if agreement_id is not None and not _is_kept(uow, claim.community_id, agreement_id):
        raise ClaimHasAgreementError("请按协议逐期提交和验收，都验收后认领就算已交付", agreement_id=str(agreement_id))


def _find_live(uow: UnitOfWork, claim: Claim) -> UUID | None:
    found = select(Agreement.id).where(
        Agreement.community_id == claim.community_id, Agreement.claim_id == claim.id, Agreement.state.not_in(ENDED)
    )
    return uow.session.scalars(found.limit(1)).first()


def _is_kept(uow: UnitOfWork, community_id: int, agreement_id: UUID) -> bool:
    """Tell whether all that units owed is done, and nothing of it was given up."""
    owed = (Duty.community_id == community_id, Duty.agreement_id == agreement_id, Duty.giver_unit_id.is_not(None))
    states = set(uow.session.scalars(select(Duty.state).where(*owed).distinct()))
    if DutyState.DONE not in states or DutyState.IN_FORCE in states:
        return False
    given_up = (
        select(DutyTerm.id)
        .join(Duty, (Duty.community_id == DutyTerm.community_id) & (Duty.id == DutyTerm.duty_id))
        .where(*owed, DutyTerm.state == TermState.GIVEN_UP)
    )
    return uow.session.scalars(given_up.limit(1)).first() is None


def require_taken(uow: UnitOfWork, agreement: Agreement) -> None:
    """Hold the claim that a first text is made of, its entry before it; raises NotTakenClaimError unless it stands."""
    if agreement.claim_id is None or agreement.version is not None:
        return
    claim, _ = lock_claim(uow, agreement.community_id, agreement.claim_id)
    if claim.state != ClaimState.ACCEPTED:
        raise NotTakenClaimError("认领已经撤回或者办结，请作废这份协议")


def deliver_kept(uow: UnitOfWork, community_id: int, agreement_id: UUID) -> None:
    """Deliver the claim an agreement was made of when all that units owed is accepted. Done twice it changes nothing.

    Raises NotFoundError.
    """
    claim_id = row_by_id(uow, Agreement, community_id, agreement_id).claim_id
    if claim_id is None:
        return
    claim, entry = lock_claim(uow, community_id, claim_id)
    if claim.state != ClaimState.ACCEPTED or not _is_kept(uow, community_id, agreement_id):
        return
    claim.state, claim.updated_at = ClaimState.DELIVERED.value, uow.now
    assists = assists_of(uow, community_id, [claim_id])
    before = ClaimState.ACCEPTED
    tell(uow, [claim], entry, assists, move=ClaimMove.DELIVER, from_state=before, by_member_id=None, note=KEPT)
