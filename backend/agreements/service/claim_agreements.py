"""What an agreement means for the claim it came from."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import func, select

from backend.agreements.errors import ClaimHasAgreementError, NotTakenClaimError
from backend.agreements.models import Agreement, Claim, Duty, DutyTerm
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.service.claim_lines import assists_of, lock_claim, tell
from backend.agreements.types.claims import ClaimState
from backend.agreements.types.duties import DutyState, TermState
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.lists.types import EntryRef

ENDED = ("ended", "cancelled")
DELIVERING = frozenset({ClaimMove.DELIVER, ClaimMove.ACCEPT_DELIVERY})
# The measure of an entry that names none: pieces of it.
PIECES = "份"
KEPT = "协议里约定的事都已验收"


def live_agreements(uow: UnitOfWork, community_id: int, claim_ids: Collection[UUID]) -> dict[UUID, Agreement]:
    """Return by claim the agreement that is drafted, signed or in force; one statement."""
    rows = uow.session.scalars(
        select(Agreement).where(
            Agreement.community_id == community_id, Agreement.claim_id.in_(claim_ids), Agreement.state.not_in(ENDED)
        )
    )
    return {row.claim_id: row for row in rows if row.claim_id is not None}


def withheld_moves(uow: UnitOfWork, community_id: int, live: Mapping[UUID, Agreement]) -> dict[UUID, set[ClaimMove]]:
    """Return by claim the moves that its agreement stands for, as ``require_no_agreement`` and ``require_kept`` refuse.

    One statement however many there are.
    """
    kept = _kept_of(uow, community_id, {row.id for row in live.values()})
    return {
        claim_id: {ClaimMove.WITHDRAW} if row.id in kept else {ClaimMove.WITHDRAW, *DELIVERING}
        for claim_id, row in live.items()
    }


def require_no_agreement(uow: UnitOfWork, claim: Claim) -> None:
    """Raise ClaimHasAgreementError where an agreement on the claim is drafted, signed or in force."""
    live = live_agreements(uow, claim.community_id, [claim.id]).get(claim.id)
    if live is not None:
        raise ClaimHasAgreementError("请先在协议里办理终止", agreement_id=str(live.id))


def require_kept(uow: UnitOfWork, claim: Claim) -> None:
    """Raise ClaimHasAgreementError while an agreement on the claim asks for more than was accepted."""
    live = live_agreements(uow, claim.community_id, [claim.id]).get(claim.id)
    if live is not None and not _kept_of(uow, claim.community_id, [live.id]):
        raise ClaimHasAgreementError("请按协议逐期提交和验收，都验收后认领就算已交付", agreement_id=str(live.id))


def _kept_of(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> set[UUID]:
    """Return those of the agreements of which all that units owed is done, and nothing of it was given up."""
    if not ids:
        return set()
    given_up = select(DutyTerm.id).where(
        DutyTerm.community_id == Duty.community_id, DutyTerm.duty_id == Duty.id, DutyTerm.state == TermState.GIVEN_UP
    )
    rows = uow.session.scalars(
        select(Duty.agreement_id)
        .where(Duty.community_id == community_id, Duty.agreement_id.in_(ids), Duty.giver_unit_id.is_not(None))
        .group_by(Duty.agreement_id)
        .having(
            func.bool_or(Duty.state == DutyState.DONE)
            & ~func.bool_or(Duty.state == DutyState.IN_FORCE)
            & ~func.bool_or(given_up.exists())
        )
    )
    return set(rows)


def require_taken(uow: UnitOfWork, agreement: Agreement) -> tuple[Claim, EntryRef] | None:
    """Hold the claim that a first text is made of, its entry before it, and return both; None for any other text.

    Raises NotTakenClaimError unless the claim stands.
    """
    if agreement.claim_id is None or agreement.version is not None:
        return None
    claim, entry = lock_claim(uow, agreement.community_id, agreement.claim_id)
    if claim.state != ClaimState.ACCEPTED:
        raise NotTakenClaimError("认领已经撤回或者办结，请作废这份协议")
    return claim, entry


def deliver_kept(uow: UnitOfWork, community_id: int, agreement_id: UUID) -> None:
    """Deliver the claim an agreement was made of when all that units owed is accepted. Done twice it changes nothing.

    Raises NotFoundError.
    """
    claim_id = row_by_id(uow, Agreement, community_id, agreement_id).claim_id
    if claim_id is None:
        return
    claim, entry = lock_claim(uow, community_id, claim_id)
    if claim.state != ClaimState.ACCEPTED or not _kept_of(uow, community_id, [agreement_id]):
        return
    claim.state, claim.updated_at = ClaimState.DELIVERED.value, uow.now
    assists = assists_of(uow, community_id, [claim_id])
    before = ClaimState.ACCEPTED
    tell(uow, [claim], entry, assists, move=ClaimMove.DELIVER, from_state=before, by_member_id=None, note=KEPT)
