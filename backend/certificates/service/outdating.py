"""Telling holders that a record on their certificate was corrected: whoever checks it sees so from that moment."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from backend.certificates import events
from backend.certificates.models import Certificate, CertificateRecord, CertificateVoid
from backend.infra import outbox
from backend.infra.outbox import Event
from backend.infra.uow import UnitOfWork


def tell_corrected(uow: UnitOfWork, replaced: Sequence[Event]) -> None:
    """Tell each holder once a certificate and event of the records that were corrected; of void ones nobody."""
    for event in replaced:
        _tell(uow, event)


def _tell(uow: UnitOfWork, event: Event) -> None:
    records = {UUID(item["record_id"]): item for item in event.payload["items"]}
    rows = uow.session.execute(
        select(CertificateRecord.record_id, Certificate.id, Certificate.member_id, Certificate.number)
        .join(
            Certificate,
            (Certificate.community_id == CertificateRecord.community_id)
            & (Certificate.id == CertificateRecord.certificate_id),
        )
        .outerjoin(
            CertificateVoid,
            (CertificateVoid.community_id == Certificate.community_id)
            & (CertificateVoid.certificate_id == Certificate.id),
        )
        .where(
            CertificateRecord.community_id == event.community_id,
            CertificateRecord.record_id.in_(records),
            CertificateVoid.certificate_id.is_(None),
        )
        .order_by(Certificate.id, CertificateRecord.record_id)
    )
    told: dict[UUID, dict[str, object]] = {}
    named: dict[UUID, list[str]] = {}
    for record_id, id_, member_id, number in rows:
        names = named.setdefault(id_, [])
        names.append(f"{records[record_id]['number']} {records[record_id]['title']}")
        told[id_] = {"certificate_id": str(id_), "member_id": str(member_id), "number": number, "records": names}
    keyed = [(f"{id_}:{event.id}", payload, uow.now) for id_, payload in told.items()]
    outbox.record_many(uow, event.community_id, events.CORRECTED, keyed)
