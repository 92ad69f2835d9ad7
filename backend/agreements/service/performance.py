"""What units did of what they had agreed to, for whoever adds it up. Each read is one statement or two.

What is counted in a period is what was accepted in it: a period that is over never changes again.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from backend.agreements.models import Agreement, Claim, Duty, DutyEvidence, DutyTerm
from backend.agreements.service.claim_lines import assists_of, to_ref
from backend.agreements.types.agreements import AgreementState
from backend.agreements.types.claims import ClaimRef, ClaimState
from backend.agreements.types.duties import EvidenceKind, EvidenceState, TermState
from backend.agreements.types.performance import AcceptedWork, KeptClaim, TermFigures
from backend.infra.uow import UnitOfWork

# What nobody owes any more counts neither for nor against anybody.
_LET_GO = (TermState.EXCUSED.value, TermState.CANCELLED.value)


def accepted_work(
    uow: UnitOfWork, community_id: int, start: datetime, end: datetime, unit_id: UUID | None = None
) -> list[AcceptedWork]:
    """Return what was accepted from ``start`` until before ``end``; with a unit, what it gave and what it got."""
    wanted = _of_unit(unit_id)
    rows = uow.session.execute(
        select(
            Duty.id,
            Duty.agreement_id,
            Duty.text,
            Duty.measure,
            DutyEvidence.kind,
            Duty.giver_unit_id,
            Duty.receiver_unit_id,
            func.count().label("times"),
            func.sum(DutyEvidence.accepted_amount).label("amount"),
        )
        .join(DutyTerm, and_(DutyTerm.community_id == DutyEvidence.community_id, DutyTerm.id == DutyEvidence.term_id))
        .join(Duty, and_(Duty.community_id == DutyTerm.community_id, Duty.id == DutyTerm.duty_id))
        .where(
            DutyEvidence.community_id == community_id,
            DutyEvidence.state == EvidenceState.ACCEPTED.value,
            DutyEvidence.decided_at >= start,
            DutyEvidence.decided_at < end,
            *wanted,
        )
        .group_by(Duty.community_id, Duty.id, DutyEvidence.kind)
        .order_by(Duty.id, DutyEvidence.kind)
    )
    return [AcceptedWork(*row[:7], times=row.times, amount=int(row.amount)) for row in rows]


def term_figures(
    uow: UnitOfWork, community_id: int, first: date, past: date, unit_id: UUID | None = None
) -> list[TermFigures]:
    """Return how terms due from ``first`` until before ``past`` were kept, by giver and receiver."""
    counts = DutyTerm.state.not_in(_LET_GO)
    rows = uow.session.execute(
        select(
            Duty.giver_unit_id,
            Duty.receiver_unit_id,
            func.count().filter(counts).label("due"),
            func.count().filter(DutyTerm.state == TermState.ACCEPTED.value).label("kept"),
            func.count().filter(DutyTerm.state == TermState.EXCUSED.value).label("excused"),
        )
        .join(Duty, and_(Duty.community_id == DutyTerm.community_id, Duty.id == DutyTerm.duty_id))
        .where(
            DutyTerm.community_id == community_id,
            DutyTerm.due_on >= first,
            DutyTerm.due_on < past,
            *_of_unit(unit_id),
        )
        .group_by(Duty.giver_unit_id, Duty.receiver_unit_id)
    )
    return [TermFigures(*row) for row in rows]


def _of_unit(unit_id: UUID | None) -> list[ColumnElement[bool]]:
    return [] if unit_id is None else [or_(Duty.giver_unit_id == unit_id, Duty.receiver_unit_id == unit_id)]


def kept_claims(uow: UnitOfWork, community_id: int, start: datetime, end: datetime) -> list[KeptClaim]:
    """Return what units did by claims closed in the period without an agreement: others are told by duties."""
    agreed = select(Agreement.id).where(
        Agreement.community_id == Claim.community_id,
        Agreement.claim_id == Claim.id,
        Agreement.state != AgreementState.CANCELLED.value,
    )
    claims = uow.session.scalars(
        select(Claim)
        .where(
            Claim.community_id == community_id,
            Claim.state == ClaimState.CLOSED.value,
            Claim.unit_id.is_not(None),
            Claim.updated_at >= start,
            Claim.updated_at < end,
            ~agreed.exists(),
        )
        .order_by(Claim.updated_at, Claim.id)
    ).all()
    assists = assists_of(uow, community_id, [claim.id for claim in claims])
    return [kept for claim in claims for kept in _parts(to_ref(claim, assists.get(claim.id, ())))]


def _parts(claim: ClaimRef) -> list[KeptClaim]:
    """Return what each unit did of a claim: the claimant what nobody helped with, the others their shares."""
    shares = [claim.own_share, *(assist.share for assist in claim.assists)]
    parts = zip(claim.unit_ids, shares, strict=True)
    return [KeptClaim(claim.id, unit_id, claim.entry_id, share) for unit_id, share in parts if share]


def records_in_evidence(community_id: int) -> Select[UUID | None]:
    """Return a SELECT of the service records that show that a duty was done: they are counted there."""
    return select(DutyEvidence.ref_id).where(
        DutyEvidence.community_id == community_id,
        DutyEvidence.kind == EvidenceKind.RECORD.value,
        DutyEvidence.state == EvidenceState.ACCEPTED.value,
    )
