"""Certificates as the API shows them: many at once, with a number of statements that does not grow."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.certificates import rules
from backend.certificates.models import Certificate, CertificateRecord, CertificateVoid
from backend.certificates.policy import POLICY, A
from backend.certificates.types import STATE_NAMES, CertificateState, Standing
from backend.communities import service as communities
from backend.communities.types import MemberRef
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.seal import short_seal
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


def print_action(actor: Actor, row: Certificate, now: datetime) -> A:
    """Return what printing it is for the caller: on its day, who asked for somebody hands the paper over."""
    is_asker = row.asked_by is not None and row.asked_by == actor.member_id
    return A.PRINT_ASKED if is_asker and local_date(row.issued_at) == local_date(now) else A.PRINT


def view_certificates(uow: UnitOfWork, actor: Actor, rows: Sequence[Certificate]) -> list[dict[str, Any]]:
    """Return certificates without what stands on them about the person's document."""
    if not rows:
        return []
    community_id = rows[0].community_id
    states = standings(uow, community_id, [row.id for row in rows])
    hands = {row.asked_by for row in rows if row.asked_by is not None}
    forms = {row.consent_photo_id for row in rows if row.consent_photo_id is not None}
    members = communities.members_by_ids(uow, community_id, {row.member_id for row in rows} | hands)
    photos = attachments.photos_by_ids(uow, community_id, forms)
    return [_view(uow, actor, row, states[row.id], members, photos) for row in rows]


def _view(
    uow: UnitOfWork,
    actor: Actor,
    row: Certificate,
    now: Standing,
    members: Mapping[UUID, MemberRef],
    photos: Mapping[UUID, dict[str, Any]],
) -> dict[str, Any]:
    is_valid = now.state is CertificateState.VALID
    action = print_action(actor, row, uow.now)
    return {
        "id": row.id,
        "number": row.number,
        "seal": short_seal(row.seal),
        "member": _ref(members[row.member_id]),
        "first_day": row.first_day,
        "last_day": row.last_day,
        "minutes": row.minutes,
        "records_count": row.records_count,
        "issued_at": row.issued_at,
        "state": now.state,
        "state_name": STATE_NAMES[now.state],
        "since": now.since,
        "reason": now.reason,
        "asked_by": _ref(members[row.asked_by]) if row.asked_by else None,
        "consent_photo": photos.get(row.consent_photo_id) if row.consent_photo_id else None,
        "may_print": is_valid and POLICY.allows(actor, action, member_id=row.member_id),
        "may_void": now.state is not CertificateState.VOID and POLICY.allows(actor, A.VOID, member_id=row.member_id),
    }


def _ref(member: MemberRef) -> dict[str, Any]:
    return {"id": member.id, "name": member.name}
