"""Findings as stops of the trace: to whose hours they are about, who was helped, and the desk."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.infra.stops import Stop
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import AuditCase, AuditFinding, ServiceRecord, Shift
from backend.volunteering.policy import POLICY, A
from backend.volunteering.types.audit import CASE_STATE_NAMES, CaseState


def audit_finding_stops(
    uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]
) -> dict[UUID, Stop | None]:
    """Return findings by id; somebody else's is None."""
    rows = uow.session.execute(
        select(AuditFinding, ServiceRecord.id, ServiceRecord.performed_by, Shift.beneficiary_id)
        .join(AuditCase, (AuditCase.community_id == AuditFinding.community_id) & (AuditCase.id == AuditFinding.id))
        .join(
            ServiceRecord,
            (ServiceRecord.community_id == AuditCase.community_id) & (ServiceRecord.id == AuditCase.record_id),
        )
        .join(Shift, (Shift.community_id == ServiceRecord.community_id) & (Shift.id == ServiceRecord.shift_id))
        .where(AuditFinding.community_id == community_id, AuditFinding.id.in_(ids))
    )
    sees_all = POLICY.allows(actor, A.READ_ALL_RECORDS)
    return {
        finding.id: Stop(
            f"抽查：{CASE_STATE_NAMES[CaseState(finding.verdict)]}",
            "已核查",
            finding.found_at,
            target=("record", record_id),
        )
        if sees_all or actor.member_id in (performed_by, beneficiary_id)
        else None
        for finding, record_id, performed_by, beneficiary_id in rows
    }
