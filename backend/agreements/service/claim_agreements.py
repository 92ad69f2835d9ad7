"""What an agreement means for the claim it came from."""

from sqlalchemy import select

from backend.agreements.errors import ClaimHasAgreementError
from backend.agreements.models import Agreement, Claim
from backend.infra.uow import UnitOfWork

ENDED = ("ended", "cancelled")


def require_no_agreement(uow: UnitOfWork, claim: Claim) -> None:
    """Raise ClaimHasAgreementError where an agreement on the claim is drafted, signed or in force."""
    found = select(Agreement.id).where(
        Agreement.community_id == claim.community_id, Agreement.claim_id == claim.id, Agreement.state.not_in(ENDED)
    )
    agreement_id = uow.session.scalars(found.limit(1)).first()
    if agreement_id is not None:
        raise ClaimHasAgreementError("请先在协议里办理终止", agreement_id=str(agreement_id))
