"""What units did of what they had agreed to, for whoever adds it up. Each read is one statement or two.

What is counted in a period is what was accepted or decided in it: a period that is over never changes again.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from backend.agreements.models import Agreement, Claim, ClaimAssist, Duty, DutyEvidence, DutyTerm
from backend.agreements.service.claim_lines import assists_of, to_ref
from backend.agreements.types.agreements import AgreementState
from backend.agreements.types.claims import ClaimRef, ClaimState
from backend.agreements.types.duties import EvidenceKind, EvidenceState, TermState
from backend.agreements.types.performance import AcceptedWork, KeptClaim, TermFigures
from backend.infra.uow import UnitOfWork

# A term is told once, when it is decided: what is still in time, waits for another clause or for whom it was handed
# in to, or may still be done late speaks neither for nor against anybody.
_KEPT, _BROKEN, _EXCUSED = TermState.ACCEPTED.value, TermState.GIVEN_UP.value, TermState.EXCUSED.value


def accepted_work(
    uow: UnitOfWork,
    community_id: int,
    start: datetime,
    end: datetime,
    unit_id: UUID | None = None,
    *,
    but: Collection[UUID] = (),
) -> list[AcceptedWork]:
    """Return what was accepted from ``start`` until before ``end``; with a unit, what it gave and what it got.

    ``but`` are records of which was told before.
    """
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
            or_(DutyEvidence.ref_id.is_(None), DutyEvidence.ref_id.not_in(but)),
            *_of_unit(unit_id),
        )
        .group_by(Duty.community_id, Duty.id, DutyEvidence.kind)
        .order_by(Duty.id, DutyEvidence.kind)
    )
    return [AcceptedWork(*row[:7], times=row.times, amount=int(row.amount)) for row in rows]


def term_figures(
    uow: UnitOfWork, community_id: int, start: datetime, end: datetime, unit_id: UUID | None = None
) -> list[TermFigures]:
    """Return what became of the terms decided from ``start`` until before ``end``, by giver and receiver."""
    rows = uow.session.execute(
        select(
            Duty.giver_unit_id,
            Duty.receiver_unit_id,
            func.count().filter(DutyTerm.state.in_((_KEPT, _BROKEN))).label("due"),
            func.count().filter(DutyTerm.state == _KEPT).label("kept"),
            func.count().filter(DutyTerm.state == _EXCUSED).label("excused"),
        )
        .join(Duty, and_(Duty.community_id == DutyTerm.community_id, Duty.id == DutyTerm.duty_id))
        .where(
            DutyTerm.community_id == community_id,
            DutyTerm.state.in_((_KEPT, _BROKEN, _EXCUSED)),
            DutyTerm.updated_at >= start,
            DutyTerm.updated_at < end,
            *_of_unit(unit_id),
        )
        .group_by(Duty.giver_unit_id, Duty.receiver_unit_id)
    )
    return [TermFigures(*row) for row in rows]


def _of_unit(unit_id: UUID | None) -> list[ColumnElement[bool]]:
    return [] if unit_id is None else [or_(Duty.giver_unit_id == unit_id, Duty.receiver_unit_id == unit_id)]


def kept_claims(
    uow: UnitOfWork, community_id: int, start: datetime, end: datetime, of: tuple[UUID, Select[UUID]] | None = None
) -> list[KeptClaim]:
    """Return what units did by claims closed in the period without an agreement: others are told by duties.

    With ``of``, a unit and a SELECT of its entries, claims it took part in and claims on these.
    """
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
            *([] if of is None else [_concerns(*of)]),
        )
        .order_by(Claim.updated_at, Claim.id)
    ).all()
    assists = assists_of(uow, community_id, [claim.id for claim in claims])
    return [kept for claim in claims for kept in _parts(to_ref(claim, assists.get(claim.id, ())))]


def _concerns(unit_id: UUID, entries: Select[UUID]) -> ColumnElement[bool]:
    helped = select(ClaimAssist.id).where(
        ClaimAssist.community_id == Claim.community_id,
        ClaimAssist.claim_id == Claim.id,
        ClaimAssist.unit_id == unit_id,
    )
    return or_(Claim.unit_id == unit_id, Claim.entry_id.in_(entries), helped.exists())


def _parts(claim: ClaimRef) -> list[KeptClaim]:
    """Return what each unit did of a claim: the claimant what nobody helped with, the others their shares."""
    shares = [claim.own_share, *(assist.share for assist in claim.assists)]
    parts = zip(claim.unit_ids, shares, strict=True)
    return [KeptClaim(claim.id, unit_id, claim.entry_id, share) for unit_id, share in parts if share]


def accepted_records(
    uow: UnitOfWork, community_id: int, start: datetime, end: datetime, unit_id: UUID | None = None
) -> dict[UUID, UUID]:
    """Return the service records accepted in the period as shown for a unit, with that unit."""
    rows = uow.session.execute(
        select(DutyEvidence.ref_id, Duty.receiver_unit_id)
        .join(DutyTerm, and_(DutyTerm.community_id == DutyEvidence.community_id, DutyTerm.id == DutyEvidence.term_id))
        .join(Duty, and_(Duty.community_id == DutyTerm.community_id, Duty.id == DutyTerm.duty_id))
        .where(
            DutyEvidence.community_id == community_id,
            DutyEvidence.kind == EvidenceKind.RECORD.value,
            DutyEvidence.state == EvidenceState.ACCEPTED.value,
            DutyEvidence.decided_at >= start,
            DutyEvidence.decided_at < end,
            *([] if unit_id is None else [Duty.receiver_unit_id == unit_id]),
        )
    )
    return {record: unit for record, unit in rows if record is not None and unit is not None}


def records_in_evidence(community_id: int, end: datetime, *, but: Collection[UUID] = ()) -> Select[UUID | None]:
    """Return a SELECT of the service records accepted before ``end`` as showing a duty done: they are told there.

    Not those ``but`` of which was told before: they are told as hours.
    """
    return select(DutyEvidence.ref_id).where(
        DutyEvidence.community_id == community_id,
        DutyEvidence.kind == EvidenceKind.RECORD.value,
        DutyEvidence.state == EvidenceState.ACCEPTED.value,
        DutyEvidence.decided_at < end,
        DutyEvidence.ref_id.not_in(but),
    )
