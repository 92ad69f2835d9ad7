"""Certificates as the API shows them: many at once, with a number of statements that does not grow."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.certificates import rules
from backend.certificates.models import Certificate, CertificateRecord, CertificateVoid
from backend.certificates.policy import POLICY, A
from backend.certificates.types import STATE_NAMES, CertificateState, Standing
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering


def standings(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, Standing]:
    """Return the states of certificates: voided, naming a record that was corrected since, or valid."""
    named = select(CertificateRecord.record_id).where(
        CertificateRecord.community_id == community_id, CertificateRecord.certificate_id.in_(ids)
    )
    corrected = volunteering.corrected_since(uow, community_id, named)
    since: dict[UUID, datetime] = {}
    if corrected:
        pairs = uow.session.execute(
            select(CertificateRecord.certificate_id, CertificateRecord.record_id).where(
                CertificateRecord.community_id == community_id,
                CertificateRecord.certificate_id.in_(ids),
                CertificateRecord.record_id.in_(corrected),
            )
        )
        for certificate_id, record_id in pairs:
            at = corrected[record_id]
            since[certificate_id] = min(since.get(certificate_id, at), at)
    voids = uow.session.execute(
        select(CertificateVoid.certificate_id, CertificateVoid.voided_at, CertificateVoid.reason).where(
            CertificateVoid.community_id == community_id, CertificateVoid.certificate_id.in_(ids)
        )
    )
    voided = {row.certificate_id: (row.voided_at, row.reason) for row in voids}
    return {id_: rules.standing(voided.get(id_), since.get(id_)) for id_ in ids}


def view_certificates(uow: UnitOfWork, actor: Actor, rows: Sequence[Certificate]) -> list[dict[str, Any]]:
    """Return certificates without what stands on them about the person's document."""
    if not rows:
        return []
    community_id = rows[0].community_id
    states = standings(uow, community_id, [row.id for row in rows])
    members = communities.members_by_ids(uow, community_id, {row.member_id for row in rows})
    return [_view(actor, row, states[row.id], members[row.member_id].name) for row in rows]


def _view(actor: Actor, row: Certificate, now: Standing, name: str) -> dict[str, Any]:
    is_valid = now.state is CertificateState.VALID
    return {
        "id": row.id,
        "number": row.number,
        "seal": row.seal[: rules.SHORT_SEAL_LENGTH],
        "member": {"id": row.member_id, "name": name},
        "first_day": row.first_day,
        "last_day": row.last_day,
        "minutes": row.minutes,
        "records_count": row.records_count,
        "issued_at": row.issued_at,
        "state": now.state,
        "state_name": STATE_NAMES[now.state],
        "since": now.since,
        "reason": now.reason,
        "may_print": is_valid and POLICY.allows(actor, A.PRINT, member_id=row.member_id),
        "may_void": now.state is not CertificateState.VOID and POLICY.allows(actor, A.VOID, member_id=row.member_id),
    }
