"""Who issues the community's certificates: a row for every change, the newest is in force."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.certificates.models import CertificateIssuer
from backend.certificates.policy import POLICY, A
from backend.certificates.types import NewIssuer
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork


def get_issuer(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    """Return who issues now; before anybody said so, the community by its name."""
    POLICY.permit(actor, A.READ_ISSUER)
    return _view(uow, actor, community_id)


def set_issuer(uow: UnitOfWork, actor: Actor, community_id: int, new: NewIssuer) -> dict[str, Any]:
    """Say who issues from now on; what was issued stays as it is. Raises InvalidError for the seal's photo."""
    POLICY.permit(actor, A.SET_ISSUER)
    attachments.use_photos(uow, actor, community_id, [new.seal_photo_id] if new.seal_photo_id else [])
    row = CertificateIssuer(
        community_id=community_id,
        id=uow.new_id(),
        name=new.name,
        head=new.head,
        handler=new.handler,
        contact=new.contact,
        seal_photo_id=new.seal_photo_id,
        set_by=actor.member_id,
        set_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    return _view(uow, actor, community_id)


def issuer_now(uow: UnitOfWork, community_id: int) -> dict[str, str]:
    """Return what a certificate issued now says of its issuer; ``seal_photo`` is empty for a stamp by hand."""
    row = uow.session.scalars(
        select(CertificateIssuer)
        .where(CertificateIssuer.community_id == community_id)
        .order_by(CertificateIssuer.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        name = communities.get_community(uow, community_id).name
        return {"name": name, "head": "", "handler": "", "contact": "", "seal_photo": ""}
    return {
        "name": row.name,
        "head": row.head,
        "handler": row.handler,
        "contact": row.contact,
        "seal_photo": str(row.seal_photo_id or ""),
    }


def _view(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    issuer: dict[str, Any] = dict(issuer_now(uow, community_id))
    photo_id = UUID(photo) if (photo := issuer.pop("seal_photo")) else None
    photos = attachments.photos_by_ids(uow, community_id, [photo_id] if photo_id else [])
    return {
        **issuer,
        "seal_photo": photos.get(photo_id) if photo_id else None,
        "may_set": POLICY.allows(actor, A.SET_ISSUER),
    }
