"""Voiding: a certificate is never deleted; that it holds no longer is a row beside it, once."""

from typing import Any
from uuid import UUID

from backend.certificates import events
from backend.certificates.errors import CertificateVoidError
from backend.certificates.models import CertificateVoid
from backend.certificates.policy import A
from backend.certificates.service.reading import load_certificate
from backend.certificates.service.view import view_certificates
from backend.core.actor import Actor
from backend.infra import outbox
from backend.infra.rows import insert_once
from backend.infra.uow import UnitOfWork


def void_certificate(
    uow: UnitOfWork, actor: Actor, community_id: int, certificate_id: UUID, reason: str
) -> dict[str, Any]:
    """Void a certificate for a reason that its holder is told; raises NotFoundError, CertificateVoidError."""
    row = load_certificate(uow, actor, community_id, certificate_id, A.VOID)
    void = {"reason": reason, "voided_by": actor.member_id, "voided_at": uow.now}
    if not insert_once(uow, CertificateVoid, community_id=community_id, certificate_id=row.id, **void):
        raise CertificateVoidError()
    if row.member_id != actor.member_id:
        payload = {
            "certificate_id": str(row.id),
            "member_id": str(row.member_id),
            "number": row.number,
            "reason": reason,
        }
        outbox.record(uow, community_id, events.VOIDED, payload)
    return view_certificates(uow, actor, [row])[0]
