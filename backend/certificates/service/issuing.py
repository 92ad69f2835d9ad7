"""Asking for a certificate: what it would say, and issuing it at once from the records in force.

The holder asks, or the desk for somebody without a phone, with the form they signed.

Nobody approves it: each line was recorded, witnessed, confirmed, shown and entered by hands that the records name.
"""

import secrets
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from backend.certificates.errors import TooManyRecordsError, TooManyTodayError
from backend.certificates.models import Certificate, CertificateRecord
from backend.certificates.rules import (
    A_DAY_MAX,
    CODE_BYTES,
    RECORDS_MAX,
    choose,
    code_text,
    number_text,
    period_of,
)
from backend.certificates.service.holder import Holder, holder_of, tell_holder, use_consent
from backend.certificates.service.issuer import issuer_now
from backend.certificates.service.view import view_certificates
from backend.certificates.types import NewCertificate
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date, local_day
from backend.core.seal import canonical, seal_of
from backend.infra.numbers import next_number
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.volunteering import service as volunteering
from backend.volunteering.types import EffectiveRecord


def preview(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    *,
    member_id: UUID | None = None,
    first: date | None,
    last: date | None,
) -> dict[str, Any]:
    """Return what a certificate of these days would list; raises TooManyRecordsError, InvalidError (no such member)."""
    holder = holder_of(uow, actor, community_id, member_id)
    records = volunteering.effective_records(uow, community_id, holder.id, first, last)
    if len(records) > RECORDS_MAX:
        raise TooManyRecordsError(most=RECORDS_MAX)
    names = lists.category_names(uow)
    return {
        "name": holder.name,
        "issuer": issuer_now(uow, community_id)["name"],
        "minutes": sum(record.minutes for record in records),
        "records": [_told(record, names) | {"id": record.id} for record in records],
    }


def issue_certificate(uow: UnitOfWork, actor: Actor, community_id: int, new: NewCertificate) -> dict[str, Any]:
    """Issue a certificate on the records of the caller, or of whom the desk asks for; these are told.

    Raises NothingToCertifyError, RecordsChosenError, TooManyRecordsError, TooManyTodayError, InvalidError (no such
    member or photo) and ConsentUsedError.
    """
    behalf = new.on_behalf_of
    holder = holder_of(uow, actor, community_id, None if behalf is None else behalf.member_id)
    communities.lock_member(uow, community_id, holder.id)
    _refuse_too_many(uow, community_id, holder.id)
    held = volunteering.effective_records(uow, community_id, holder.id, new.first, new.last)
    records = choose(held, new.record_ids)
    if behalf is not None:
        use_consent(uow, actor, community_id, behalf.consent_photo_id)
    row = _freeze(uow, actor, community_id, holder, new, records)
    if behalf is not None:
        tell_holder(uow, row, holder)
    return view_certificates(uow, actor, [row])[0]


def _freeze(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    holder: Holder,
    new: NewCertificate,
    records: list[EffectiveRecord],
) -> Certificate:
    """Store what the certificate says, sealed, and the records it names."""
    today, names = local_date(uow.now), lists.category_names(uow)
    private = _private(holder, new, issuer_now(uow, community_id))
    first, last = period_of(records, new.first, new.last)
    number = number_text(today.year, next_number(uow, community_id, f"certificate:{today.year}"))
    content = canonical(
        {
            "format": 1,
            "community_id": community_id,
            "community": communities.get_community(uow, community_id).name,
            "number": number,
            "issued_on": today.isoformat(),
            "period": [first.isoformat(), last.isoformat()],
            "minutes": sum(record.minutes for record in records),
            "records": [_told(record, names) | {"id": str(record.id)} for record in records],
            # Binds the encrypted part to the seal.
            "private": seal_of(canonical(private)),
        }
    )
    behalf = new.on_behalf_of
    row = Certificate(
        community_id=community_id,
        id=uow.new_id(),
        number=number,
        member_id=holder.id,
        first_day=first,
        last_day=last,
        minutes=sum(record.minutes for record in records),
        records_count=len(records),
        content=content,
        private=private,
        seal=seal_of(content),
        issued_at=uow.now,
        asked_by=None if behalf is None else actor.member_id,
        consent_photo_id=None if behalf is None else behalf.consent_photo_id,
    )
    uow.session.add(row)
    uow.session.flush()
    keys = {"community_id": community_id, "certificate_id": row.id}
    uow.session.execute(insert(CertificateRecord), [{**keys, "record_id": record.id} for record in records])
    return row


def _private(holder: Holder, new: NewCertificate, issuer: dict[str, str]) -> dict[str, Any]:
    return {
        "name": holder.name,
        "identity_kind": new.identity_kind.value,
        "identity_number": new.identity_number,
        "volunteer_number": new.volunteer_number,
        "purpose": new.purpose,
        "issuer": issuer,
        "code": code_text(secrets.token_bytes(CODE_BYTES)),
        # Without it, a number of so few digits would be found by trying all of them against the hash.
        "salt": secrets.token_hex(16),
    }


def _told(record: EffectiveRecord, category_names: dict[str, str]) -> dict[str, Any]:
    return {
        "number": record.number,
        "day": record.served_on.isoformat(),
        "title": record.title,
        "category": category_names.get(record.category, record.category),
        "minutes": record.minutes,
    }


def _refuse_too_many(uow: UnitOfWork, community_id: int, member_id: UUID) -> None:
    start, _ = local_day(local_date(uow.now))
    issued = uow.session.scalar(
        select(func.count()).where(
            Certificate.community_id == community_id,
            Certificate.member_id == member_id,
            Certificate.issued_at >= start,
        )
    )
    if (issued or 0) >= A_DAY_MAX:
        raise TooManyTodayError(most=A_DAY_MAX)
