"""The public notice as everybody reads it: what may be objected to, by whom it was done, until when."""

from typing import Any

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.names import mask_name
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import ServiceRecord
from backend.volunteering.policy import POLICY, A
from backend.volunteering.service.parts import record_number, shifts_by_ids
from backend.volunteering.types import RecordState


def list_notices(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return what is on public notice, what ends soonest first; names masked (志愿服务条例 Art. 20)."""
    POLICY.permit(actor, A.READ_NOTICES)
    statement = select(ServiceRecord).where(
        ServiceRecord.community_id == community_id, ServiceRecord.state == RecordState.ON_NOTICE
    )
    keys = [ServiceRecord.notice_until, ServiceRecord.id]
    found = fetch_page(uow.session, statement, page, keys=keys, descending=False)
    shifts = shifts_by_ids(uow, community_id, {row.shift_id for row in found.items})
    members = communities.members_by_ids(uow, community_id, {row.performed_by for row in found.items})
    shown = [
        {
            "record_id": row.id,
            "number": record_number(row.number),
            "member_name": mask_name(members[row.performed_by].name),
            "shift_title": shifts[row.shift_id].title,
            "minutes": row.minutes,
            "notice_until": row.notice_until,
        }
        for row in found.items
    ]
    return Page(shown, found.next_cursor)
