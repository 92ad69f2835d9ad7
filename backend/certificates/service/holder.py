"""Whose certificate it is: the caller's, or somebody's for whom the desk asks with the form they signed."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.certificates import events
from backend.certificates.errors import ConsentUsedError
from backend.certificates.models import Certificate
from backend.certificates.policy import POLICY, A
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import InvalidError
from backend.infra import outbox
from backend.infra.uow import UnitOfWork


class Holder(NamedTuple):
    """On whom a certificate speaks; the guardian is a minor's."""

    id: UUID
    name: str
    guardian_id: UUID | None = None


def holder_of(uow: UnitOfWork, actor: Actor, community_id: int, member_id: UUID | None) -> Holder:
    """Return the caller, or the member for whom the desk asks.

    Raises ForbiddenError, and InvalidError unless it is another verified member.
    """
    if member_id is None:
        POLICY.permit(actor, A.ASK)
        assert actor.member_id is not None  # members alone may ask
        return Holder(actor.member_id, actor.name or "")
    POLICY.permit(actor, A.ASK_FOR)
    facts = communities.member_facts(uow, community_id, [member_id]).get(member_id)
    if facts is None or member_id == actor.member_id:
        raise InvalidError({"member_id": ["请选择一位已核实的居民；自己的证明在“我的证明”里开"]})
    is_minor = not communities.is_adult(facts.birth_date, local_date(uow.now))
    name = communities.get_member(uow, community_id, member_id).name
    return Holder(member_id, name, facts.guardian_id if is_minor else None)


def use_consent(uow: UnitOfWork, actor: Actor, community_id: int, photo_id: UUID) -> None:
    """Take the photo of a signed form into use, for this one certificate; raises InvalidError, ConsentUsedError.

    The photo stays locked, so that of two at once one sees the other.
    """
    attachments.use_photos(uow, actor, community_id, [photo_id])
    copies = attachments.copies_of(uow, community_id, [photo_id])
    used = select(Certificate.id).where(
        Certificate.community_id == community_id, Certificate.consent_photo_id.in_(copies)
    )
    if uow.session.scalars(used.limit(1)).first() is not None:
        raise ConsentUsedError()


def tell_holder(uow: UnitOfWork, row: Certificate, holder: Holder) -> None:
    """Have the holder told, and a minor's guardian: nobody is certified behind their back."""
    payload = {
        "certificate_id": str(row.id),
        "member_id": str(holder.id),
        "guardian_id": str(holder.guardian_id) if holder.guardian_id else None,
        "number": row.number,
    }
    outbox.record(uow, row.community_id, events.ISSUED_FOR, payload)
