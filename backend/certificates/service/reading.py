"""Reading certificates: one's own, those the desk sees, those shown to all members, and the list as a table."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, select

from backend.certificates.models import Certificate, CertificateVoid
from backend.certificates.policy import POLICY, A
from backend.certificates.rules import SHOWN_DAYS
from backend.certificates.service.view import view_certificates
from backend.certificates.types import IssuedFilter
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.names import mask_name
from backend.infra.documents import Document
from backend.infra.documents.sheet import write_xlsx
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork

EXPORTED_MAX = 5_000
HEADINGS = (
    "证明编号",
    "姓名",
    "服务开始",
    "服务结束",
    "时长（分钟）",
    "记录（条）",
    "出具时间",
    "状态",
    "作废原因",
    "印",
    "代为申请",
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def get_certificate(uow: UnitOfWork, actor: Actor, community_id: int, certificate_id: UUID) -> dict[str, Any]:
    """Return a certificate to its holder and the desk; raises NotFoundError, ForbiddenError."""
    row = load_certificate(uow, actor, community_id, certificate_id, A.READ_ONE)
    return view_certificates(uow, actor, [row])[0]


def load_certificate(
    uow: UnitOfWork, actor: Actor, community_id: int, certificate_id: UUID, action: A, *, lock: bool = False
) -> Certificate:
    """Return the row to whoever may do this with it; raises NotFoundError, ForbiddenError.

    Strangers to the community are refused before anything is looked up.
    """
    POLICY.permit(actor, action, member_id=actor.member_id)
    row = row_by_id(uow, Certificate, community_id, certificate_id, lock=lock)
    POLICY.permit(actor, action, member_id=row.member_id)
    return row


def list_own_certificates(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return the caller's certificates, newest first."""
    POLICY.permit(actor, A.READ_OWN)
    own = _issued(community_id).where(Certificate.member_id == actor.member_id)
    return _page(uow, actor, own, page)


def list_certificates(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: IssuedFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return the certificates issued, newest first (desk, supervisor)."""
    POLICY.permit(actor, A.READ_ISSUED)
    return _page(uow, actor, _filtered(community_id, wanted), page)


def list_shown_certificates(
    uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return what was issued in the last SHOWN_DAYS days, for every member to see; names are masked."""
    POLICY.permit(actor, A.READ_NOTICE)
    lately = _issued(community_id).where(Certificate.issued_at > uow.now - timedelta(days=SHOWN_DAYS))
    found = _page(uow, actor, lately, page)
    shown = [
        {
            "number": view["number"],
            "name": mask_name(view["member"]["name"]),
            "minutes": view["minutes"],
            "issued_on": local_date(view["issued_at"]),
            "state": view["state"],
            "state_name": view["state_name"],
        }
        for view in found.items
    ]
    return Page(shown, found.next_cursor)


def export_certificates(uow: UnitOfWork, actor: Actor, community_id: int, wanted: IssuedFilter) -> Document:
    """Return the newest EXPORTED_MAX of the list as xlsx (desk, supervisor)."""
    POLICY.permit(actor, A.READ_ISSUED)
    rows = uow.session.scalars(_filtered(community_id, wanted).order_by(Certificate.id.desc()).limit(EXPORTED_MAX))
    views = view_certificates(uow, actor, rows.all())
    lines = [
        (
            view["number"],
            view["member"]["name"],
            view["first_day"],
            view["last_day"],
            view["minutes"],
            view["records_count"],
            view["issued_at"],
            view["state_name"],
            view["reason"],
            view["seal"],
            view["asked_by"]["name"] if view["asked_by"] else "",
        )
        for view in views
    ]
    name = f"certificates-{local_date(uow.now).isoformat()}.xlsx"
    return Document(name, XLSX, write_xlsx("志愿服务记录证明", HEADINGS, lines))


def _issued(community_id: int) -> Select[Certificate]:
    return select(Certificate).where(Certificate.community_id == community_id)


def _filtered(community_id: int, wanted: IssuedFilter) -> Select[Certificate]:
    found = _issued(community_id)
    if wanted.number is not None:
        found = found.where(Certificate.number == wanted.number)
    if wanted.void is not None:
        is_void = exists().where(
            CertificateVoid.community_id == community_id, CertificateVoid.certificate_id == Certificate.id
        )
        found = found.where(is_void if wanted.void else ~is_void)
    return found


def _page(uow: UnitOfWork, actor: Actor, wanted: Select[Certificate], page: PageRequest) -> Page[dict[str, Any]]:
    found = fetch_page(uow.session, wanted, page, keys=[Certificate.id])
    return Page(view_certificates(uow, actor, found.items), found.next_cursor)
